"""Exact numbers: read from text, rounded as announced, written without a float in between."""

import re
from fractions import Fraction
from functools import lru_cache
from typing import Literal

RoundingMode = Literal["half_up", "half_even"]

SHOWN_DIGITS = 6


class Figure(str):
    """A number in a sentence: each language writes its decimals in its own way."""

    __slots__ = ()


_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(\.[0-9]{1,12})?(/[1-9][0-9]{0,8})?")
_HALF = Fraction(1, 2)


@lru_cache(maxsize=4096)
def exact(text: str) -> Fraction:
    """The number that a text such as "10", "0.25", "1/3" or "25%" says.

    Raises:
        ValueError: the text is not such a number.
    """
    is_share = text.endswith("%")
    digits = text[:-1] if is_share else text
    if not _NUMBER.fullmatch(digits):
        raise ValueError(text)
    above, _, below = digits.partition("/")
    value = Fraction(above) / (Fraction(below) if below else 1)
    return value / 100 if is_share else value


def rounded(value: Fraction, digits: int, mode: RoundingMode = "half_up") -> Fraction:
    """The value on `digits` decimals; a half goes away from zero or to the even neighbour."""
    scaled = abs(value) * 10**digits
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    up = rest > _HALF or (rest == _HALF and (mode == "half_up" or floor % 2 == 1))
    size = Fraction(floor + up, 10**digits)
    return -size if value < 0 else size


def decimal_text(value: Fraction, digits: int = SHOWN_DIGITS) -> str:
    """The value as a decimal: exact where it ends within `digits`, else rounded half up."""
    shown = rounded(value, digits)
    whole, part = divmod(abs(shown.numerator) * 10**digits // shown.denominator, 10**digits)
    fraction = f"{part:0{digits}d}".rstrip("0") if digits else ""
    sign = "-" if shown < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def fraction_text(value: Fraction) -> str:
    """The exact value: `63/2`, or `8` for a whole number."""
    return str(value)
