"""Thresholds: the least that an item, a criterion or the total must reach (R-48)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from evalpanel.domain.column import Column
from evalpanel.domain.criterion_rules import Minimum
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import exact
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import unit_value
from evalpanel.domain.scoring import ItemFigures, LotFigures
from evalpanel.domain.scoring_reasons import figure


@dataclass(frozen=True)
class Threshold:
    """An announced threshold: the figures it is put to, and what to say of one below it."""

    figures: Column
    least: Fraction
    said: Callable[[Fraction], Sentence]

    def failures(self) -> dict[int, Sentence]:
        """What to say of each candidate that does not reach it, by place."""
        return {place: self.said(self.figures[place]) for place in self.figures.below(self.least)}


def not_reached(rules: RuleSet, figures: LotFigures) -> dict[int, tuple[Sentence, ...]]:
    """A sentence for every threshold that a candidate does not reach, by the candidate's place."""
    said: dict[int, tuple[Sentence, ...]] = {}
    for threshold in _thresholds(rules, figures):
        for place, sentence in threshold.failures().items():
            said[place] = (*said.get(place, ()), sentence)
    return said


def _thresholds(rules: RuleSet, figures: LotFigures) -> Iterator[Threshold]:
    for name, item in figures.items.items():
        yield from _score(rules, item)
        yield from _points(name, item.numbers.item.minimum, item.points)
    for name, points in figures.criteria.items():
        yield from _points(name, rules.criterion(name).minimum, points)
    yield from _total(rules.ranking.minimum, figures.deciding)


def _score(rules: RuleSet, figures: ItemFigures) -> Iterator[Threshold]:
    item = figures.numbers.item
    if item.minimum is None or item.minimum.score is None:
        return
    code, name = item.minimum.score, item.id
    least = unit_value(rules.scale_of(item), code)
    yield Threshold(
        figures.unit,
        least,
        lambda value: Sentence(
            "{name}: {value} is below the threshold, score {score} (value {least}).",
            name=name,
            value=figure(value),
            score=code,
            least=figure(least),
        ),
    )


def _points(name: str, minimum: Minimum | None, points: Column) -> Iterator[Threshold]:
    if minimum is None or minimum.points is None:
        return
    least = minimum.points
    yield Threshold(
        points,
        exact(least),
        lambda value: Sentence(
            "{name}: {value} points are below the threshold of {least}.",
            name=name,
            value=figure(value),
            least=least,
        ),
    )


def _total(minimum: Minimum | None, total: Column) -> Iterator[Threshold]:
    if minimum is None or minimum.points is None:
        return
    least = minimum.points
    yield Threshold(
        total,
        exact(least),
        lambda value: Sentence(
            "The total of {value} points is below the threshold of {least}.",
            value=figure(value),
            least=least,
        ),
    )
