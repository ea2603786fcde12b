"""A clock that is set back: warned of and noted, and nothing is blocked or decided by it.

`trust.md` 3, wrong clock: claimed time labelled so; order = chain; flag now < package time or
< last entry; both clocks stored.
"""

from datetime import UTC, datetime, timedelta

import pytest

from evalpanel.domain.record import LogEntry
from evalpanel.language import catalogue
from evalpanel.usecases import applications, opening_package, sealing
from evalpanel.usecases.checking_workspace import check_workspace
from evalpanel.usecases.journal import clock_warning, read_log, write_log
from evalpanel.usecases.verification import verify_report
from evalpanel.usecases.withdrawing import withdraw_candidate
from tests import panels
from tests.domain.test_verification import SIGNATURES, no
from tests.fakes import FixedClock, MemoryFiles
from tests.panels import ASSESSORS, LEAD, OUT, REF, REPORT, JsonPaper, Play, play

ANN = ASSESSORS[0]
FORM = "%Y-%m-%dT%H:%M:%SZ"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class BackwardClock(FixedClock):
    """Goes back an hour each time that somebody looks at it."""

    def now(self) -> datetime:
        """An hour before what it said last."""
        self.at -= timedelta(hours=1)
        return super().now()

    def move(self, **duration: float) -> None:
        """Goes back, whatever is asked."""
        self.at -= timedelta(**duration)


def _played_backwards(variant: str, *after: str) -> Play:
    """A whole case; after the stages named, bravo or charlie withdraws."""
    found = Play(variant, {}, MemoryFiles(), BackwardClock(START + timedelta(days=400)))
    leaving = iter(("bravo", "charlie"))
    for stage in panels.STAGES:
        found.stage = stage
        getattr(panels, f"_{stage}")(found)
        if stage in after:
            withdraw_candidate(found.lead, REF, next(leaving), reason="Too busy")
    return found


def test_a_whole_case_with_a_clock_that_goes_backwards_ends_in_a_report_that_verifies() -> None:
    found = _played_backwards("consensus", "closed", "identified")
    record = found.record()
    assert no(record) == {}
    log = record.the(LogEntry)
    assert log is not None
    assert log.log is not None
    events = log.log.events()
    assert all(event.at < event.after for event in events[1:])
    assert len({event.after for event in events[1:]}) == 1
    for name in (LEAD, *ASSESSORS):
        assert all(check.ok for check in check_workspace(found.desk(name)))


def test_both_times_are_in_the_log_and_the_order_is_that_of_the_log() -> None:
    found = play("sealed")
    before = found.clock.at
    found.clock.at = before - timedelta(days=30)
    with found.lead.work() as work:
        write_log(found.lead, work, "something", REF)
        work.commit()
    entries, _ = read_log(found.lead, REF)
    last = entries[-1].event
    assert last.what == "something"
    assert last.at == "2026-10-24" + last.at[10:]
    assert last.after == max(entry.event.at for entry in entries)
    found.clock.at = before + timedelta(days=1)
    with found.lead.work() as work:
        write_log(found.lead, work, "something else", REF)
        assert work.log.entries()[-1].event.after == ""


def test_a_clock_behind_the_log_is_warned_of_and_blocks_nothing() -> None:
    found = play("scored")
    desk = found.desk(ANN)
    assert clock_warning(desk) is None
    found.clock.at -= timedelta(days=365)
    warning = str(clock_warning(desk))
    assert "The clock of this computer says 2025-11-23T" in warning
    assert "You can go on" in warning
    assert sealing.seal_sheet(desk, REF, OUT).code
    found.clock.at += timedelta(days=365)
    assert clock_warning(desk) is None
    assert clock_warning(found.desk("Nobody Yet")) is None


def test_a_deadline_that_passed_as_the_log_knows_has_passed() -> None:
    found = play("received")
    found.clock.at -= timedelta(days=365)
    applications.ask_opening(found.lead, REF)
    assert "act.ask" in found.log()


def test_a_clock_behind_the_package_is_seen_when_it_is_opened() -> None:
    found = play("issued")
    issued = found.clock.at
    found.clock.at = issued - timedelta(days=365)
    desk = found.desk(ANN)
    opening_package.open_package(desk, found.files.content[found.package])
    entries, _ = read_log(desk, REF)
    assert [entry.event.after for entry in entries] == ["", issued.strftime(FORM)]
    assert clock_warning(desk) is not None


@pytest.mark.parametrize("claimed", ["", "later", "9999", "2026-99-99T00:00:00Z", "2026-11-23"])
def test_what_is_no_time_is_not_taken_for_one(claimed: str) -> None:
    found = play("locked")
    with found.lead.work() as work:
        write_log(found.lead, work, "something", REF, seen=claimed)
        assert work.log.entries()[-1].event.after == ""


def test_the_report_says_at_how_many_entries_the_clock_was_behind() -> None:
    found = play("closed")
    found.clock.at -= timedelta(days=3)
    for stage in ("identified", "reported", "signed"):
        found.stage = stage
        getattr(panels, f"_{stage}")(found)
    answer = verify_report(
        found.files.content[REPORT], (), JsonPaper(), SIGNATURES, catalogue("en")
    )
    assert answer.valid
    [log] = [check for check in answer.checks if check.check == "log"]
    assert "Entries at which the clock was behind: 4;" in log.sentence
