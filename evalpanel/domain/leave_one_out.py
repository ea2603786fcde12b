"""The ranking without each evaluator in turn: does the outcome hang on one person?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.robustness_answer import WithoutEvaluator
from evalpanel.domain.studied_lot import StudiedLot

Say = Callable[[Sentence], str]


def leave_one_out(lot: StudiedLot, say: Say = str) -> tuple[WithoutEvaluator, ...]:
    """A ranking by the announced rules without each evaluator, thresholds and ties included."""
    return tuple(_without(lot, evaluator, say) for evaluator in lot.evaluators)


def first_of(ranking: LotRanking) -> tuple[str, ...]:
    """Who has rank 1."""
    return tuple(one.candidate for one in ranking.ranked if one.rank == 1)


def selected_of(ranking: LotRanking) -> tuple[str, ...]:
    """Who is selected, or would be but for a tie at the cut."""
    chosen = {"selected", "tied_at_cut"}
    return tuple(one.candidate for one in ranking.ranked if one.outcome in chosen)


def _without(lot: StudiedLot, evaluator: str, say: Say) -> WithoutEvaluator:
    cells = {
        place: replace(cell, scores={e: s for e, s in cell.scores.items() if e != evaluator})
        for place, cell in lot.scores.cells.items()
    }
    try:
        found = rank_lot(lot.rules, lot.scores.lot, lot.scores.candidates, cells)
    except Refused as error:
        return WithoutEvaluator(
            evaluator=evaluator,
            ranks=None,
            first=(),
            selected=(),
            changes_first=False,
            changes_selected=False,
            largest_shift=None,
            why=say(error.sentence),
        )
    before = {one.candidate: one.rank for one in lot.ranking.ranked}
    ranks = {one.candidate: one.rank for one in found.ranked}
    first, selected = first_of(found), selected_of(found)
    shifts = [abs(rank - was) for c, rank in ranks.items() if rank and (was := before[c])]
    return WithoutEvaluator(
        evaluator=evaluator,
        ranks=ranks,
        first=first,
        selected=selected,
        changes_first=set(first) != set(first_of(lot.ranking)),
        changes_selected=set(selected) != set(selected_of(lot.ranking)),
        largest_shift=max(shifts, default=0),
        why=None,
    )
