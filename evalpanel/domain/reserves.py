"""Who takes the place of a candidate that withdraws after the ranking was fixed (R-8, R-60).

The order stands as it was fixed. Of an announced reserve the next in rank moves up, unless it has
all the lots that one candidate may get; without a reserve the place stays open. Equals in the
reserve are told apart by the announced tie-break as far as it compares points; what only a draw
can decide stays open, and is said to be.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_division import limit_of
from evalpanel.domain.lot_ranking import LotRanking, Ranked
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.rules import RuleSet

_SAME: Mapping[str, str] = {}
Left = Collection[tuple[str, str]]
"""Lot and candidate code of every withdrawal after the ranking."""


def fill_places(
    rules: RuleSet,
    rankings: Iterable[LotRanking],
    left: Left,
    shared: Mapping[str, str] = _SAME,
) -> tuple[LotRanking, ...]:
    """The rankings with the withdrawn marked and the reserve moved up, lot by lot.

    `shared` gives for a code in one lot the code of the same candidate in all.
    """
    limit = limit_of(rules) or len(rules.lots)
    gone = [_without(ranking, left) for ranking in rankings]
    found: list[LotRanking] = []
    for place, (ranking, vacant) in enumerate(gone):
        others = [*found, *(later for later, _ in gone[place + 1 :])]
        chosen = Counter(
            shared.get(one.candidate, one.candidate)
            for other in others
            for one in other.ranked
            if one.outcome == "selected"
        )
        full = [
            one.candidate
            for one in ranking.ranked
            if chosen[shared.get(one.candidate, one.candidate)] >= limit
        ]
        found.append(_filled(rules, ranking, vacant, full))
    return tuple(found)


def _without(ranking: LotRanking, left: Left) -> tuple[LotRanking, int]:
    """The ranking with the withdrawn marked, and how many places that leaves."""
    gone = [one for one in ranking.ranked if (ranking.lot, one.candidate) in left]
    said = tuple(
        Sentence("{candidate} withdrew after the ranking was fixed.", candidate=one.candidate)
        for one in gone
    )
    changed = _with(ranking, gone, "withdrawn")
    vacant = sum(one.outcome == "selected" for one in gone)
    return replace(changed, why=(*ranking.why, *said)), vacant


def _filled(rules: RuleSet, ranking: LotRanking, vacant: int, full: Collection[str]) -> LotRanking:
    """The ranking with the reserve in each vacant place; those in `full` have enough."""
    for _ in range(vacant):
        waiting = [
            one for one in ranking.ranked if one.outcome == "reserve" and one.candidate not in full
        ]
        first = _first(rules, waiting)
        said = _said(first)
        ranking = replace(ranking, why=(*ranking.why, said))
        if len(first) == 1:
            ranking = _with(ranking, first, "selected", said)
    return ranking


def _first(rules: RuleSet, waiting: Sequence[Ranked]) -> list[Ranked]:
    """The best of the reserve; several where the points do not tell them apart."""
    best = min((one.rank or 0 for one in waiting), default=0)
    first = [one for one in waiting if one.rank == best]
    for step in rules.ranking.tie_break:
        if all(step in one.tie_values for one in first):
            most = max((one.tie_values[step] for one in first), default=None)
            first = [one for one in first if one.tie_values[step] == most]
    return first


def _said(first: Sequence[Ranked]) -> Sentence:
    if not first:
        return Sentence("No reserve is left that may take the place; it stays open.")
    names = ", ".join(one.candidate for one in first)
    if len(first) > 1:
        return Sentence(
            "{candidates} are equal in the reserve; the place stays open until a draw decides.",
            candidates=names,
        )
    return Sentence("{candidate} moves up from the reserve.", candidate=names)


def _with(
    ranking: LotRanking, ones: Sequence[Ranked], outcome: Outcome, *why: Sentence
) -> LotRanking:
    names = {one.candidate for one in ones}
    return replace(
        ranking,
        ranked=tuple(
            replace(one, outcome=outcome, outcome_why=(*one.outcome_why, *why))
            if one.candidate in names
            else one
            for one in ranking.ranked
        ),
    )
