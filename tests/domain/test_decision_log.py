"""Decisions and the log: each is the one whose hash its entry holds (R-47, R-66, R-93)."""

from typing import Any

import pytest

from evalpanel.domain.audit import Event
from evalpanel.domain.decision_log import AGREED, HASH, TAKEN, WITHDRAWN, decision_log_flaw
from evalpanel.domain.record import DecisionEntry, LogEntry, RecordV1, RegisterEntry
from evalpanel.usecases import deciding
from tests import panels
from tests.domain.test_verification import Change, at, gone, no
from tests.panels import REF, play


def _record() -> RecordV1:
    """A decision on alpha that was changed, and one on the outcome that was withdrawn."""
    found = play("decided")
    found.decide("alpha", "6", reason="On second thoughts it is less")
    panels._closed(found)
    panels._identified(found)
    taken = {"taken_by": "Director Care", "mandate": "Register 4.2"}
    deciding.record_decision(found.lead, REF, **taken, day="2026-11-24")
    deciding.withdraw_decision(found.lead, REF, "A score was copied wrongly")
    deciding.record_decision(found.lead, REF, **taken, day="2026-11-25")
    panels._reported(found)
    return found.record()


@pytest.fixture(scope="module", name="record")
def made_record() -> RecordV1:
    """Made once."""
    return _record()


def _events(record: RecordV1) -> tuple[Event, ...]:
    found = record.the(LogEntry)
    assert found is not None
    assert found.log is not None
    return found.log.events()


def _bare(event: Event) -> Event:
    """As an entry was written before entries held hashes."""
    details = {name: value for name, value in event.details.items() if name != HASH}
    return event.model_copy(update={"details": details})


def _says(record: RecordV1, events: tuple[Event, ...]) -> str:
    return str(decision_log_flaw(record, events) or "")


def test_an_honest_record_agrees_with_its_log(record: RecordV1) -> None:
    assert no(record) == {}
    told = [event for event in _events(record) if event.what in (AGREED, TAKEN, WITHDRAWN)]
    assert all(event.details[HASH] for event in told)
    assert len(told) == len(record.entries(DecisionEntry)) + 3


def test_a_record_of_before_passes_and_so_does_one_begun_before(record: RecordV1) -> None:
    events = _events(record)
    assert _says(record, tuple(map(_bare, events))) == ""
    half = len(events) // 2
    assert _says(record, (*map(_bare, events[:half]), *events[half:])) == ""


CHANGES: dict[str, tuple[Change, str]] = {
    "the score": (at(DecisionEntry, "decision.score", "2", 1), "Of the decisions on 1 "),
    "who agreed": (at(DecisionEntry, "decision.agrees", (), 1), "Of the decisions on 1 "),
    "the reason": (at(DecisionEntry, "decision.reason", "Another one", 1), "tells others"),
    "a note": (at(DecisionEntry, "decision.internal_note", "Added", 1), "tells others"),
    "left out": (gone(DecisionEntry, 1), "tells others"),
    "who decided on the outcome": (
        at(RegisterEntry, "entry.mandate", "None"), "Of version 1 of the decision on the outcome"),
    "the withdrawal left out": (
        gone(RegisterEntry, 1), "Of version 1 of the decision on the outcome"),
    "the last decision on the outcome left out": (
        gone(RegisterEntry, 2), "Of version 2 of the decision on the outcome"),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_decision_that_was_changed_after_it_was_logged_is_found(
    name: str, record: RecordV1
) -> None:
    how, says = CHANGES[name]
    changed = how(record)
    assert says in no(changed)["log"]


def test_a_decision_that_was_never_logged_is_found(record: RecordV1) -> None:
    """In records of before as well: each decision had its entry."""
    less = tuple(event for event in _events(record) if event.what != TAKEN)
    assert "decision on the outcome" in _says(record, less)
    assert "decision on the outcome" in _says(record, tuple(map(_bare, less)))


def test_versions_that_changed_places_are_found(record: RecordV1) -> None:
    events = list(_events(record))
    first, again = (n for n, e in enumerate(events) if e.what == TAKEN)
    details = events[first].details, events[again].details
    for number, given in zip((first, again), reversed(details), strict=True):
        events[number] = events[number].model_copy(update={"details": given})
    assert "Of version 1" in _says(record, tuple(events))
    cells = [e.decision.cell for e in record.entries(DecisionEntry)]
    cell = next(c for c in cells if cells.count(c) > 1)
    places = [n for n, e in enumerate(_events(record)) if e.subject == " ".join(cell)]
    events = list(_events(record))
    events[places[0]], events[places[1]] = events[places[1]], events[places[0]]
    assert "Of the decisions on" in _says(record, tuple(events))


@pytest.mark.parametrize("odd", [["a"], {"b": "c"}, None, 7])
def test_a_hash_that_is_none_is_no_match(odd: Any, record: RecordV1) -> None:
    events = [
        e.model_copy(update={"details": e.details | {HASH: odd}}) if e.what == AGREED else e
        for e in _events(record)
    ]
    assert "tells others" in _says(record, tuple(events))
