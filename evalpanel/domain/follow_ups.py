"""What is done about a lot with open places: the footnote in print and what follows (R-8)."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent, of_kind


class FollowUp(RegisteredEvent):
    """The authority's answer to open places, such as a procedure of its own; the latest counts."""

    kind: Literal["follow_up"] = "follow_up"
    lot: str
    action: str
    """In words that can be printed under the table of lots."""


def latest_follow_ups(entries: Iterable[object]) -> dict[str, str]:
    """The action per lot that counts, where the entries stand in order of time."""
    return {entry.lot: entry.action for entry in of_kind(entries, FollowUp)}
