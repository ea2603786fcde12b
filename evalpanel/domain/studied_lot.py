"""A complete lot, taken apart for the question how far its ranking hangs on one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

from evalpanel.domain.completeness import LotScores
from evalpanel.domain.criterion_rules import Item
from evalpanel.domain.lot_numbers import read_lot
from evalpanel.domain.lot_ranking import LotRanking, places_of, rank_lot
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import share_of
from evalpanel.domain.scoring import figures_of_lot


def without_consensus(rules: RuleSet) -> RuleSet:
    """The rules with the mean of what each scored alone in the place of the agreed score."""
    panels = tuple(
        panel.model_copy(update={"method": "mean"}) if panel.method == "consensus" else panel
        for panel in rules.panels
    )
    return rules.model_copy(update={"panels": panels})


@dataclass(frozen=True)
class StudiedLot:
    """A lot of a rule set `without_consensus`, with its complete scores and its ranking."""

    rules: RuleSet
    scores: LotScores
    ranking: LotRanking

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The items that count in the lot."""
        return self.rules.scored_items(self.scores.lot)

    @cached_property
    def evaluators(self) -> tuple[str, ...]:
        """Everybody who scored in the lot, by name."""
        return tuple(sorted({name for cell in self.scores.cells.values() for name in cell.scores}))

    @cached_property
    def ranked(self) -> tuple[str, ...]:
        """The candidates that have a rank, best first: those that reach every threshold."""
        return tuple(one.candidate for one in self.ranking.ranked if one.rank is not None)

    @property
    def places(self) -> int:
        """How many of the ranked can be selected."""
        most = places_of(self.rules.lot(self.scores.lot).select)
        return len(self.ranked) if most is None else min(most, len(self.ranked))

    @property
    def methods(self) -> frozenset[Method]:
        """The methods by which the items are scored."""
        return frozenset(
            self.rules.panel_of(self.scores.lot, item.id).method for item in self.items
        )

    @property
    def has_one_panel(self) -> bool:
        """Whether the same evaluators score every item."""
        return all(set(cell.scores) == set(self.evaluators) for cell in self.scores.cells.values())

    def rounds_at(self, *stages: str) -> bool:
        """Whether a figure is rounded at one of these stages."""
        return any(rounding.stage in stages for rounding in self.rules.ranking.rounding)

    @property
    def is_rounded(self) -> bool:
        """Whether any announced rounding can decide the order."""
        on_total = self.rules.ranking.tie_on == "rounded" and self.rounds_at("total")
        return on_total or self.rounds_at("item", "weighted")

    def factor(self, item: Item) -> Fraction:
        """The points for one unit of the item's scale."""
        scale = self.rules.scale_of(item)
        return share_of(scale, self.rules.points_of(item))

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """The points of every item, in whole numbers of one unit."""
        return whole([self.rules.points_of(item) for item in self.items])[0]

    @cached_property
    def shares(self) -> Mapping[str, tuple[int, ...]]:
        """The share of the points of every ranked candidate per item, in whole numbers."""
        figures = figures_of_lot(
            read_lot(self.rules, self.scores.lot, self.ranked, self.scores.cells)
        )
        place_of = {candidate: place for place, candidate in enumerate(figures.candidates)}
        found = [
            share_of(self.rules.scale_of(item), figures.items[item.id].unit[place_of[candidate]])
            for candidate in self.ranked
            for item in self.items
        ]
        numbers, _ = whole(found)
        width = len(self.items)
        return {
            candidate: numbers[n * width : (n + 1) * width]
            for n, candidate in enumerate(self.ranked)
        }


def study(rules: RuleSet, scores: LotScores) -> StudiedLot:
    """Take a lot apart whose scores are complete."""
    return StudiedLot(rules, scores, rank_lot(rules, scores.lot, scores.candidates, scores.cells))


def whole(values: Sequence[Fraction]) -> tuple[tuple[int, ...], int]:
    """The values as whole multiples of one part, and how many such parts make 1."""
    parts = lcm(*(value.denominator for value in values))
    return tuple(int(value * parts) for value in values), parts


def best_of(totals: Mapping[str, int | Fraction], places: int) -> frozenset[str]:
    """The candidates with a rank within the places; equals across the end are all in."""
    ordered = sorted(totals.values(), reverse=True)
    return frozenset(c for c, total in totals.items() if total >= ordered[places - 1])
