"""Days and times are shown in one way, on the clock of the laptop."""

import time
from collections.abc import Iterator

import pytest

from evalpanel.language import use
from evalpanel.tui.words.moments import (
    days_in_words,
    field_moment,
    shown_clock,
    shown_day,
    shown_moment,
)

LATE_EVENING = "2026-11-22T23:30:00Z"


@pytest.fixture(autouse=True)
def in_amsterdam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A laptop that speaks Dutch and stands in Amsterdam."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Amsterdam")
        time.tzset()
        use("nl")
        yield
    use("en")
    time.tzset()


def test_a_day_has_the_name_of_its_month() -> None:
    assert shown_day("2026-10-03") == "3 okt 2026"
    use("en")
    assert shown_day("2026-10-03") == "3 Oct 2026"


def test_a_time_is_that_of_the_laptop_with_the_day_there() -> None:
    assert shown_day(LATE_EVENING) == "23 nov 2026"
    assert shown_clock(LATE_EVENING) == "00:30"
    assert shown_moment(LATE_EVENING) == "23 nov 2026, 00:30"
    assert field_moment(LATE_EVENING) == "2026-11-23 00:30"


def test_what_is_no_day_stays_as_it_was_written() -> None:
    assert shown_day("volgende week") == "volgende week"


def test_days_and_times_in_a_sentence_are_those_that_stand_alone() -> None:
    text = "VW-2026-03-01 ging open op 2026-03-05, om 2026-03-05T09:00:00Z."
    assert days_in_words(text) == "VW-2026-03-01 ging open op 5 mrt 2026, om 5 mrt 2026, 10:00."
