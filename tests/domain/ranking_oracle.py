"""A ranking in slow and obvious fractions, with nothing of the engine in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from statistics import median

from evalpanel.domain.criterion_rules import Criterion, Item, Minimum
from evalpanel.domain.lot_numbers import Cells, CellScores
from evalpanel.domain.rules import RuleSet

ENDS = ("draw", "all_in", "all_out")


@dataclass(frozen=True)
class Row:
    """What a candidate must come out with."""

    rank: int | None
    outcome: str
    total: Fraction
    shown: Fraction
    items: Mapping[str, Fraction]
    criteria: Mapping[str, Fraction]


@dataclass
class Oracle:
    """The ranking of a lot; `rows` by candidate, worked out one candidate and item at a time."""

    rules: RuleSet
    lot: str
    candidates: Sequence[str]
    cells: Cells

    def rows(self) -> dict[str, Row]:
        """What every candidate must come out with."""
        nowhere: tuple[int | None, str] = (None, "below_threshold")
        places = self._places([c for c in self.candidates if not self.fails(c)])
        by_ranks = self._method() == "rank_sum"
        return {
            c: Row(
                *places.get(c, nowhere),
                self.rank_sum(c) if by_ranks else self.total(c),
                self.rank_sum(c) if by_ranks else self.rounded("total", self.total(c)),
                {} if by_ranks else {i.id: self.points(c, i) for i in self._items()},
                {} if by_ranks else {k.id: self.points_of(c, k.id) for k in self._criteria()},
            )
            for c in self.candidates
        }

    def value(self, item: Item, code: str) -> Fraction:
        """What a code says: the share of the points, or the number on a range."""
        scale = self.rules.scale_of(item)
        if scale.range is not None:
            return Fraction(code)
        return next(Fraction(step.value) for step in scale.steps if step.code == code)

    def unit(self, candidate: str, item: Item) -> Fraction:
        """One number from all evaluators, in the unit of the scale, rounded as announced."""
        cell: CellScores = self.cells[candidate, item.id]
        method = self.rules.panel_of(self.lot, item.id).method
        values = sorted(self.value(item, code) for code in cell.scores.values())
        if method == "consensus" and not cell.by_mean:
            found = self.value(item, str(cell.agreed))
        elif method == "median":
            found = Fraction(median(values))
        else:
            kept = values[1:-1] if method == "trimmed_mean" else values
            found = sum(kept, Fraction(0)) / len(kept)
        return self.rounded("item", found)

    def points(self, candidate: str, item: Item) -> Fraction:
        """The points of a candidate on an item."""
        share = self.unit(candidate, item) * self._share_of_unit(item)
        return self.rounded("weighted", share * self.rules.points_of(item))

    def points_of(self, candidate: str, name: str) -> Fraction:
        """The points on a criterion or an item; nothing for one that is not in the lot."""
        items = [i for k in self._criteria() for i in k.items if name in {i.id, k.id}]
        return sum((self.points(candidate, item) for item in items), Fraction(0))

    def total(self, candidate: str) -> Fraction:
        """The exact total of points."""
        return sum((self.points(candidate, item) for item in self._items()), Fraction(0))

    def rounded(self, stage: str, value: Fraction) -> Fraction:
        """The value as announced for a stage."""
        for rounding in self.rules.ranking.rounding:
            if rounding.stage == stage and rounding.mode == "half_even":
                return Fraction(round(value, rounding.digits))
            if rounding.stage == stage:
                size = floor(abs(value) * 10**rounding.digits + Fraction(1, 2))
                return Fraction(size if value >= 0 else -size, 10**rounding.digits)
        return value

    def fails(self, candidate: str) -> bool:
        """Whether the candidate does not reach a threshold."""
        ranking = self.rules.ranking
        total = self.total(candidate)
        decides = self.rounded("total", total) if ranking.tie_on == "rounded" else total
        found = [(ranking.minimum, decides)]
        found += [(k.minimum, self.points_of(candidate, k.id)) for k in self._criteria()]
        found += [(i.minimum, self.points(candidate, i)) for i in self._items()]
        by_score = any(
            self.unit(candidate, item) < self.value(item, item.minimum.score)
            for item in self._items()
            if item.minimum is not None and item.minimum.score is not None
        )
        return by_score or any(_below(minimum, points) for minimum, points in found)

    def rank_sum(self, candidate: str) -> Fraction:
        """The places that all evaluators give, added up; equals share the mean of their places."""
        return sum((self._place(candidate, name) for name in self._evaluators()), Fraction(0))

    def _place(self, candidate: str, name: str) -> Fraction:
        own = self._own_total(candidate, name)
        others = [self._own_total(c, name) for c in self.candidates if c != candidate]
        better, equal = sum(o > own for o in others), sum(o == own for o in others)
        return 1 + better + Fraction(equal, 2)

    def _own_total(self, candidate: str, name: str) -> Fraction:
        return sum(
            (
                self.value(item, self.cells[candidate, item.id].scores[name])
                * self._share_of_unit(item)
                * self.rules.points_of(item)
                for item in self._items()
            ),
            Fraction(0),
        )

    def _places(self, names: Sequence[str]) -> dict[str, tuple[int | None, str]]:
        """Rank and outcome of those in the order: selected first, then the reserve."""
        groups = _grouped(names, {c: self._decides(c) for c in names})
        select = self.rules.lot(self.lot).select
        most = select if isinstance(select, int) else getattr(select, "max", len(names))
        inside, tied, open_, outside = self._cut(groups, most)
        spare = self.rules.lot(self.lot).reserve - max(0, len(tied) - open_)
        reserve, tied_too, _, rest = self._cut(outside, max(0, spare))
        ordered = [(g, "selected") for g in inside] + [(tied, "tied_at_cut")]
        ordered += [(g, "reserve") for g in reserve] + [(tied_too, "tied_at_cut")]
        ordered += [(g, "not_selected") for g in rest]
        ahead = 0
        found: dict[str, tuple[int | None, str]] = {}
        for group, outcome in ordered:
            found |= dict.fromkeys(group, (ahead + 1, outcome))
            ahead += len(group)
        return found

    def _cut(
        self, groups: list[list[str]], places: int, step: int = 0
    ) -> tuple[list[list[str]], list[str], int, list[list[str]]]:
        """The groups inside, those still tied, the places open for them, the groups outside."""
        inside: list[list[str]] = []
        while groups and len(groups[0]) <= places:
            inside, places, groups = [*inside, groups[0]], places - len(groups[0]), groups[1:]
        if not groups or places == 0:
            return inside, [], 0, groups
        across, outside = groups[0], groups[1:]
        steps = self.rules.ranking.tie_break
        name = steps[step] if step < len(steps) else "nothing"
        if name == "all_in":
            return [*inside, across], [], 0, outside
        if name == "all_out":
            return inside, [], 0, [across, *outside]
        if name in {"draw", "nothing"}:
            return inside, across, places, outside
        parts = _grouped(across, {c: self.points_of(c, name) for c in across})
        more, tied, open_, fewer = self._cut(parts, places, step + 1)
        return [*inside, *more], tied, open_, [*fewer, *outside]

    def _decides(self, candidate: str) -> Fraction:
        if self._method() == "rank_sum":
            return -self.rank_sum(candidate)
        total = self.total(candidate)
        return self.rounded("total", total) if self.rules.ranking.tie_on == "rounded" else total

    def _share_of_unit(self, item: Item) -> Fraction:
        scale = self.rules.scale_of(item)
        return Fraction(1) if scale.range is None else 1 / Fraction(scale.range.to)

    def _evaluators(self) -> set[str]:
        return {name for cell in self.cells.values() for name in cell.scores}

    def _method(self) -> str:
        return self.rules.panels[0].method

    def _criteria(self) -> list[Criterion]:
        return list(self.rules.criteria_in(self.lot))

    def _items(self) -> list[Item]:
        return list(self.rules.scored_items(self.lot))


def _below(minimum: Minimum | None, points: Fraction) -> bool:
    return minimum is not None and minimum.points is not None and points < Fraction(minimum.points)


def _grouped(names: Sequence[str], values: Mapping[str, Fraction]) -> list[list[str]]:
    best_first = sorted({values[c] for c in names}, reverse=True)
    return [[c for c in sorted(names) if values[c] == value] for value in best_first]
