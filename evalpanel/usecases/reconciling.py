"""Reconciliation: nothing is ranked or reported while an application has no outcome (R-20)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.reconciliation import (
    OpenPair,
    Reconciliation,
    open_gates,
    places_in,
    reconcile,
    refusal,
)
from evalpanel.domain.rules import RuleSet
from evalpanel.usecases.applications import Applicant, applicants
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.sights import demand_sight
from evalpanel.usecases.tenders import get_locked_tender, rules_of

_MOST_SHOWN = 12


@dataclass(frozen=True)
class LotStanding:
    """Where an application stands for a lot before the ranking: admitted, open, or its outcome."""

    lot: str
    outcome: str
    reason: Sentence


def list_standings(
    desk: Desk, reference: str
) -> tuple[tuple[Applicant, tuple[LotStanding, ...]], ...]:
    """Every application with where it stands in each of its lots."""
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        demand_sight(desk, work, tender, "identity")
        rules = rules_of(tender)
        return tuple((a, tuple(_standings(rules, a))) for a in applicants(work, tender))


def demand_gates_judged(found: Iterable[Applicant]) -> None:
    """Refuse a ranking while a gate of an application is not judged in one of its lots."""
    pairs = tuple(open_gates(admission for a in found for admission in a.admissions))
    if pairs:
        raise Refused(
            "No ranking can be made: application {candidate} has no outcome in lot {lot}. {why}",
            hint="Without an outcome ({count}): {pairs}.",
            candidate=pairs[0].candidate,
            lot=pairs[0].lot,
            why=pairs[0].why,
            count=len(pairs),
            pairs=_named(pairs),
        )


def reconcile_tender(
    rules: RuleSet, found: Iterable[Applicant], rankings: Iterable[LotRanking]
) -> Reconciliation:
    """What became of every application in every lot of it."""
    known = tuple(found)
    return reconcile(
        rules,
        (admission for applicant in known for admission in applicant.admissions),
        places_in([applicant.application for applicant in known], rankings),
    )


def demand_reconciled(settled: Reconciliation) -> None:
    """Refuse a report while an application has no outcome in one of its lots."""
    if settled.open:
        first = settled.open[0]
        raise Refused(
            "No report can be made: application {candidate} has no outcome in lot {lot}. {why}",
            hint="Without an outcome ({count}): {pairs}.",
            candidate=first.candidate,
            lot=first.lot,
            why=first.why,
            count=len(settled.open),
            pairs=_named(settled.open),
        )


def _standings(rules: RuleSet, applicant: Applicant) -> Iterator[LotStanding]:
    for admission in applicant.admissions:
        refused = refusal(rules, admission)
        if refused is not None:
            yield LotStanding(admission.lot, *refused)
        elif admission.standing == "open":
            [pair] = open_gates([admission])
            yield LotStanding(admission.lot, "open", pair.why)
        else:
            yield LotStanding(admission.lot, "admitted", Sentence(""))


def _named(pairs: tuple[OpenPair, ...]) -> str:
    """Such as `alpha 1, alpha 4, bravo 2`: application and lot."""
    shown = [f"{pair.candidate} {pair.lot}" for pair in pairs[:_MOST_SHOWN]]
    return ", ".join([*shown, "…"] if len(pairs) > _MOST_SHOWN else shown)
