"""Days and times as people type and read them, on the clock of the laptop."""

import re
from datetime import date, datetime

from evalpanel.language import spoken

_WRITTEN = re.compile(
    r"(?<![\w-])\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?(?![\w-])"
)
"""A day or a time as files write it, standing alone in a text."""


def typed_moment(text: str) -> str:
    """`2026-06-12 20:00` with the offset of this laptop; anything else as it was typed."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text.strip()
    return (moment if moment.tzinfo else moment.astimezone()).isoformat(timespec="seconds")


def field_moment(moment: str) -> str:
    """A time with its offset as it is typed in a field: `2026-06-12 20:00`."""
    return _local(moment).strftime("%Y-%m-%d %H:%M")


def shown_moment(moment: str) -> str:
    """A time with its offset as people read it: `12 jun 2026, 20:00`."""
    return f"{shown_day(moment)}, {shown_clock(moment)}"


def shown_clock(moment: str) -> str:
    """The time of day alone: `20:00`."""
    return f"{_local(moment):%H:%M}"


def shown_day(day: str) -> str:
    """`12 jun 2026`, of a day or of a time in files; other text as it is."""
    from babel.dates import format_date

    try:
        is_day = len(day) == len("2026-06-12")
        found = date.fromisoformat(day) if is_day else _local(day).date()
    except ValueError:
        return day
    return str(format_date(found, "d MMM y", locale=spoken().language))


def days_in_words(text: str) -> str:
    """A text in which every day and time that stands alone is written as people read it."""
    return _WRITTEN.sub(lambda found: (shown_moment if found[1] else shown_day)(found[0]), text)


def _local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone()
