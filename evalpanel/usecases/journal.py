"""The log: every act of a use case is one event, in the same unit of work."""

import re
from datetime import datetime
from typing import Any

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, Event
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.usecases.ports import Desk, UnitOfWork

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""A time as the log writes it: of two such texts the greater one is later."""


def write_log(
    desk: Desk,
    work: UnitOfWork,
    what: str,
    reference: str,
    subject: str = "",
    *,
    reason: str = "",
    seen: str = "",
    at: str = "",
    **details: Any,
) -> Anchor:
    """Log what the owner of the workspace did, and give the new head of the log.

    What changed stands in `details` as `old` and `new`. `seen` is a time that a file from somebody
    else claims, `at` the moment of the act where that is kept elsewhere as well. A clock that is
    behind what is known already is noted and stops nothing.
    """
    now = at or desk.now()
    latest = max(latest_known(work), _moment(seen))
    event = Event(
        at=now,
        by=desk.me.name,
        what=what,
        reference=reference,
        subject=subject,
        details=details,
        reason=reason,
        after=latest if now < latest else "",
    )
    return work.log.append(event).anchor


def _moment(text: str) -> str:
    """A time that a file claims, or nothing where it is none."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return ""
    return text if _MOMENT.fullmatch(text) else ""


def latest_known(work: UnitOfWork) -> str:
    """The latest time in the log, whatever the clock says now; empty while the log is."""
    head = work.log.head()
    return head.event.latest if head else ""


def time_passed(desk: Desk, work: UnitOfWork) -> datetime:
    """The time that it is at least: by the clock, or by the log where the clock is behind it."""
    latest = latest_known(work)
    now = desk.clock.now()
    return max(now, datetime.fromisoformat(latest)) if latest else now


def clock_warning(desk: Desk) -> Sentence | None:
    """What to say of a clock that is behind the log (`trust.md` 3, wrong clock), or None."""
    with desk.work() as work:
        latest = latest_known(work)
    now = desk.now()
    if now >= latest:
        return None
    return Sentence(
        "The clock of this computer says {now}, but the log of this workspace "
        "already knows {latest}. Set the date and time right. You can go on: both times are kept, "
        "and the order is that of the log.",
        now=now,
        latest=latest,
    )


def read_log(desk: Desk, reference: str) -> tuple[tuple[Entry, ...], Anchor]:
    """Everything that was logged here for a tender, oldest first, and the head of the log.

    Raises:
        Refused: nothing was logged for it.
    """
    with desk.work() as work:
        head = log_head(work)
        entries = tuple(e for e in work.log.entries() if e.event.reference == reference)
    if not entries:
        raise nothing_logged(reference)
    return entries, head


def nothing_logged(reference: str) -> Refused:
    """The refusal where a tender has no log here."""
    return Refused(
        "Nothing was logged here for {reference}.",
        hint="See what is here: evalpanel tender list",
        reference=reference,
    )


def log_head(work: UnitOfWork) -> Anchor:
    """The head of the log, to be repeated in what leaves the workspace."""
    head = work.log.head()
    return head.anchor if head else START
