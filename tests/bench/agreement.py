"""Krippendorff's alpha in three metrics against one pass over the same scores."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from evalpanel.domain.reliability import krippendorff_alpha
from tests.bench.stopwatch import Race

UNITS, EVALUATORS = 8_000, 9
Units = list[tuple[int, ...]]


def races() -> Iterator[Race]:
    """Five steps and quarter points; one pass counts, adds and adds squares."""
    for values in (5, 41):
        units = _units(values)
        name = f"alpha of {UNITS * EVALUATORS} scores, {values} values"
        alpha = partial(krippendorff_alpha, units)
        yield Race(f"{name} / one pass with sums of squares", alpha, partial(_pass, units), 3)
        yield Race(f"{name} / one pass that only adds", alpha, partial(_bare, units))


def _pass(units: Units) -> tuple[int, int, int]:
    count = total = squares = 0
    for unit in units:
        for score in unit:
            count += 1
            total += score
            squares += score * score
    return count, total, squares


def _bare(units: Units) -> int:
    total = 0
    for unit in units:
        for score in unit:
            total += score
    return total


def _units(values: int) -> Units:
    chance = random.Random(values)  # noqa: S311 - invented scores
    return [tuple(chance.randrange(values) for _ in range(EVALUATORS)) for _ in range(UNITS)]
