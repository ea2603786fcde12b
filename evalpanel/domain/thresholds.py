"""Thresholds: the least that an item, a criterion or the total must reach (R-48)."""

from collections.abc import Iterator
from fractions import Fraction

from evalpanel.domain.criterion_rules import Minimum
from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import exact
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import unit_value
from evalpanel.domain.scoring import CandidateScore, ItemScore
from evalpanel.domain.scoring_reasons import figure


def not_reached(rules: RuleSet, score: CandidateScore) -> tuple[Sentence, ...]:
    """A sentence for every threshold that a candidate does not reach."""
    said: list[Sentence] = []
    for item_score in score.items.values():
        said += _item(rules, item_score)
    for name, points in score.criteria.items():
        said += _points(name, rules.criterion(name).minimum, points)
    return (*said, *_total(rules, score))


def deciding_total(rules: RuleSet, score: CandidateScore) -> Fraction:
    """The total that decides order, ties and thresholds: exact or rounded, as announced."""
    return score.total_rounded if rules.ranking.tie_on == "rounded" else score.total


def _item(rules: RuleSet, score: ItemScore) -> Iterator[Sentence]:
    minimum = score.item.minimum
    if minimum is None:
        return
    if minimum.score is not None:
        least = unit_value(rules.scale_of(score.item), minimum.score)
        if score.unit < least:
            yield Sentence(
                "{name}: {value} is below the threshold, score {score} (value {least}).",
                name=score.item.id,
                value=figure(score.unit),
                score=minimum.score,
                least=figure(least),
            )
    yield from _points(score.item.id, minimum, score.points)


def _total(rules: RuleSet, score: CandidateScore) -> Iterator[Sentence]:
    minimum = rules.ranking.minimum
    total = deciding_total(rules, score)
    if minimum is not None and minimum.points is not None and total < exact(minimum.points):
        yield Sentence(
            "The total of {value} points is below the threshold of {least}.",
            value=figure(total),
            least=minimum.points,
        )


def _points(name: str, minimum: Minimum | None, points: Fraction) -> Iterator[Sentence]:
    if minimum is not None and minimum.points is not None and points < exact(minimum.points):
        yield Sentence(
            "{name}: {value} points are below the threshold of {least}.",
            name=name,
            value=figure(points),
            least=minimum.points,
        )
