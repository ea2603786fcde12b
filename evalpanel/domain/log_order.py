"""In what order things happened: as the log says, never as clocks do (`trust.md` 3)."""

from evalpanel.domain.record import LogEntry, RecordV1


def logged(record: RecordV1, what: str, subject: str = "", **details: object) -> tuple[int, ...]:
    """The places in the log of a record where something happened, the first one first.

    Without a subject it does not matter to whom; `details` must all be in the details of the entry.
    """
    found = record.the(LogEntry)
    events = found.log.events() if found and found.log else ()
    return tuple(
        place
        for place, event in enumerate(events)
        if event.what == what
        and subject in ("", event.subject)
        and details.items() <= event.details.items()
    )
