"""What dividing the lots makes of their rankings: outcomes, broken ties and reasons (R-59)."""

from collections.abc import Sequence
from dataclasses import replace

from evalpanel.domain.allocation import AllocatedLot, Allocation
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_ranking import LotRanking, Ranked, speaks_of
from evalpanel.domain.ranking import Outcome


def allocated_rankings(
    rankings: Sequence[LotRanking], allocation: Allocation
) -> tuple[LotRanking, ...]:
    """The rankings with the outcomes of a settled allocation, in the same order.

    Raises:
        Refused: a tie or an equal total is still in the way.
    """
    for said in allocation.unresolved:
        raise Refused("The lots cannot be divided yet. {what}", what=said)
    lots = {lot.lot: lot for lot in allocation.lots}
    return tuple(_applied(ranking, lots[ranking.lot]) for ranking in rankings)


def _applied(ranking: LotRanking, lot: AllocatedLot) -> LotRanking:
    ranked = [
        one
        if one.rank is None
        else replace(
            one,
            rank=one.rank + _equals_ahead(ranking, lot, one),
            outcome=_outcome(lot, one.candidate),
            outcome_why=_why(ranking, lot, one),
        )
        for one in ranking.ranked
    ]
    ranked.sort(key=lambda one: (one.rank is None, one.rank or 0, one.candidate))
    kept = [said for said in ranking.why if not _is_past(said, ranking, lot)]
    new = [said for said in lot.why if said not in kept]
    return replace(ranking, ranked=tuple(ranked), unresolved_tie=False, why=(*kept, *new))


def _equals_ahead(ranking: LotRanking, lot: AllocatedLot, one: Ranked) -> int:
    """How many with the same rank a tie-break at the new cut put ahead of a candidate."""
    place = {candidate: n for n, group in enumerate(lot.order) for candidate in group}
    own = place.get(one.candidate, 0)
    return sum(
        other.rank == one.rank and place.get(other.candidate, own) < own for other in ranking.ranked
    )


def _outcome(lot: AllocatedLot, candidate: str) -> Outcome:
    if candidate in lot.selected:
        return "selected"
    return "reserve" if candidate in lot.reserve else "not_selected"


def _why(ranking: LotRanking, lot: AllocatedLot, one: Ranked) -> tuple[Sentence, ...]:
    kept = [said for said in one.outcome_why if not _is_past(said, ranking, lot)]
    moved = [d.why for d in lot.displacements if d.candidate == one.candidate]
    ties = [said for said in lot.why if said not in ranking.why and speaks_of(said, one.candidate)]
    return (*kept, *(said for why in moved for said in why), *ties)


def _is_past(said: Sentence, ranking: LotRanking, lot: AllocatedLot) -> bool:
    """Whether it spoke of open places, or of a draw to hold, as only the plain cut had them."""
    is_open_tie = ranking.unresolved_tie and {"candidates", "places"} <= said.values.keys()
    is_places_left = bool({"open", "suitable"} & said.values.keys())
    return (is_open_tie or is_places_left) and said not in lot.why
