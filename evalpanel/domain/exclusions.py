"""Candidates that fall out by a threshold: each needs the word of two persons (R-48).

What the two confirm is bound to the figures: when a score behind them changes, their word is void
and the exclusion must be confirmed anew.
"""

from collections.abc import Iterable, Sequence

from evalpanel.domain.acts import Act
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import fraction_text
from evalpanel.domain.lot_ranking import LotRanking, Ranked

Pair = tuple[str, str]
"""A lot and the code of a candidate in it."""


def below_thresholds(lots: Iterable[LotRanking]) -> dict[Pair, Ranked]:
    """Everybody who does not reach a threshold, per lot."""
    return {
        (lot.lot, one.candidate): one
        for lot in lots
        for one in lot.ranked
        if one.outcome == "below_threshold"
    }


def excluded_as(lot: str, one: Ranked) -> dict[str, str]:
    """What two persons confirm about an exclusion, apart from the reason for the letter."""
    figures = (f"{name}={fraction_text(points)}" for name, points in sorted(one.items.items()))
    below = (
        f"{said.values.get('name', 'total')}={said.values['value']}<{said.values['least']}"
        for said in one.why
        if {"value", "least"} <= said.values.keys()
    )
    return {
        "candidate": one.candidate,
        "lot": lot,
        "total": fraction_text(one.total),
        "items": " ".join(figures),
        "below": " ".join(below),
    }


def is_of(act: Act, lot: str, one: Ranked) -> bool:
    """Whether an act is about this exclusion, by the figures as they are now."""
    about = excluded_as(lot, one)
    return act.kind == "threshold" and about.items() <= act.subject.items()


def unconfirmed(lots: Iterable[LotRanking], acts: Sequence[Act]) -> tuple[Pair, ...]:
    """The exclusions that no two persons have confirmed by the figures as they are now."""
    confirmed = [act for act in acts if act.is_confirmed]
    return tuple(
        pair
        for pair, one in below_thresholds(lots).items()
        if not any(is_of(act, pair[0], one) for act in confirmed)
    )


def waiting_act(acts: Sequence[Act], lot: str, one: Ranked) -> Act | None:
    """The act about this exclusion that waits for its second person, by the figures as now."""
    return next((act for act in acts if act.is_open and is_of(act, lot, one)), None)


def exclusions_flaw(lots: Iterable[LotRanking], acts: Sequence[Act]) -> Sentence | None:
    """The first exclusion that no two persons have confirmed, or None."""
    for lot, candidate in unconfirmed(lots, acts):
        return Sentence(
            "That {candidate} is below a threshold in lot {lot} was not confirmed by two persons.",
            candidate=candidate,
            lot=lot,
        )
    return None
