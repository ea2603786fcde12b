"""The sum of ranks: each evaluator ranks alone, equals share the mean of their places."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import value_of
from evalpanel.domain.scoring import Cells


def mid_ranks(totals: Mapping[str, Fraction]) -> dict[str, Fraction]:
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
    """
    evaluators = sorted({name for cell in cells.values() for name in cell.scores})
    by_evaluator = [
        mid_ranks({c: _own_total(rules, lot_id, cells, c, name) for c in candidates})
        for name in evaluators
    ]
    return {c: tuple(places[c] for places in by_evaluator) for c in candidates}


def _own_total(rules: RuleSet, lot_id: str, cells: Cells, candidate: str, name: str) -> Fraction:
    points: Iterable[Fraction] = (
        value_of(rules.scale_of(item), cells[candidate, item.id].scores[name])
        * rules.points_of(item)
        for item in rules.scored_items(lot_id)
    )
    return sum(points, Fraction(0))
