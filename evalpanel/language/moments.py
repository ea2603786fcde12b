"""Days and times as people read them, on the clock of the laptop."""

import re
from datetime import date, datetime

from evalpanel.language import spoken

_WRITTEN = re.compile(
    r"(?<![\w-])\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?(?![\w-])"
)
"""A day or a time as files write it, standing alone in a text."""
_UTC = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z(?![\w-])")
"""A time as this system writes it."""


def shown_moment(moment: str) -> str:
    """A time with its offset as people read it: `12 jun 2026, 20:00`."""
    return f"{shown_day(moment)}, {shown_clock(moment)}"


def shown_clock(moment: str) -> str:
    """The time of day alone: `20:00`."""
    return f"{local(moment):%H:%M}"


def shown_day(day: str) -> str:
    """`12 jun 2026`, of a day or of a time in files; other text as it is."""
    from babel.dates import format_date

    try:
        is_day = len(day) == len("2026-06-12")
        found = date.fromisoformat(day) if is_day else local(day).date()
    except ValueError:
        return day
    return str(format_date(found, "d MMM y", locale=spoken().language))


def days_in_words(text: str) -> str:
    """A text in which every day and time that stands alone is written as people read it."""
    return _WRITTEN.sub(lambda found: (shown_moment if found[1] else shown_day)(found[0]), text)


def times_in_words(text: str) -> str:
    """A text in which the times that this system wrote stand as people read them.

    Days, and times with the offset with which somebody typed them, stay as they are typed.
    """
    return _UTC.sub(lambda found: shown_moment(found[0]), text)


def local(moment: str) -> datetime:
    """A time with its offset on the clock of this laptop."""
    return datetime.fromisoformat(moment).astimezone()
