"""Scores: which exist on a scale, what they are worth and what they mean (R-38)."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import lcm

from evalpanel.domain.criterion_rules import Range, Scale
from evalpanel.domain.errors import Refused
from evalpanel.domain.exact import decimal_text, exact

MAX_CODES = 10_000
_LISTED = 12
_DECIMAL = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,9})?")


@dataclass(frozen=True)
class Meaning:
    """What a score stands for: a word and the sentence that was published."""

    label: str
    definition: str


def codes_of(scale: Scale) -> tuple[str, ...]:
    """Every score that exists, best first."""
    if scale.range is None:
        return tuple(step.code for step in scale.steps)
    first, last, step = _bounds(scale.range)
    count = min((last - first) // step, MAX_CODES)
    return tuple(decimal_text(first + step * index, 9) for index in range(count, -1, -1))


def has_code(scale: Scale, code: str) -> bool:
    """Whether a score exists on the scale; on a range `9`, `9.0` and `9.00` are one score."""
    if scale.range is None:
        return code in scale.step_values
    return _is_on_grid(scale.range.from_, scale.range.to, scale.range.step, code)


def plain_code(scale: Scale, code: str) -> str:
    """The one spelling of a score that exists: `9` for `9.0` on a range."""
    _demand(scale, code)
    return code if scale.range is None else decimal_text(exact(code), 9)


def unit_value(scale: Scale, code: str) -> Fraction:
    """The score in the unit of the scale: its value for steps, the score itself for a range.

    Raises:
        Refused: the score does not exist; the sentence names those that do.
    """
    _demand(scale, code)
    if scale.range is not None:
        return exact(code)
    return scale.step_values[code]


class WholeScores(dict[str, int]):
    """What the scores of a scale are worth, in whole multiples of its `unit`.

    A code is looked up on the scale when it is first met, so that every spelling is found.
    """

    def __init__(self, scale: Scale) -> None:
        """Find the largest unit in which every score of the scale is whole."""
        super().__init__()
        self.scale = scale
        values = scale.step_values.values() if scale.range is None else _bounds(scale.range)
        self.unit = Fraction(1, lcm(*(value.denominator for value in values)))

    def __missing__(self, code: str) -> int:
        """Look a code up and keep it.

        Raises:
            Refused: the score does not exist.
        """
        self[code] = number = int(unit_value(self.scale, code) / self.unit)
        return number


def share_of(scale: Scale, unit: Fraction) -> Fraction:
    """The share of the points for a value in the unit of the scale."""
    return unit if scale.range is None else unit / exact(scale.range.to)


def value_of(scale: Scale, code: str) -> Fraction:
    """The share of the points that a score is worth."""
    return share_of(scale, unit_value(scale, code))


def meaning_of(scale: Scale, code: str) -> Meaning | None:
    """What a score means; None for a score of a range below or without bands."""
    if scale.range is None:
        steps = (step for step in scale.steps if step.code == code)
        return next((Meaning(step.label, step.definition) for step in steps), None)
    score = exact(code)
    bands = [band for band in scale.range.bands if exact(band.from_) <= score]
    best = max(bands, key=lambda band: exact(band.from_), default=None)
    return None if best is None else Meaning(best.label, best.definition)


def steps_between(scale: Scale, one: str, other: str) -> int:
    """How many steps of the scale lie between two scores (R-44)."""
    if scale.range is not None:
        return int(abs(exact(one) - exact(other)) / exact(scale.range.step))
    codes = codes_of(scale)
    return abs(codes.index(one) - codes.index(other))


def spread_in_steps(scale: Scale, codes: tuple[str, ...]) -> int:
    """How many steps lie between the best and the worst of some scores; 0 for none."""
    return max((steps_between(scale, a, b) for a in codes for b in codes), default=0)


def allowed_text(scale: Scale) -> str:
    """The scores that exist, for a message: `10, 8, 6` or `0 to 10 in steps of 0.25`."""
    if scale.range is not None:
        return f"{scale.range.from_} … {scale.range.to} (+ {scale.range.step})"
    codes = codes_of(scale)
    return ", ".join(codes[:_LISTED]) + (" …" if len(codes) > _LISTED else "")


def _bounds(grid: Range) -> tuple[Fraction, Fraction, Fraction]:
    return exact(grid.from_), exact(grid.to), exact(grid.step)


@lru_cache(maxsize=4096)
def _is_on_grid(first: str, last: str, step: str, code: str) -> bool:
    if not _DECIMAL.fullmatch(code):
        return False
    score = exact(code)
    return exact(first) <= score <= exact(last) and (score - exact(first)) % exact(step) == 0


def _demand(scale: Scale, code: str) -> None:
    if not has_code(scale, code):
        raise Refused(
            "The score {score} is not on the scale {scale}.",
            hint="Choose one of: {allowed}.",
            score=code,
            scale=scale.id,
            allowed=allowed_text(scale),
        )
