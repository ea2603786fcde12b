"""Checks of points and thresholds: what can be won, and what must be reached (R-4, R-48)."""

from collections.abc import Iterator
from fractions import Fraction

from evalpanel.domain.criterion_rules import Criterion, Item, Minimum
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.exact import decimal_text, exact
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rule_weights import has_sound_shares, percentage
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import allowed_text, has_code


def sound_points(draft: Draft) -> Iterator[Problem]:
    """Items without points, with points in two ways, or with a weight of nothing."""
    for path, criterion, item in draft.items():
        yield from _points_of_item(draft, path, criterion, item)


def sum_of_points(draft: Draft) -> Iterator[Problem]:
    """In every lot the items must add up to the declared total, the weights to 100% (R-4)."""
    if not draft.knows_points() or not _has_points_everywhere(draft.rules):
        return
    seen: set[tuple[str, object]] = set()
    for lot in draft.rules.lots:
        for problem in _sum_in(draft.rules, lot.id):
            same = problem.path, problem.sentence.values.get("found", lot.id)
            if same not in seen:
                seen.add(same)
                yield problem


def sound_minimums(draft: Draft) -> Iterator[Problem]:
    """Thresholds that say nothing, name no score, or lie above what can be won (R-48)."""
    rules = draft.rules
    if not draft.knows_points():
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


def _has_points_everywhere(rules: RuleSet) -> bool:
    """Whether every item has its points in one way, and every weight is a share of something."""
    return all(
        has_sound_shares(criterion)
        and not any(_points_in_two_ways(item) for item in criterion.items)
        and (criterion.weight is not None or all(item.weight is None for item in criterion.items))
        for criterion in rules.criteria
    )


def _points_in_two_ways(item: Item) -> bool:
    return (item.points is None) == (item.weight is None)


def _points_of_item(draft: Draft, path: str, criterion: Criterion, item: Item) -> Iterator[Problem]:
    if draft.is_doubtful(f"{path}.points") or draft.is_doubtful(f"{path}.weight"):
        return
    weight = f"{path.partition('.')[0]}.weight"
    if _points_in_two_ways(item):
        yield Problem(f"{path}.points", Sentence("An item has either points or a weight."))
    elif item.points is not None and exact(item.points) <= 0:
        yield Problem(f"{path}.points", Sentence("This must be above 0."))
    elif item.weight and criterion.weight is None and not draft.is_doubtful(weight):
        said = Sentence("The criterion needs a weight of its own for the weights of its items.")
        yield Problem(f"{path}.weight", said)


def _sum_in(rules: RuleSet, lot_id: str) -> Iterator[Problem]:
    items = rules.scored_items(lot_id)
    found = sum((rules.points_of(item) for item in items), Fraction(0))
    total = exact(rules.ranking.total_points)
    if not items:
        yield Problem("criterion", Sentence("Lot {lot} has no criterion.", lot=lot_id))
    elif all(item.weight is not None for item in items):
        weights = [exact(c.weight or "0") for c in rules.criteria_in(lot_id)]
        if sum(weights) != 1:
            said = _not_whole(sum(weights, Fraction(0)), lot_id, len(rules.lots))
            yield Problem("criterion", said)
    elif found != total:
        yield Problem("ranking.total_points", _not_total(total, found, lot_id, len(rules.lots)))


def _not_whole(found: Fraction, lot: str, lots: int) -> Sentence:
    if lots == 1:
        return Sentence(
            "The weights of the criteria add up to {found}%, not to 100%.", found=percentage(found)
        )
    return Sentence(
        "The weights of the criteria of lot {lot} add up to {found}%, not to 100%.",
        lot=lot,
        found=percentage(found),
    )


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
