"""Reconciliation: every application has exactly one outcome in each of its lots (R-20)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.application import Admission, Application
from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.rules import RuleSet

LotOutcomeName = Literal[
    "excluded", "unsuitable", "set_aside", "withdrawn", "late", "not_admitted",
    "not_selected", "knocked_out", "selected", "reserve",
]  # fmt: skip
REFUSAL_OF_KIND: Mapping[str, LotOutcomeName] = {
    "exclusion": "excluded",
    "suitability": "unsuitable",
    "selection": "unsuitable",
    "condition": "set_aside",
}
"""What failing a gate of a kind makes of a candidate (2.132(1)(c), R-22)."""
_OF_RANKING: Mapping[Outcome, LotOutcomeName] = {
    "selected": "selected",
    "reserve": "reserve",
    "not_selected": "not_selected",
    "below_threshold": "knocked_out",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class Placed:
    """What the ranking of a lot made of a candidate; no rank below a threshold."""

    outcome: Outcome
    rank: int | None


@dataclass(frozen=True)
class LotOutcome:
    """What became of an application in a lot, and why."""

    candidate: str
    lot: str
    outcome: LotOutcomeName
    reason: Sentence


@dataclass(frozen=True)
class OpenPair:
    """An application without an outcome in a lot, and what is lacking."""

    candidate: str
    lot: str
    why: Sentence


@dataclass(frozen=True)
class Reconciliation:
    """The outcome of every pair of application and lot, or the pairs that have none."""

    outcomes: tuple[LotOutcome, ...]
    open: tuple[OpenPair, ...]

    def of(self, candidate: str) -> tuple[LotOutcome, ...]:
        """The outcomes of one application, in the order of its lots."""
        return tuple(found for found in self.outcomes if found.candidate == candidate)


def reconcile(
    rules: RuleSet,
    admissions: Iterable[Admission],
    places: Mapping[tuple[str, str], Placed],
) -> Reconciliation:
    """Settle every pair; `places` in the rankings by application and lot."""
    settled = [
        _settle(rules, admission, places.get((admission.candidate, admission.lot)))
        for admission in admissions
    ]
    return Reconciliation(
        tuple(found for found in settled if isinstance(found, LotOutcome)),
        tuple(found for found in settled if isinstance(found, OpenPair)),
    )


def places_in(
    applications: Iterable[Application], rankings: Iterable[LotRanking]
) -> dict[tuple[str, str], Placed]:
    """What the rankings made of every application, by id and lot."""
    placed = {
        (lot.lot, ranked.candidate): Placed(ranked.outcome, ranked.rank)
        for lot in rankings
        for ranked in lot.ranked
    }
    return {
        (application.id, lot): placed[lot, application.code_in(lot)]
        for application in applications
        for lot in application.lots
        if (lot, application.code_in(lot)) in placed
    }


def open_gates(admissions: Iterable[Admission]) -> Iterator[OpenPair]:
    """The pairs that nothing can be ranked with: a gate of them is not judged."""
    for admission in admissions:
        if admission.standing == "open":
            yield OpenPair(admission.candidate, admission.lot, _open_gate(admission))


def refusal(rules: RuleSet, admission: Admission) -> tuple[LotOutcomeName, Sentence] | None:
    """Why an application does not reach the panel in a lot; None while it can or does."""
    reason = Sentence("{reason}", reason=admission.reason)
    match admission.standing:
        case "late":
            return "late", Sentence("It was received after the deadline and was not opened.")
        case "not_admitted":
            return "not_admitted", Sentence("It is not admitted to the supplier pool.")
        case "withdrawn":
            return "withdrawn", reason
        case "excluded":
            named = Sentence("{gate}: {reason}", gate=admission.gate, reason=admission.reason)
            return REFUSAL_OF_KIND[rules.gate(admission.gate).kind], named
        case _:
            return None


def _settle(rules: RuleSet, admission: Admission, ranked: Placed | None) -> LotOutcome | OpenPair:
    refused = refusal(rules, admission)
    if refused is not None:
        return LotOutcome(admission.candidate, admission.lot, *refused)
    if admission.standing == "open":
        return OpenPair(admission.candidate, admission.lot, _open_gate(admission))
    if ranked is None:
        why = Sentence("It was admitted to the panel and is not in the ranking.")
        return OpenPair(admission.candidate, admission.lot, why)
    outcome = _OF_RANKING.get(ranked.outcome)
    if outcome is None:
        why = Sentence("It is tied at the cut, and the tie is not resolved.")
        return OpenPair(admission.candidate, admission.lot, why)
    return LotOutcome(admission.candidate, admission.lot, outcome, _place(ranked))


def _place(ranked: Placed) -> Sentence:
    if ranked.rank is None:
        return Sentence("It does not reach a threshold that was announced.")
    return Sentence("It stands at rank {rank}.", rank=ranked.rank)


def _open_gate(admission: Admission) -> Sentence:
    return Sentence("Gate {gate} is not judged.", gate=admission.gate)
