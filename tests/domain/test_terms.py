"""Terms: the vectors of the research, and the rules behind them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.holidays import easter, public_holidays
from evalpanel.domain.terms import is_working_day, standstill, working_days

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("from_", "raw_end", "end"),
    [("2021-11-29", "2021-12-19", "2021-12-20"), ("2026-04-15", "2026-05-05", "2026-05-06"),
     ("2026-12-04", "2026-12-24", "2026-12-24")],
)  # fmt: skip
def test_standstill_of_twenty_days(from_: str, raw_end: str, end: str) -> None:
    term = standstill(date.fromisoformat(from_))
    assert (term.raw_end.isoformat(), term.end.isoformat()) == (raw_end, end)
    assert (len(term.why) > 1) is (raw_end != end)


@pytest.mark.parametrize(
    ("from_", "ten", "fifteen"),
    [("2021-04-22", "2021-05-10", "2021-05-18"), ("2021-06-02", "2021-06-16", "2021-06-23"),
     ("2021-05-01", "2021-05-18", "2021-05-26"), ("2021-12-20", "2022-01-03", "2022-01-10"),
     ("2024-04-24", "2024-05-08", "2024-05-16")],
)  # fmt: skip
def test_ten_and_fifteen_working_days(from_: str, ten: str, fifteen: str) -> None:
    start = date.fromisoformat(from_)
    found = [working_days(start, n).end.isoformat() for n in (10, 15)]
    assert found == [ten, fifteen]


@pytest.mark.parametrize("day", ["2000-04-23", "2024-03-31", "2038-04-25", "2285-03-22"])
def test_easter(day: str) -> None:
    expected = date.fromisoformat(day)
    assert easter(expected.year) == expected


def test_kings_day_moves_when_it_is_a_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2026, 4, 27) in public_holidays(2026)


def test_without_extension_the_last_day_stays() -> None:
    assert standstill(date(2021, 11, 29), extension="none").end == date(2021, 12, 19)


def test_a_declared_holiday_moves_the_end() -> None:
    extra = {date(2026, 5, 15)}
    assert standstill(date(2026, 4, 25), extra_holidays=extra).end == date(2026, 5, 18)


def test_a_short_term_holds_two_working_days() -> None:
    assert standstill(date(2026, 4, 2), 3).end == date(2026, 4, 8)


@pytest.mark.parametrize("wrong", [0, -1, 4000])
def test_terms_that_nobody_means_are_refused(wrong: int) -> None:
    with pytest.raises(WrongUsage):
        standstill(date(2026, 1, 1), wrong)


@given(days, st.integers(3, 90))
def test_a_term_ends_on_a_working_day_at_or_after_its_raw_end(from_: date, count: int) -> None:
    term = standstill(from_, count)
    assert is_working_day(term.end)
    assert timedelta(0) <= term.end - term.raw_end <= timedelta(6)


@given(days, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(from_: date, count: int) -> None:
    end = working_days(from_, count).end
    between = [from_ + timedelta(n) for n in range(1, (end - from_).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)
