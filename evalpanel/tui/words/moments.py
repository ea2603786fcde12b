"""Days and times as people type and read them, on the clock of the laptop."""

from datetime import datetime

from evalpanel.language.moments import (
    days_in_words,
    local,
    shown_clock,
    shown_day,
    shown_moment,
)

__all__ = [
    "days_in_words", "field_moment", "shown_clock", "shown_day", "shown_moment", "typed_moment",
]  # fmt: skip


def typed_moment(text: str) -> str:
    """`2026-06-12 20:00` with the offset of this laptop; anything else as it was typed."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text.strip()
    return (moment if moment.tzinfo else moment.astimezone()).isoformat(timespec="seconds")


def field_moment(moment: str) -> str:
    """A time with its offset as it is typed in a field: `2026-06-12 20:00`."""
    return local(moment).strftime("%Y-%m-%d %H:%M")
