"""Checks of weights: shares of a whole, all given, and in keeping with points (R-4)."""

from collections.abc import Iterator
from fractions import Fraction

from evalpanel.domain.criterion_rules import Criterion
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.exact import decimal_text, exact
from evalpanel.domain.rule_draft import Draft

_ALL = Fraction(1)


def sound_weights(draft: Draft) -> Iterator[Problem]:
    """Weights that are no share, that are not a whole, or that contradict the points."""
    for n, criterion in enumerate(draft.rules.criteria):
        path = f"criterion[{n}]"
        yield from _share(path, criterion.weight)
        for i, item in enumerate(criterion.items):
            yield from _share(f"{path}.item[{i}]", item.weight)
        if draft.knows_points() and has_sound_shares(criterion):
            yield from _whole(path, criterion)
            yield from _announced_twice(draft, path, criterion)


def has_sound_shares(criterion: Criterion) -> bool:
    """Whether every weight that a criterion and its items have lies above 0% and up to 100%."""
    return all(_is_share(weight) for weight in (criterion.weight, *_weights(criterion)))


def percentage(share: Fraction) -> str:
    """A share as a percentage without its sign: `33.333333` for a third."""
    return decimal_text(share * 100)


def _weights(criterion: Criterion) -> list[str]:
    return [item.weight for item in criterion.items if item.weight is not None]


def _is_share(weight: str | None) -> bool:
    return weight is None or 0 < exact(weight) <= _ALL


def _share(path: str, weight: str | None) -> Iterator[Problem]:
    if not _is_share(weight):
        said = Sentence(
            'A weight lies above 0% and is at most 100%; write it as "25%", "0.25" or "1/4".'
        )
        yield Problem(f"{path}.weight", said)


def _whole(path: str, criterion: Criterion) -> Iterator[Problem]:
    weights = [exact(weight) for weight in _weights(criterion)]
    if not weights:
        return
    if len(weights) < len(criterion.items):
        said = Sentence("Either all items of a criterion have a weight, or none.")
        yield Problem(f"{path}.item", said)
    elif sum(weights) != _ALL:
        found = percentage(sum(weights, Fraction(0)))
        said = Sentence("The weights of the items add up to {found}%, not to 100%.", found=found)
        yield Problem(f"{path}.item", said)


def _announced_twice(draft: Draft, path: str, criterion: Criterion) -> Iterator[Problem]:
    """A weight beside items in points says the same thing twice, so it must be the same thing."""
    points = [exact(item.points) for item in criterion.items if item.points is not None]
    if criterion.weight is None or len(points) < len(criterion.items):
        return
    meant = exact(draft.rules.ranking.total_points) * exact(criterion.weight)
    found = sum(points, Fraction(0))
    if meant != found:
        said = Sentence(
            "The weight {weight} stands for {meant} points, but the items add up to {found}.",
            weight=criterion.weight,
            meant=decimal_text(meant),
            found=decimal_text(found),
        )
        yield Problem(f"{path}.weight", said)
