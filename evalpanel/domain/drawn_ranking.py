"""What the order of a draw does to a ranking: it moves the equals it was held for, nobody else.

What two persons decide where the rules are exhausted does the same (R-55).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_ranking import LotRanking, Ranked
from evalpanel.domain.ranking import Outcome
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import demand_way, order_for, said_of


def apply_draws(rules: RuleSet, ranking: LotRanking, orders: Iterable[Sequence[str]]) -> LotRanking:
    """The ranking after every draw that was held, and every decision taken, in its lot.

    A draw also decides between those who are left of the group it was held for.

    Raises:
        Refused: the rules announce no draw, or for a decision, say what decides.
    """
    held = tuple(orders)
    for group in tied_groups(ranking):
        full = order_for(group, held)
        if full:
            left = [candidate for candidate in full if candidate in group]
            ranking = resolve_by_draw(rules, ranking, left, full)
    return ranking


def resolve_by_draw(
    rules: RuleSet, ranking: LotRanking, order: Sequence[str], full: Sequence[str] = ()
) -> LotRanking:
    """The ranking after a draw; `order` holds exactly one group that is tied at a cut, first first.

    `full` is the order as drawn or decided, where others in it have gone since.

    Raises:
        Refused: the rules leave no such order, or it is of others than the equals.
    """
    demand_way(rules, full)
    group = _tied_group(ranking, order)
    first = next(n for n, one in enumerate(ranking.ranked) if one in group)
    said = said_of(full or order)
    by_name = {one.candidate: one for one in group}
    drawn = tuple(
        _drawn(by_name[name], first + 1 + n, _outcome(rules, ranking, first + n), said)
        for n, name in enumerate(order)
    )
    ranked = (*ranking.ranked[:first], *drawn, *ranking.ranked[first + len(group) :])
    return replace(
        ranking,
        ranked=ranked,
        unresolved_tie=any(one.outcome == "tied_at_cut" for one in ranked),
        why=(*ranking.why, said),
    )


def tied_groups(ranking: LotRanking) -> tuple[tuple[str, ...], ...]:
    """The groups of equals for which a draw is to be held, best first."""
    groups: dict[int, list[str]] = {}
    for one in ranking.ranked:
        if one.outcome == "tied_at_cut" and one.rank is not None:
            groups.setdefault(one.rank, []).append(one.candidate)
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _tied_group(ranking: LotRanking, order: Sequence[str]) -> tuple[Ranked, ...]:
    for group in tied_groups(ranking):
        if sorted(group) == sorted(order):
            return tuple(one for one in ranking.ranked if one.candidate in group)
    raise Refused(
        "The draw is of {order}, and these are not the candidates tied at the cut in lot {lot}.",
        order=", ".join(order) or "-",
        lot=ranking.lot,
    )


def _outcome(rules: RuleSet, ranking: LotRanking, before: int) -> Outcome:
    """What follows for a candidate with this many candidates before it."""
    places = ranking.select if isinstance(ranking.select, int) else len(ranking.ranked)
    if before < places:
        return "selected"
    return "reserve" if before < places + rules.lot(ranking.lot).reserve else "not_selected"


def _drawn(one: Ranked, rank: int, outcome: Outcome, said: Sentence) -> Ranked:
    return replace(one, rank=rank, outcome=outcome, outcome_why=(*one.outcome_why, said))
