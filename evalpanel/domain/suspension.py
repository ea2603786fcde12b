"""A procedure that stands still, by a complaint or interim proceedings, and goes on."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent


class Suspension(RegisteredEvent):
    """From `at` no step of the procedure may be taken."""

    kind: Literal["suspension"] = "suspension"
    reason: str


class Resumption(RegisteredEvent):
    """From `at` the procedure goes on."""

    kind: Literal["resumption"] = "resumption"
    reason: str


def suspended_by(entries: Iterable[object]) -> Suspension | None:
    """The suspension that holds now, where the entries stand in order of time."""
    last = None
    for entry in entries:
        if isinstance(entry, Suspension):
            last = entry
        elif isinstance(entry, Resumption):
            last = None
    return last
