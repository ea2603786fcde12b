"""The log in a record: whatever is changed in it, the check `log` says no (R-93)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, chain
from evalpanel.domain.log_order import logged
from evalpanel.domain.record import LogEntry, OpeningEntry
from evalpanel.domain.shown_log import ShownEntry, ShownLog
from evalpanel.domain.verification import check_record
from tests.domain.test_verification import (
    SIGNATURES,
    Change,
    at,
    change,
    deep,
    gone,
    no,
    the_record,
    update,
)


def _cut_before_package(entry: LogEntry) -> LogEntry:
    """The log up to the act before the package was issued, with a head of its own."""
    assert entry.log is not None
    cut = entry.log.model_copy(update={"entries": entry.log.entries[:5]})
    return entry.model_copy(update={"log": cut, "anchor": cut.anchor})


def _entries(entry: LogEntry) -> tuple[ShownEntry, ...]:
    assert entry.log is not None
    return entry.log.entries


def _all_veiled(entry: LogEntry) -> Any:
    veiled = tuple(one.model_copy(update={"event": None}) for one in _entries(entry))
    return deep(entry, "log.entries", veiled)


def _rewritten_log(entry: LogEntry) -> LogEntry:
    """A log that its owner wrote anew from the second entry on, with all hashes right."""
    assert entry.log is not None
    head = START
    made: list[Entry] = []
    for event in entry.log.events():
        told = event.model_copy(update={"reason": "another"}) if made else event
        made.append(chain(head, told))
        head = made[-1].anchor
    shown = tuple(ShownEntry.model_validate(one.model_dump()) for one in made)
    return LogEntry(anchor=head, log=ShownLog(start=START, entries=shown))


CASES: dict[str, tuple[Change, str]] = {
    "the log left out": (gone(LogEntry), "lacks its log"),
    "the chain of the log left out": (update(LogEntry, log=None), "lacks its log"),
    "who did something, in the log": (
        at(LogEntry, "log.entries.3.event.by", "Nobody"), "changed at entry 4"),
    "another tender in the log": (
        at(LogEntry, "log.entries.3.event.reference", "T-2"), "in another tender"),
    "nothing but hashes in the log": (
        change(LogEntry, _all_veiled), "holds nothing about T-1"),
    "an entry taken out of the log": (
        change(LogEntry, lambda e: deep(e, "log.entries", _entries(e)[:-2] + _entries(e)[-1:])),
        "changed at entry"),
    "the end of the log": (
        change(LogEntry, lambda e: deep(e, "log.entries", _entries(e)[:-1])), "log was cut"),
    "the end and the head of the log": (
        change(LogEntry, _cut_before_package), "log was cut"),
    "the whole log": (change(LogEntry, _rewritten_log), "log was rewritten"),
    "who opened a round": (
        at(OpeningEntry, "by", "Nobody"), "round 1 of panel main the log tells another opening"),
    "when a round was opened": (
        at(OpeningEntry, "at", "2026-11-23T08:00:00Z"), "tells another opening"),
    "when a round was opened, for later": (
        at(OpeningEntry, "at", "2026-11-24T08:00:00Z"), "tells another opening"),
    "the beginning of the log": (
        at(LogEntry, "log.start", Anchor(seq=0, hash="?")), "changed at entry 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_change_of_the_log_is_named_by_its_check_alone(name: str) -> None:
    how, says = CASES[name]
    found = no(how(the_record()))
    assert set(found) == {"log"}
    assert says in found["log"]


def test_an_opening_that_was_noted_before_its_entry_holds() -> None:
    """Records of before name the moment at which the sheets began to be opened."""
    record = the_record()
    [opening] = record.entries(OpeningEntry)
    moment = datetime.fromisoformat(opening.at) - timedelta(seconds=3)
    before = at(OpeningEntry, "at", moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert "log" not in no(before(record))


def test_a_whole_log_is_counted() -> None:
    [check] = [c for c in check_record(the_record(), SIGNATURES.verify) if c.check == "log"]
    assert str(check.sentence).endswith("entries in one chain.")


def test_an_entry_that_its_owner_calls_another_tender_is_counted_as_such() -> None:
    """Nobody can check a hash without what it is of; so the number of them is said."""
    record = at(LogEntry, "log.entries.3.event", None)(the_record())
    [check] = [c for c in check_record(record, SIGNATURES.verify) if c.check == "log"]
    assert check.ok
    assert "with 1 of other tenders" in str(check.sentence)


def test_the_places_of_what_happened_follow_the_log() -> None:
    record = the_record()
    assert logged(record, "package.issue") < logged(record, "identify")
    assert logged(record, "consensus.record", new="2") == ()
    assert logged(record, "nothing") == ()
    assert logged(gone(LogEntry)(record), "identify") == ()
