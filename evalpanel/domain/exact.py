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
    return Fraction(_rounded_parts(value, digits, mode), 10**digits)


def nearest(above: int, below: int, mode: RoundingMode) -> int:
    """The whole number nearest to `above / below`, `below` above 0; a half goes as in `rounded`."""
    floor, rest = divmod(abs(above), below)
    up = 2 * rest > below or (2 * rest == below and (mode == "half_up" or floor % 2 == 1))
    return -(floor + up) if above < 0 else floor + up


def decimal_text(value: Fraction, digits: int = SHOWN_DIGITS) -> str:
    """The value as a decimal: exact where it ends within `digits`, else rounded half up."""
    parts = _rounded_parts(value, digits, "half_up")
    whole, part = divmod(abs(parts), 10**digits)
    fraction = f"{part:0{digits}d}".rstrip("0") if digits else ""
    sign = "-" if parts < 0 else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def fraction_text(value: Fraction) -> str:
    """The exact value: `63/2`, or `8` for a whole number."""
    return str(value)


def _rounded_parts(value: Fraction, digits: int, mode: RoundingMode) -> int:
    """The rounded value as a number of parts of which 10 to the power `digits` make 1."""
    scale: int = 10**digits
    return nearest(value.numerator * scale, value.denominator, mode)
