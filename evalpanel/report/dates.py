"""Dates and times as people write them; what is not a date stays as it was written."""

from __future__ import annotations

from datetime import UTC, date, datetime

_MONTH, _DAY = len("2026-04"), len("2026-04-15")


def in_words(moment: str, language: str) -> str:
    """A month, a day or a time: `28 mei 2026, 10:14 (UTC+02:00)`; `—` for none."""
    from babel.dates import format_date, format_skeleton

    if not moment:
        return "—"
    try:
        if len(moment) == _MONTH:
            return str(
                format_skeleton("yMMMM", date.fromisoformat(moment + "-01"), locale=language)
            )
        if len(moment) == _DAY:
            return str(format_date(date.fromisoformat(moment), "d MMMM y", locale=language))
        return _time(datetime.fromisoformat(moment), language)
    except ValueError:
        return moment


def _time(moment: datetime, language: str) -> str:
    from babel.dates import format_date

    day = format_date(moment.date(), "d MMMM y", locale=language)
    offset = moment.utcoffset()
    zone = "" if offset is None else f" ({moment.tzinfo if offset else UTC})"
    return f"{day}, {moment:%H:%M}{zone}"
