"""Whether the log in a record holds together, and is the one that others remember."""

from evalpanel.domain.audit import Event
from evalpanel.domain.decision_log import decision_log_flaw
from evalpanel.domain.errors import Sentence
from evalpanel.domain.kept_heads import log_anchors
from evalpanel.domain.log_order import logged
from evalpanel.domain.record import LogEntry, OpeningEntry, PackageEntry, RecordV1
from evalpanel.domain.shown_log import shown_log_flaw


def log_flaw(record: RecordV1) -> Sentence | None:
    """The first thing wrong with the log in the record, or None (R-93).

    Every entry of the tender recomputes and follows the one before, the last one is the head that
    the record names, and every head in what left the workspace lies on it. Who opened a round and
    when, and what was decided, the log says as well.
    """
    found = record.the(LogEntry)
    packages = [entry.package for entry in record.entries(PackageEntry)]
    if found is None or found.log is None or not packages:
        return Sentence("The record lacks its log.")
    if found.log.anchor != found.anchor:
        return Sentence("The log was cut: entry {seq} is gone.", seq=found.anchor.seq)
    events = found.log.events()
    return (
        shown_log_flaw(found.log, packages[0].reference, log_anchors(record))
        or _opening_flaw(record, events)
        or decision_log_flaw(record, events)
    )


def _opening_flaw(record: RecordV1, events: tuple[Event, ...]) -> Sentence | None:
    """The first opening that the log tells otherwise, or None (R-41)."""
    for opening in record.entries(OpeningEntry):
        places = logged(record, "round.open", opening.panel, sheets=opening.sheets_sha256)
        if not any(_is_told(events, place, opening) for place in places):
            return Sentence(
                "Of round {round} of panel {panel} the log tells another opening than the record.",
                round=opening.round,
                panel=opening.panel,
            )
    return None


def _is_told(events: tuple[Event, ...], place: int, opening: OpeningEntry) -> bool:
    """Whether an entry tells of an opening by this person, at a time between it and the one before.

    The sheets are opened between the two; a clock that was set back there says nothing.
    """
    event = events[place]
    before = "" if event.after or not place else events[place - 1].latest
    return event.by == opening.by and before <= opening.at <= event.at


def log_sentence(record: RecordV1) -> Sentence:
    """What is said of a log in which nothing is wrong.

    An entry that only its hash stands for is about another tender, as its owner says; nobody can
    check that, so such entries are counted, and so are those with a clock that was set back.
    """
    found = record.the(LogEntry)
    entries = found.log.entries if found and found.log else ()
    events = [entry.event for entry in entries if entry.event is not None]
    behind = sum(1 for event in events if event.after)
    whole = _whole(len(events), len(entries) - len(events))
    if not behind:
        return whole
    return Sentence(
        "{whole} Entries at which the clock was behind: {behind}; their order is that of the log.",
        whole=whole,
        behind=behind,
    )


def _whole(count: int, veiled: int) -> Sentence:
    if not veiled:
        return Sentence(
            "The log of this tender is whole: {count} entries in one chain.", count=count
        )
    return Sentence(
        "The log of this tender is whole: {count} entries in one chain, with {veiled} of other "
        "tenders between them.",
        count=count,
        veiled=veiled,
    )
