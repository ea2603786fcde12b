"""From the scores of a panel to points and a total, exactly and with every rounding announced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from evalpanel.domain.column import Column, added
from evalpanel.domain.criterion_rules import Item
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_numbers import Cells, CellScores, ItemNumbers, LotNumbers
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.ranking_rules import Ranking, Rounding

__all__ = [
    "CandidateScore", "CellScores", "Cells", "ItemFigures", "ItemScore", "LotFigures",
    "aggregated", "figures_of_item", "figures_of_lot",
]  # fmt: skip


@dataclass(frozen=True)
class ItemScore:
    """How an item came to its points.

    `aggregate` and `unit` are in the unit of the scale, before and after the announced rounding;
    `weighted` and `points` are points, before and after theirs.
    """

    item: Item
    method: Method
    cell: CellScores
    aggregate: Fraction
    unit: Fraction
    weighted: Fraction
    points: Fraction
    maximum: Fraction


@dataclass(frozen=True)
class CandidateScore:
    """What a candidate has in a lot: items, criteria and the total before and after rounding."""

    candidate: str
    items: Mapping[str, ItemScore]
    criteria: Mapping[str, Fraction]
    total: Fraction
    total_rounded: Fraction


@dataclass(frozen=True)
class ItemFigures:
    """The figures of an item at every stage, as in `ItemScore`, with a place per candidate."""

    numbers: ItemNumbers
    aggregate: Column
    unit: Column
    weighted: Column
    points: Column

    def score_at(self, place: int) -> ItemScore:
        """How the candidate at a place came to its points."""
        return ItemScore(
            self.numbers.item,
            self.numbers.method,
            self.numbers.cells[place],
            self.aggregate[place],
            self.unit[place],
            self.weighted[place],
            self.points[place],
            self.numbers.maximum,
        )


@dataclass(frozen=True)
class LotFigures:
    """The figures of a lot, with a place per candidate; `deciding` are the totals that decide."""

    candidates: Sequence[str]
    items: Mapping[str, ItemFigures]
    criteria: Mapping[str, Column]
    total: Column
    total_rounded: Column
    deciding: Column

    def points_of(self, step: str) -> Column:
        """The points of a criterion or an item; one that is not in this lot tells nothing."""
        if step in self.criteria:
            return self.criteria[step]
        return self.items[step].points if step in self.items else added((), len(self.candidates))

    def score_at(self, place: int) -> CandidateScore:
        """What the candidate at a place has."""
        return CandidateScore(
            self.candidates[place],
            {name: item.score_at(place) for name, item in self.items.items()},
            {name: points[place] for name, points in self.criteria.items()},
            self.total[place],
            self.total_rounded[place],
        )


def figures_of_lot(numbers: LotNumbers) -> LotFigures:
    """The points of all candidates in a lot (R-51).

    Raises:
        Refused: there are too few scores for the method.
    """
    rules, length = numbers.rules, len(numbers.candidates)
    items = {one.item.id: figures_of_item(rules.ranking, one) for one in numbers.items}
    criteria = {
        criterion.id: added([items[item.id].points for item in criterion.items], length)
        for criterion in rules.criteria_in(numbers.lot)
    }
    total = added(list(criteria.values()), length)
    total_rounded = total.rounded(_rounding(rules.ranking, "total"))
    deciding = total_rounded if rules.ranking.tie_on == "rounded" else total
    return LotFigures(numbers.candidates, items, criteria, total, total_rounded, deciding)


def figures_of_item(ranking: Ranking, numbers: ItemNumbers) -> ItemFigures:
    """The points of an item from its scores, by the method of its panel.

    Raises:
        Refused: there are too few scores for the method.
    """
    aggregate = aggregated(numbers.method, numbers.scores).times(numbers.unit)
    unit = aggregate.rounded(_rounding(ranking, "item"))
    weighted = unit.times(numbers.factor)
    points = weighted.rounded(_rounding(ranking, "weighted"))
    return ItemFigures(numbers, aggregate, unit, weighted, points)


def aggregated(method: Method, scores: Sequence[Sequence[int]]) -> Column:
    """One figure from each group of scores; consensus (one, or by fallback) and rank_sum: the mean.

    Raises:
        Refused: there are too few scores for the method.
    """
    if method == "median":
        return _means([_middle(sorted(group)) for group in scores])
    if method == "trimmed_mean":
        return _means([sorted(group)[1:-1] for group in scores])
    return _means(scores)


def _means(groups: Sequence[Sequence[int]]) -> Column:
    sizes = set(map(len, groups))
    if 0 in sizes:
        raise Refused("There are too few scores to take the mean.")
    parts = lcm(*sizes)
    times = {size: parts // size for size in sizes}
    return Column([sum(group) * times[len(group)] for group in groups], Fraction(1, parts))


def _middle(ordered: Sequence[int]) -> Sequence[int]:
    """The one or two in the middle."""
    return ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]


def _rounding(ranking: Ranking, stage: str) -> Rounding | None:
    return next((rounding for rounding in ranking.rounding if rounding.stage == stage), None)
