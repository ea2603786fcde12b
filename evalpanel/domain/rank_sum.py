"""The sum of ranks: each evaluator ranks alone, equals share the mean of their places."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from evalpanel.domain.column import Column, added
from evalpanel.domain.lot_numbers import Cells, missing_score
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import WholeScores, share_of


def mid_ranks(totals: Mapping[str, Fraction | int]) -> dict[str, Fraction]:
    """The place of each candidate, 1 for the highest total; equals get the mean of their places."""
    places: dict[str, Fraction] = {}
    best_first = sorted(totals, key=totals.__getitem__, reverse=True)
    for _, group in groupby(best_first, key=totals.__getitem__):
        equals = list(group)
        place = len(places) + Fraction(len(equals) + 1, 2)
        places.update(dict.fromkeys(equals, place))
    return {candidate: places[candidate] for candidate in totals}


def rank_sums(
    rules: RuleSet, lot_id: str, candidates: Sequence[str], cells: Cells
) -> dict[str, tuple[Fraction, ...]]:
    """The places that the evaluators, in order of their names, give to each candidate.

    Candidates below a threshold keep their places, so that leaving them out moves nobody.

    Raises:
        Refused: an evaluator did not score all of it, or a score is not on its scale.
    """
    worths = [
        (item.id, worth, worth.unit * share_of(worth.scale, rules.points_of(item)))
        for item in rules.scored_items(lot_id)
        for worth in [WholeScores(rules.scale_of(item))]
    ]
    by_evaluator = []
    for name in sorted({name for cell in cells.values() for name in cell.scores}):
        own = [
            Column([worth[_code(cells, c, item_id, name)] for c in candidates], unit)
            for item_id, worth, unit in worths
        ]
        totals = added(own, len(candidates)).numbers
        by_evaluator.append(mid_ranks(dict(zip(candidates, totals, strict=True))))
    return {c: tuple(places[c] for places in by_evaluator) for c in candidates}


def _code(cells: Cells, candidate: str, item_id: str, evaluator: str) -> str:
    code = cells[candidate, item_id].scores.get(evaluator)
    if code is None:
        raise missing_score(item_id)
    return code
