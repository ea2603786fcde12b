"""Moments of a planning, in the precision in which they are written (R-9)."""

from datetime import date, datetime

_MONTH = len("2026-06")


def is_past(moment: str, now: datetime) -> bool:
    """Whether a month, a day or a time lies wholly before `now`, which knows its offset."""
    if "T" in moment:
        return now > datetime.fromisoformat(moment)
    if len(moment) == _MONTH:
        return (now.year, now.month) > (int(moment[: _MONTH - 3]), int(moment[-2:]))
    return now.date() > date.fromisoformat(moment)
