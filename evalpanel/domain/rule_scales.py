"""Checks of the scales of a rule set: scores that exist once and are worth at most all points."""

from collections.abc import Iterator

from evalpanel.domain.criterion_rules import Range, Scale
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.exact import Figure, decimal_text, exact
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.scale import MAX_CODES

MANY_STEPS = 7


def sound_scales(draft: Draft) -> Iterator[Problem]:
    """Scales without scores, with a score twice, or with a range that does not add up."""
    for n, scale in enumerate(draft.rules.scales):
        path = f"scale[{n}]"
        if draft.is_doubtful(f"{path}.steps") or draft.is_doubtful(f"{path}.range"):
            continue
        if (scale.range is None) == (not scale.steps):
            yield Problem(path, Sentence("A scale has either steps or a range."))
        yield from _steps(path, scale)
        if scale.range is not None:
            yield from _range(f"{path}.range", scale.range)


def odd_scales(draft: Draft) -> Iterator[Problem]:
    """Scales that are allowed but unusual."""
    for n, scale in enumerate(draft.rules.scales):
        path = f"scale[{n}].steps"
        if len(scale.steps) > MANY_STEPS:
            said = Sentence(
                "With more than seven steps, the steps of a scale are hard to tell apart."
            )
            yield Problem(path, said)
        values = [exact(step.value) for step in scale.steps]
        if values != sorted(values, reverse=True) or len(set(values)) < len(values):
            yield Problem(path, Sentence("The values do not go down from the first step on."))
        if values and max(values) < 1:
            yield Problem(path, Sentence("No step gives all the points (value 1)."))
        yield from _without_meaning(f"scale[{n}].range.bands", scale.range)


def _without_meaning(path: str, grid: Range | None) -> Iterator[Problem]:
    """Scores of a range for which no words were announced (R-38)."""
    if grid is None:
        return
    lowest = min((exact(band.from_) for band in grid.bands), default=None)
    if lowest is None:
        said = Sentence("No words say what the scores of this range mean.")
        yield Problem(path, said)
    elif lowest > exact(grid.from_):
        said = Sentence(
            "No band says what the scores below {score} mean.", score=Figure(decimal_text(lowest))
        )
        yield Problem(path, said)


def _steps(path: str, scale: Scale) -> Iterator[Problem]:
    if len(scale.steps) == 1 and scale.range is None:
        yield Problem(f"{path}.steps", Sentence("A scale has at least two steps."))
    seen: set[str] = set()
    for n, step in enumerate(scale.steps):
        if step.code in seen:
            said = Sentence("The code {code} stands twice in this scale.", code=step.code)
            yield Problem(f"{path}.steps[{n}].code", said)
        seen.add(step.code)
        if exact(step.value) > 1:
            said = Sentence("A value is a share of the points and cannot be above 1.")
            yield Problem(f"{path}.steps[{n}].value", said)


def _range(path: str, grid: Range) -> Iterator[Problem]:
    first, last, step = exact(grid.from_), exact(grid.to), exact(grid.step)
    if step <= 0:
        yield Problem(f"{path}.step", Sentence("The step must be above 0."))
    elif last <= first or last <= 0:
        yield Problem(f"{path}.to", Sentence("The range must end above its start and above 0."))
    elif (last - first) % step:
        yield Problem(f"{path}.step", Sentence("The step does not fit from start to end."))
    elif (last - first) / step > MAX_CODES:
        yield Problem(f"{path}.step", Sentence("The range has more than 10,000 scores."))
    seen = set()
    for n, band in enumerate(grid.bands):
        start = exact(band.from_)
        if not first <= start <= last or start in seen:
            said = Sentence("A band starts within the range, and no two start at one score.")
            yield Problem(f"{path}.bands[{n}].from", said)
        seen.add(start)
