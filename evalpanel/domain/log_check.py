"""Whether the log in a record holds together, and is the one that the packages remember."""

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.errors import Sentence
from evalpanel.domain.record import LogEntry, PackageEntry, RecordV1
from evalpanel.domain.shown_log import shown_log_flaw


def log_flaw(record: RecordV1) -> Sentence | None:
    """The first thing wrong with the log in the record, or None (R-93).

    Every entry of the tender recomputes and follows the one before, the last one is the head that
    the record names, and so is the head in every package at the time that it was issued.
    """
    found = record.the(LogEntry)
    packages = [entry.package for entry in record.entries(PackageEntry)]
    if found is None or found.log is None or not packages:
        return Sentence("The record lacks its log.")
    if found.log.anchor != found.anchor:
        return Sentence("The log was cut: entry {seq} is gone.", seq=found.anchor.seq)
    return shown_log_flaw(found.log, packages[0].reference, log_anchors(record))


def log_anchors(record: RecordV1) -> tuple[Anchor, ...]:
    """The heads of the organiser's log that the record holds: its own, and of every package."""
    own = (entry.anchor for entry in record.entries(LogEntry))
    packages = (entry.package.anchor for entry in record.entries(PackageEntry))
    return (*own, *packages)


def log_sentence(record: RecordV1) -> Sentence:
    """What is said of a log in which nothing is wrong.

    An entry that only its hash stands for is about another tender, as its owner says; nobody can
    check that, so such entries are counted, and so are those with a clock that was set back.
    """
    found = record.the(LogEntry)
    entries = found.log.entries if found and found.log else ()
    events = [entry.event for entry in entries if entry.event is not None]
    return Sentence(
        "The log of this tender is whole: {count} entries in one chain, {veiled} of other tenders "
        "between them. At {behind} of them the clock was behind; their order is that of the log.",
        count=len(events),
        veiled=len(entries) - len(events),
        behind=sum(1 for event in events if event.after),
    )
