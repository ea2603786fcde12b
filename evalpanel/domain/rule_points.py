"""Checks of points, weights and thresholds: what can be won, and what must be reached (R-4)."""

from collections.abc import Iterator
from fractions import Fraction

from evalpanel.domain.criterion_rules import Criterion, Item, Minimum
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.exact import decimal_text, exact
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.scale import allowed_text, has_code

_ALL = Fraction(1)


def sound_points(draft: Draft) -> Iterator[Problem]:
    """Items without points or with points in two ways; weights that are not a whole."""
    for path, criterion, item in draft.items():
        yield from _points_of_item(draft, path, criterion, item)
    for n, criterion in enumerate(draft.rules.criteria):
        yield from _weights(draft, f"criterion[{n}]", criterion)


def sum_of_points(draft: Draft) -> Iterator[Problem]:
    """In every lot the items must add up to the declared total (R-4)."""
    rules = draft.rules
    if _points_doubtful(draft) or any(_points_in_two_ways(item) for item in rules.items):
        return
    if any(item.weight and rules.criterion_of(item.id).weight is None for item in rules.items):
        return
    total = exact(rules.ranking.total_points)
    seen: set[Fraction] = set()
    for lot in rules.lots:
        found = sum((rules.points_of(item) for item in rules.scored_items(lot.id)), Fraction(0))
        if found != total and found not in seen:
            seen.add(found)
            yield Problem("ranking.total_points", _not_total(total, found, lot.id, len(rules.lots)))
        if not rules.scored_items(lot.id):
            said = Sentence("Lot {lot} has no criterion.", lot=lot.id)
            yield Problem("criterion", said)


def sound_minimums(draft: Draft) -> Iterator[Problem]:
    """Thresholds that say nothing, name no score, or lie above what can be won (R-48)."""
    rules = draft.rules
    if _points_doubtful(draft):
        return
    for path, _, item in draft.items():
        if item.minimum is not None and draft.knows("scale"):
            yield from _minimum_of_item(draft, f"{path}.minimum", item)
    for n, criterion in enumerate(rules.criteria):
        if criterion.minimum is not None:
            most = sum((rules.points_of(item) for item in criterion.items), Fraction(0))
            yield from _points_only(f"criterion[{n}].minimum", criterion.minimum, most)
    if rules.ranking.minimum is not None:
        most = exact(rules.ranking.total_points)
        yield from _points_only("ranking.minimum", rules.ranking.minimum, most)


def _points_doubtful(draft: Draft) -> bool:
    ends = (".points", ".weight", ".total_points", ".item")
    sections = {"criterion", "lot", "ranking"}
    return any(place.endswith(ends) or place in sections for place in draft.doubtful)


def _points_in_two_ways(item: Item) -> bool:
    return (item.points is None) == (item.weight is None)


def _points_of_item(draft: Draft, path: str, criterion: Criterion, item: Item) -> Iterator[Problem]:
    if draft.is_doubtful(f"{path}.points") or draft.is_doubtful(f"{path}.weight"):
        return
    if _points_in_two_ways(item):
        yield Problem(f"{path}.points", Sentence("An item has either points or a weight."))
    elif item.weight is not None and criterion.weight is None:
        said = Sentence("The criterion needs a weight of its own for the weights of its items.")
        yield Problem(f"{path}.weight", said)
    elif exact(item.points or item.weight or "0") <= 0:
        key = "points" if item.points is not None else "weight"
        yield Problem(f"{path}.{key}", Sentence("This must be above 0."))
    elif item.weight is not None and exact(criterion.weight or "1") <= 0:
        yield Problem(f"{path}.weight", Sentence("The weight of its criterion must be above 0."))


def _weights(draft: Draft, path: str, criterion: Criterion) -> Iterator[Problem]:
    weights = [exact(item.weight) for item in criterion.items if item.weight is not None]
    if not weights or _points_doubtful(draft):
        return
    if len(weights) < len(criterion.items):
        said = Sentence("Either all items of a criterion have a weight, or none.")
        yield Problem(f"{path}.item", said)
    elif sum(weights) != _ALL:
        found = decimal_text(sum(weights, Fraction(0)) * 100)
        said = Sentence("The weights of the items add up to {found}%, not to 100%.", found=found)
        yield Problem(f"{path}.item", said)


def _not_total(total: Fraction, found: Fraction, lot: str, lots: int) -> Sentence:
    if lots == 1:
        return Sentence(
            "The items add up to {found} points, not to {total}.",
            found=decimal_text(found),
            total=decimal_text(total),
        )
    return Sentence(
        "The items of lot {lot} add up to {found} points, not to {total}.",
        lot=lot,
        found=decimal_text(found),
        total=decimal_text(total),
    )


def _minimum_of_item(draft: Draft, path: str, item: Item) -> Iterator[Problem]:
    minimum = item.minimum or Minimum()
    if (minimum.points is None) == (minimum.score is None):
        yield Problem(path, Sentence("A minimum is either points or a score."))
    elif minimum.points is not None:
        yield from _points_only(path, minimum, draft.rules.points_of(item))
    elif minimum.score is not None and item.scale in {s.id for s in draft.rules.scales}:
        scale = draft.rules.scale_of(item)
        if not has_code(scale, minimum.score):
            said = Sentence(
                "The score {score} is not on the scale {scale}; it has: {allowed}.",
                score=minimum.score,
                scale=scale.id,
                allowed=allowed_text(scale),
            )
            yield Problem(f"{path}.score", said)


def _points_only(path: str, minimum: Minimum, most: Fraction) -> Iterator[Problem]:
    if minimum.points is None or minimum.score is not None:
        yield Problem(path, Sentence("This minimum must be given in points."))
    elif exact(minimum.points) > most:
        said = Sentence(
            "The minimum of {least} points lies above the most that can be won, {most}.",
            least=minimum.points,
            most=decimal_text(most),
        )
        yield Problem(f"{path}.points", said)
