"""The log: every act of a use case is one event, in the same unit of work."""

from typing import Any

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, Event
from evalpanel.domain.errors import Refused
from evalpanel.usecases.ports import Desk, UnitOfWork


def write_log(
    desk: Desk,
    work: UnitOfWork,
    what: str,
    reference: str,
    subject: str = "",
    *,
    reason: str = "",
    **details: Any,
) -> Anchor:
    """Log what the owner of the workspace did, and give the new head of the log."""
    event = Event(
        at=desk.now(),
        by=desk.me.name,
        what=what,
        reference=reference,
        subject=subject,
        details=details,
        reason=reason,
    )
    return work.log.append(event).anchor


def read_log(desk: Desk, reference: str) -> tuple[tuple[Entry, ...], Anchor]:
    """Everything that was logged here for a tender, oldest first, and the head of the log.

    Raises:
        Refused: nothing was logged for it.
    """
    with desk.work() as work:
        head = log_head(work)
        entries = tuple(e for e in work.log.entries() if e.event.reference == reference)
    if not entries:
        raise Refused(
            "Nothing was logged here for {reference}.",
            hint="See what is here: evalpanel tender list",
            reference=reference,
        )
    return entries, head


def log_head(work: UnitOfWork) -> Anchor:
    """The head of the log, to be repeated in what leaves the workspace."""
    head = work.log.head()
    return head.anchor if head else START
