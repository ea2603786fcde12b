"""The judgements that candidates need at their gates, one by one, with what is known of each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.application import (
    Application,
    GateJudgement,
    GateNeed,
    counting,
    gate_needs,
)
from evalpanel.domain.clarification import Clarification
from evalpanel.domain.evidence import EvidenceFound
from evalpanel.domain.gates import GATE_ORDER, PASSING, REFUSING, GateOutcome, outcomes_of
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.clarifying import clarifications_of
from evalpanel.usecases.evidence import evidence_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import get_tender, rules_of


@dataclass(frozen=True)
class GateLine:
    """A judgement that a candidate needs, and the one that counts so far."""

    need: GateNeed
    judgement: GateJudgement | None
    waits: bool
    """Whether a failure waits for a second person."""
    outcomes: tuple[GateOutcome, ...]
    """What the gate can come to."""
    lot: str = "*"
    """A lot with a judgement of its own; `*` for all others."""
    evidence: tuple[EvidenceFound, ...] = ()
    """What there is of the evidence that the gate asks (R-27, R-106)."""
    request: Clarification | None = None
    """The last request for clarification about it, with its term (R-24)."""


def list_gates(desk: Desk, reference: str, candidate: str) -> tuple[GateLine, ...]:
    """Every judgement that a candidate needs in any of its lots, in the legal order (R-22).

    A lot with a judgement of its own has a line of its own.
    """
    with desk.work() as work:
        tender = get_tender(work, reference)
        application = work.applications.get(reference, candidate)
        if application is None:
            return ()
        return tuple(_gate_lines(desk, work, tender, application))


def list_all_gates(desk: Desk, reference: str) -> tuple[tuple[str, GateLine], ...]:
    """The same for every application that was opened, each line with the candidate's id."""
    with desk.work() as work:
        tender = get_tender(work, reference)
        return tuple(
            (application.id, line)
            for application in work.applications.of(reference)
            if application.is_opened_with_others
            for line in _gate_lines(desk, work, tender, application)
        )


def sign_of(line: GateLine) -> Literal["passed", "failed", "waits", "open"]:
    """What a line says at a glance."""
    if line.waits:
        return "waits"
    outcome = line.judgement.outcome if line.judgement else "not_judged"
    if outcome in PASSING:
        return "passed"
    return "failed" if outcome in REFUSING else "open"


def _gate_lines(
    desk: Desk, work: UnitOfWork, tender: Tender, application: Application
) -> Iterator[GateLine]:
    rules = rules_of(tender)
    judgements = work.judgements.of(application.reference, application.id)
    asked = {
        (act.subject.get("gate"), act.subject.get("entity"), act.subject.get("lot"))
        for act in open_acts(work, application.reference)
        if act.subject.get("candidate") == application.id
    }
    requests = {
        found.request.place: found
        for found in clarifications_of(desk, work, application.reference)
        if found.request.candidate == application.id
    }
    for need, lots in _needs(rules, application).items():
        evidence = evidence_of(work, tender, application, need.gate, need.entity)
        for lot in _lines_of(need, lots, judgements, asked):
            place = (need.gate, need.entity, lot)
            yield GateLine(
                need=need,
                judgement=counting(judgements, *place),
                waits=place in asked,
                outcomes=outcomes_of(rules.gate(need.gate)),
                lot=lot,
                evidence=evidence,
                request=requests.get(place),
            )


def _needs(rules: RuleSet, application: Application) -> dict[GateNeed, list[str]]:
    """Every need in the legal order with the lots that it holds for."""
    found: dict[GateNeed, list[str]] = {}
    for lot in application.lots:
        for need in gate_needs(rules, application, lot):
            found.setdefault(need, []).append(lot)
    order = list(found)
    return dict(
        sorted(found.items(), key=lambda p: (GATE_ORDER.index(p[0].kind), order.index(p[0])))
    )


def _lines_of(
    need: GateNeed,
    lots: Sequence[str],
    judgements: Sequence[GateJudgement],
    asked: Collection[tuple[str | None, str | None, str | None]],
) -> Iterator[str]:
    """`*` for the lots that are judged together, then each lot that has its own judgement."""
    own = []
    for lot in lots:
        found = counting(judgements, need.gate, need.entity, lot)
        is_own = found is not None and found.lot == lot
        if is_own or (need.gate, need.entity, lot) in asked:
            own.append(lot)
    if len(own) < len(lots):
        yield "*"
    yield from own
