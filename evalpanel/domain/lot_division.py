"""The rankings of a tender after the limit on lots per candidate, where one was announced."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from evalpanel.domain.allocated_ranking import allocated_rankings
from evalpanel.domain.allocation import Allocation, allocate
from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_offers import Orders
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import DecidedOrder

_NO_DRAWS: Mapping[str, Orders] = {}
_NO_ORDERS: Mapping[str, Sequence[DecidedOrder]] = {}


def limit_of(rules: RuleSet) -> int | None:
    """How many lots one candidate can have at most; None where that limits nobody."""
    limits = rules.lot_limits
    most = limits.max_per_candidate if limits else None
    return most if most is not None and most < len(rules.lots) else None


def divide_lots(
    rules: RuleSet,
    rankings: Sequence[LotRanking],
    applications: Mapping[str, Sequence[str]],
    draws: Mapping[str, Orders] = _NO_DRAWS,
    decided: Mapping[str, Sequence[DecidedOrder]] = _NO_ORDERS,
) -> tuple[LotRanking, ...]:
    """The rankings of all lots as the announced rule for the limit leaves them.

    While something is unresolved every lot says so and none is settled, because each can change.
    The other arguments are those of `allocation.allocate`.

    Raises:
        Refused: as `allocation.allocate` does.
    """
    allocation = allocate(rules, rankings, applications, draws, decided)
    if allocation.is_settled:
        return allocated_rankings(rankings, allocation)
    return tuple(_waiting(ranking, allocation) for ranking in rankings)


def lots_by_candidate(rankings: Iterable[LotRanking]) -> dict[str, tuple[str, ...]]:
    """The lots in which each candidate stands, for rules that ask for no preference."""
    found: dict[str, tuple[str, ...]] = {}
    for ranking in rankings:
        for one in ranking.ranked:
            found[one.candidate] = (*found.get(one.candidate, ()), ranking.lot)
    return found


def _waiting(ranking: LotRanking, allocation: Allocation) -> LotRanking:
    tied = {c for tie in allocation.ties if tie.lot == ranking.lot for c in tie.candidates}
    said = tuple(
        Sentence("The lots cannot be divided yet. {what}", what=what)
        for what in allocation.unresolved
    )
    ranked = tuple(
        replace(one, outcome="tied_at_cut") if one.candidate in tied else one
        for one in ranking.ranked
    )
    return replace(ranking, ranked=ranked, unresolved_tie=True, why=(*ranking.why, *said))
