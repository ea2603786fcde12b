"""The kinds of text that a rule set is made of: ids, exact numbers, hashes and dates."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from evalpanel.domain.exact import exact

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2}))?)?")
MAX_ID = 64


def _id(text: str) -> str:
    if not text or len(text) > MAX_ID or not text.isprintable() or text != text.strip():
        raise PydanticCustomError(
            "id", "must be 1 to 64 visible characters without spaces around them"
        )
    return text


def _filled(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("filled", "must not be empty")
    return text


def _number(text: str) -> str:
    try:
        exact(text)
    except ValueError:
        raise PydanticCustomError(
            "number", 'must be a number in a string, such as "10" or "0.25"'
        ) from None
    return text


def _plain_number(text: str) -> str:
    if text.endswith("%"):
        raise PydanticCustomError("number", 'must be a number such as "10", not a percentage')
    return _number(text)


def _years(text: str) -> str:
    if exact(_plain_number(text)) <= 0:
        raise PydanticCustomError(
            "years", 'must be a number of years above 0, such as "6" or "4.5"'
        )
    return text


def _day(text: str) -> str:
    try:
        date.fromisoformat(text if len(text) == len("2026-04-15") else "")
    except ValueError:
        raise PydanticCustomError("day", 'must be a day such as "2026-04-15"') from None
    return text


def _sha256(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise PydanticCustomError("sha256", "must be 64 hexadecimal digits in lower case")
    return text


def _moment(text: str) -> str:
    if not _MOMENT.fullmatch(text) or not _exists(text):
        raise PydanticCustomError(
            "moment",
            'must be a month, a day or a time with its offset, such as "2026-04", "2026-06-01" '
            'or "2026-06-01T12:00:00+02:00"',
        )
    return text


def _exists(moment: str) -> bool:
    try:
        datetime.fromisoformat(moment if len(moment) > len("2026-04") else f"{moment}-01")
    except ValueError:
        return False
    return True


Id = Annotated[str, AfterValidator(_id)]
"""A short name that never changes and stands in files, tables and seals."""
Filled = Annotated[str, AfterValidator(_filled)]
"""Text that says something."""
Number = Annotated[str, AfterValidator(_plain_number)]
"""An exact number as text: "10", "0.25", "1/3"."""
Years = Annotated[str, AfterValidator(_years)]
"""A number of years above zero as text: "6", "4.5"."""
Share = Annotated[str, AfterValidator(_number)]
"""A share as text: "25%" or "0.25"."""
Day = Annotated[str, AfterValidator(_day)]
"""A calendar day as text: "2026-04-15"."""
Moment = Annotated[str, AfterValidator(_moment)]
"""A month, a day or a time, kept as written (R-9)."""
Sha256 = Annotated[str, AfterValidator(_sha256)]
"""A SHA-256 as 64 hexadecimal digits in lower case."""
Count = Annotated[int, Field(ge=0, le=10_000)]
"""How many: a whole number of zero or more."""
Some = Annotated[int, Field(ge=1, le=10_000)]
"""How many, of what there is at least one."""
Digits = Annotated[int, Field(ge=0, le=6)]
"""Decimals that a figure is rounded on."""
