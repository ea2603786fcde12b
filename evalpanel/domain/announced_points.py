"""Points as announced, and what they come to: weights are shown beside their points (R-4)."""

from dataclasses import dataclass
from fractions import Fraction

from evalpanel.domain.rules import RuleSet


@dataclass(frozen=True)
class AnnouncedPoints:
    """What one item can bring: as the papers said it and in points."""

    item: str
    announced: str
    """`10`, or for weights how they become points: `40 × 60% × 25%`."""
    points: Fraction


def announced_points(rules: RuleSet) -> tuple[AnnouncedPoints, ...]:
    """Every item in the order of the file: total × weight of its criterion × its own weight."""
    return tuple(
        AnnouncedPoints(item.id, _announced(rules, item.id), rules.points_of(item))
        for item in rules.items
    )


def _announced(rules: RuleSet, item_id: str) -> str:
    item, criterion = rules.item(item_id), rules.criterion_of(item_id)
    if item.points is not None:
        return item.points
    return f"{rules.ranking.total_points} × {criterion.weight} × {item.weight}"
