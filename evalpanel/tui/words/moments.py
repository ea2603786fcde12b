"""Days and times as people type and read them, on the clock of the laptop."""

from datetime import datetime


def typed_moment(text: str) -> str:
    """`2026-06-12 20:00` with the offset of this laptop; anything else as it was typed."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text.strip()
    return (moment if moment.tzinfo else moment.astimezone()).isoformat(timespec="seconds")


def shown_moment(moment: str) -> str:
    """A time with its offset as `2026-06-12 20:00` on the clock of the laptop."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
