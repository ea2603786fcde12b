"""From the scores of a panel to points and a total, exactly and with every rounding announced."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TypeVar

from evalpanel.domain.criterion_rules import Item
from evalpanel.domain.errors import Refused
from evalpanel.domain.exact import rounded
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.ranking_rules import Ranking
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import share_of, unit_value


@dataclass(frozen=True)
class CellScores:
    """The scores of one candidate on one item: each evaluator's, and the agreed one if any.

    `by_mean` says that the announced fallback `mean` decides this cell of a consensus panel.
    """

    scores: Mapping[str, str] = field(default_factory=dict)
    agreed: str | None = None
    by_mean: bool = False


_T = TypeVar("_T")

Cells = Mapping[tuple[str, str], CellScores]
"""The cells of a lot by candidate and item."""


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

    def value_of(self, name: str) -> Fraction:
        """The points of a criterion or of an item, as a step of the tie-break asks."""
        return self.criteria[name] if name in self.criteria else self.items[name].points


def score_candidate(rules: RuleSet, lot_id: str, candidate: str, cells: Cells) -> CandidateScore:
    """The points of a candidate in a lot (R-51).

    Raises:
        Refused: a score that is needed is not there.
    """
    items = {
        item.id: score_item(rules, lot_id, item, _cell(cells, candidate, item.id))
        for item in rules.scored_items(lot_id)
    }
    criteria = {
        criterion.id: sum((items[item.id].points for item in criterion.items), Fraction(0))
        for criterion in rules.criteria_in(lot_id)
    }
    total = sum(criteria.values(), Fraction(0))
    return CandidateScore(
        candidate, items, criteria, total, stage_rounded(rules.ranking, "total", total)
    )


def score_item(rules: RuleSet, lot_id: str, item: Item, cell: CellScores) -> ItemScore:
    """The points of one item from its cell, by the method of its panel."""
    method = rules.panel_of(lot_id, item.id).method
    scale, maximum = rules.scale_of(item), rules.points_of(item)
    if method == "consensus" and not cell.by_mean:
        aggregate = unit_value(scale, _demand(cell.agreed, item))
    else:
        values = [unit_value(scale, code) for code in cell.scores.values()]
        _demand(values or None, item)
        aggregate = aggregated(method, values)
    unit = stage_rounded(rules.ranking, "item", aggregate)
    weighted = share_of(scale, unit) * maximum
    points = stage_rounded(rules.ranking, "weighted", weighted)
    return ItemScore(item, method, cell, aggregate, unit, weighted, points, maximum)


def aggregated(method: Method, values: Sequence[Fraction]) -> Fraction:
    """One value from those of the evaluators; consensus by fallback and rank_sum take the mean."""
    if method == "median":
        return _median(values)
    if method == "trimmed_mean":
        return _mean(sorted(values)[1:-1])
    return _mean(values)


def stage_rounded(ranking: Ranking, stage: str, value: Fraction) -> Fraction:
    """The value as rounded at a stage, or unchanged where no rounding was announced."""
    for rounding in ranking.rounding:
        if rounding.stage == stage:
            return rounded(value, rounding.digits, rounding.mode)
    return value


def _cell(cells: Cells, candidate: str, item_id: str) -> CellScores:
    return cells.get((candidate, item_id), CellScores())


def _demand(value: _T | None, item: Item) -> _T:
    if value is None:
        raise Refused("A score for item {item} is still missing.", item=item.id)
    return value


def _mean(values: Sequence[Fraction]) -> Fraction:
    if not values:
        raise Refused("There are too few scores to take the mean.")
    parts = lcm(*(value.denominator for value in values))
    total = sum(value.numerator * (parts // value.denominator) for value in values)
    return Fraction(total, parts * len(values))


def _median(values: Sequence[Fraction]) -> Fraction:
    ordered, middle = sorted(values), len(values) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return _mean(ordered[middle - 1 : middle + 1])
