"""Durations as a clock shows them."""

_MINUTE, _HOUR = 60, 3600


def minutes_text(seconds: int) -> str:
    """`04:12`, or `1:04:12` from an hour."""
    hours, rest = divmod(seconds, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
