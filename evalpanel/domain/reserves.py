"""Who takes the place of a candidate that withdraws after the ranking was fixed (R-8, R-60).

The order stands as it was fixed. Of an announced reserve the next in rank moves up, unless it has
all the lots that one candidate may get; without a reserve the place stays open. Equals in the
reserve are told apart by the announced tie-break as far as it compares points; then a draw decides
or, where none was announced, two persons (R-55). Until then the place stays open, and is said to.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.drawn_ranking import tied_groups
from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_division import limit_of
from evalpanel.domain.lot_ranking import LotRanking, Ranked
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import demand_way, order_for, said_of

_SAME: Mapping[str, str] = {}
_NO_ORDERS: Mapping[str, Sequence[Sequence[str]]] = {}
Left = Collection[tuple[str, str]]
"""Lot and candidate code of every withdrawal after the ranking."""


def fill_places(
    rules: RuleSet,
    rankings: Iterable[LotRanking],
    left: Left,
    shared: Mapping[str, str] = _SAME,
    orders: Mapping[str, Sequence[Sequence[str]]] = _NO_ORDERS,
) -> tuple[LotRanking, ...]:
    """The rankings with the withdrawn marked and the reserve moved up, lot by lot.

    `shared` gives for a code in one lot the code of the same candidate in all; `orders` per lot
    what was drawn or decided between equals.

    Raises:
        Refused: equals are in an order that the rules leave no room for.
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
        held = orders.get(ranking.lot, ())
        found.append(_filled(rules, ranking, vacant, full, held))
    return tuple(found)


def reserve_ties(before: Iterable[LotRanking], after: Iterable[LotRanking]) -> tuple[OpenTie, ...]:
    """The equals in the reserve between whom a draw or a decision is needed for a place."""
    return tuple(
        OpenTie(filled.lot, group)
        for ranking, filled in zip(before, after, strict=True)
        for group in tied_groups(filled)
        if group not in tied_groups(ranking)
    )


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


def _filled(
    rules: RuleSet,
    ranking: LotRanking,
    vacant: int,
    full: Collection[str],
    orders: Sequence[Sequence[str]],
) -> LotRanking:
    """The ranking with the reserve in each vacant place; those in `full` have enough."""
    while vacant:
        waiting = [
            one for one in ranking.ranked if one.outcome == "reserve" and one.candidate not in full
        ]
        first = _first(rules, waiting, vacant)
        if not first:
            said = Sentence("No reserve is left that may take the place; it stays open.")
            return replace(ranking, why=(*ranking.why, said))
        end = rules.ranking.tie_break[-1:]
        if len(first) > vacant and end == ("all_out",):
            return _none_in(ranking, first)
        if len(first) > vacant and end != ("all_in",):
            order = order_for((one.candidate for one in first), orders)
            if not order:
                return _tied(ranking, first)
            demand_way(rules, order)
            ranking = replace(ranking, why=(*ranking.why, said_of(order)))
            first = sorted(first, key=lambda one: list(order).index(one.candidate))[:vacant]
        ranking = _moved_up(ranking, first)
        vacant = max(0, vacant - len(first))
    return ranking


def _first(rules: RuleSet, waiting: Sequence[Ranked], places: int) -> list[Ranked]:
    """The best of the reserve; more than there are places where points do not tell them apart."""
    best = min((one.rank or 0 for one in waiting), default=0)
    first = [one for one in waiting if one.rank == best]
    for step in rules.ranking.tie_break:
        if len(first) > places and all(step in one.tie_values for one in first):
            most = max(one.tie_values[step] for one in first)
            first = [one for one in first if one.tie_values[step] == most]
    return first


def _none_in(ranking: LotRanking, first: Sequence[Ranked]) -> LotRanking:
    said = Sentence(
        "{candidates} are equal in the reserve; none of them takes the place, as announced.",
        candidates=", ".join(one.candidate for one in first),
    )
    return replace(_with(ranking, first, "reserve", said), why=(*ranking.why, said))


def _tied(ranking: LotRanking, first: Sequence[Ranked]) -> LotRanking:
    """Equals in the reserve for whom there are too few places."""
    said = Sentence(
        "{candidates} are equal in the reserve; the place stays open until a draw or a decision "
        "says who takes it.",
        candidates=", ".join(one.candidate for one in first),
    )
    tied = _with(ranking, first, "tied_at_cut", said)
    return replace(tied, unresolved_tie=True, why=(*ranking.why, said))


def _moved_up(ranking: LotRanking, first: Sequence[Ranked]) -> LotRanking:
    for one in first:
        said = Sentence("{candidate} moves up from the reserve.", candidate=one.candidate)
        ranking = replace(_with(ranking, [one], "selected", said), why=(*ranking.why, said))
    return ranking


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
