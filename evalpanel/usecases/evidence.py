"""Evidence: what came in after the application, what each gate has, and what will expire."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from evalpanel.domain.application import Application, gate_needs
from evalpanel.domain.errors import Refused
from evalpanel.domain.evidence import (
    Evidence,
    EvidenceDays,
    EvidenceFound,
    EvidenceReceived,
    award_day,
    evidence_at_award,
    judge_evidence,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.domain.withdrawals import Withdrawal, withdrawn_from
from evalpanel.usecases.days import day_of, demand_day, past_day
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, rules_of, start_step


def receive_evidence(
    desk: Desk, reference: str, candidate: str, piece: Evidence, *, reason: str, data: bytes = b""
) -> EvidenceReceived:
    """Register evidence that came in after the application, with its file where there is one.

    It is asked for in a request (R-24) or from the intended winner at the award (R-106).

    Raises:
        Refused: no opened application, an entity that is not in it, a day that is none or still
            to come, or no reason.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "clarify")
        application = get_opened(work, tender, candidate)
        _demand_entity(application, piece.entity)
        sha256 = work.documents.put(data) if data else None
        received = EvidenceReceived(
            reference=reference,
            candidate=candidate,
            evidence=piece.model_copy(
                update={
                    "dated": demand_day(piece.dated) if piece.dated else "",
                    "valid_until": demand_day(piece.valid_until) if piece.valid_until else "",
                    "received": past_day(desk, piece.received),
                    "sha256": sha256,
                }
            ),
            reason=demand_reason(reason),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(received)
        write_log(
            desk, work, "evidence.receive", reference, candidate, reason=reason,
            evidence=piece.kind, entity=piece.entity, sha256=sha256,
        )  # fmt: skip
        work.commit()
    return received


@dataclass(frozen=True)
class Expiry:
    """A piece of evidence of a candidate that will not do on the planned day of the award."""

    candidate: str
    gate: str
    found: EvidenceFound


def list_expiry(desk: Desk, reference: str, on: str = "") -> tuple[date, tuple[Expiry, ...]]:
    """The watch list (R-108): evidence that is missing, expired or to be confirmed at the award.

    Of every application that is still in the race; `on` is another day than the planned one.

    Raises:
        Refused: no day is planned for the award and none is given.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        rules = rules_of(tender)
        day = date.fromisoformat(demand_day(on)) if on else planned_award(work, tender)
        if day is None:
            raise Refused(
                "The planning of {reference} does not say when the award is.",
                hint="Give the day: --on YYYY-MM-DD",
                reference=reference,
            )
        withdrawals = of_kind(work.register.of(reference), Withdrawal)
        lines = tuple(
            line
            for application in work.applications.of(reference)
            if application.is_opened_with_others
            for line in _expiries(work, rules, application, day, withdrawals)
        )
    return day, lines


def evidence_of(
    work: UnitOfWork, tender: Tender, application: Application, gate_id: str, entity: str
) -> tuple[EvidenceFound, ...]:
    """The state of every kind of evidence that a gate asks, measured as was announced (R-106)."""
    rules = rules_of(tender)
    days = EvidenceDays(day_of(application.received), planned_award(work, tender))
    return judge_evidence(
        rules.evidence,
        rules.gate(gate_id).evidence,
        entity,
        pieces_of(work, application),
        days,
        only_entity=len(application.entities) == 1,
    )


def pieces_of(work: UnitOfWork, application: Application) -> tuple[Evidence, ...]:
    """Everything that a candidate handed in, with the application and later."""
    later = of_kind(work.register.of(application.reference), EvidenceReceived)
    return (
        *application.evidence,
        *(entry.evidence for entry in later if entry.candidate == application.id),
    )


def planned_award(work: UnitOfWork, tender: Tender) -> date | None:
    """The day of the award as planned now."""
    rules = rules_of(tender)
    planned = [(m.id, m.planned) for m in rules.milestones]
    moved = [(s.milestone, s.planned) for s in work.shifts.of(tender.reference)]
    return award_day(rules.evidence, [*planned, *moved])


def get_opened(work: UnitOfWork, tender: Tender, candidate: str) -> Application:
    """An application that was opened; raises Refused for one that was not (R-21, R-109)."""
    found = work.applications.get(tender.reference, candidate)
    if found is None or not found.is_opened_with_others:
        known = [a.id for a in work.applications.of(tender.reference) if a.is_opened_with_others]
        raise Refused(
            "{reference} has no opened application {candidate}.",
            hint="Known: {known}.",
            reference=tender.reference,
            candidate=candidate,
            known=", ".join(known),
        )
    return found


def _expiries(
    work: UnitOfWork,
    rules: RuleSet,
    application: Application,
    day: date,
    withdrawals: Sequence[Withdrawal],
) -> Iterator[Expiry]:
    lots = [lot for lot in application.lots if not withdrawn_from(withdrawals, application.id, lot)]
    needs = dict.fromkeys(need for lot in lots for need in gate_needs(rules, application, lot))
    pieces = pieces_of(work, application)
    for need in needs:
        for found in evidence_at_award(
            rules.evidence,
            rules.gate(need.gate).evidence,
            need.entity,
            pieces,
            day,
            only_entity=len(application.entities) == 1,
        ):
            if found.state != "valid":
                yield Expiry(application.id, need.gate, found)


def _demand_entity(application: Application, entity: str) -> None:
    names = [found.name for found in application.entities]
    if entity not in ("", *names):
        raise Refused(
            "{candidate} has no entity {entity}.",
            hint="Choose one of: {entities}.",
            candidate=application.id,
            entity=entity,
            entities="; ".join(names),
        )
