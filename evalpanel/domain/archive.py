"""The end of a procedure: what is archived can be read, verified and exported, and no more."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent


class Archival(RegisteredEvent):
    """The procedure is over, after its decision or because it was stopped before one."""

    kind: Literal["archival"] = "archival"
    stopped: bool
    """Whether it ends without a decision."""
    reason: str
    """Why it was stopped; may be empty after a decision."""


def archived_by(entries: Iterable[object]) -> Archival | None:
    """What ended the procedure, if it has ended."""
    return next((entry for entry in entries if isinstance(entry, Archival)), None)
