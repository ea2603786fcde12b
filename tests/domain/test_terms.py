"""Terms: the vectors of the research, and the rules behind them."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.holidays import easter, public_holidays
from evalpanel.domain.terms import Term, is_working_day, standstill, working_days

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


def slow_standstill(from_: date, count: int, extra: set[date]) -> date:
    """The same rule day by day: the term, two working days in it, a last day that is one."""
    counted = [from_ + timedelta(n) for n in range(1, count + 1)]
    if 3 <= count <= 90:
        while sum(day_is_worked(day, extra) for day in counted) < 2:
            counted.append(counted[-1] + timedelta(1))
    while count <= 90 and not day_is_worked(counted[-1], extra):
        counted.append(counted[-1] + timedelta(1))
    return counted[-1]


def day_is_worked(day: date, extra: set[date]) -> bool:
    return day.isoweekday() <= 5 and day not in public_holidays(day.year) and day not in extra


@given(days, st.integers(1, 120), st.sets(st.integers(1, 12), max_size=8))
def test_a_standstill_is_what_counting_day_by_day_gives(
    from_: date, count: int, extra: set[int]
) -> None:
    """R-67, with days declared free at its start and around its end."""
    free = {from_ + timedelta(n) for n in extra} | {from_ + timedelta(count + n - 4) for n in extra}
    assert standstill(from_, count, extra_holidays=free).end == slow_standstill(from_, count, free)


@given(days, st.integers(1, 40), st.sets(st.integers(1, 30), max_size=10))
def test_the_last_working_day_is_what_counting_day_by_day_gives(
    from_: date, count: int, extra: set[int]
) -> None:
    """R-101: the day of receipt does not count, nor do weekends, holidays and declared days."""
    free = {from_ + timedelta(n) for n in extra}
    worked = (d for n in range(1, 200) if day_is_worked(d := from_ + timedelta(n), free))
    assert working_days(from_, count, free).end == list(islice(worked, count))[-1]


@pytest.mark.parametrize(
    ("from_", "count", "end"),
    [("2026-04-02", 1, "2026-04-07"), ("2026-04-01", 2, "2026-04-07"),
     ("2026-04-03", 2, "2026-04-07")],
)  # fmt: skip
def test_a_term_of_one_or_two_days_only_moves_on(from_: str, count: int, end: str) -> None:
    """Atw art. 2 asks for two working days from three days on; over Easter none is added here."""
    assert standstill(date.fromisoformat(from_), count).end == date.fromisoformat(end)


def test_a_term_of_more_than_ninety_days_stays_on_its_day() -> None:
    """Atw art. 4: ninety days move on to Monday, ninety-one stay on a Sunday."""
    moved, stays = standstill(date(2026, 2, 16), 90), standstill(date(2026, 2, 15), 91)
    assert (moved.raw_end, moved.end) == (date(2026, 5, 17), date(2026, 5, 18))
    assert (stays.raw_end, stays.end) == (date(2026, 5, 17), date(2026, 5, 17))
    assert reasons(stays)[1:] == ["A term of more than 90 days does not move on (Atw art. 4)."]


@pytest.mark.parametrize("year", [1989, 2201])
def test_a_year_that_nobody_means_is_refused(year: int) -> None:
    for term in (standstill, working_days):
        with pytest.raises(WrongUsage, match="1990 and 2200"):
            term(date(year, 6, 1), 10)


@given(days, st.integers(1, 40))
def test_working_days_are_counted_one_by_one(from_: date, count: int) -> None:
    end = working_days(from_, count).end
    between = [from_ + timedelta(n) for n in range(1, (end - from_).days + 1)]
    assert sum(map(is_working_day, between)) == count
    assert is_working_day(end)


def reasons(term: Term) -> list[str]:
    return [str(said) for said in term.why]


def test_a_standstill_tells_every_day_it_moves_over() -> None:
    free = {date(2026, 5, 15)}
    moved = standstill(date(2026, 4, 25), extra_holidays=free)
    assert (moved.from_, moved.raw_end) == (date(2026, 4, 25), date(2026, 5, 15))
    assert reasons(moved) == [
        "The term starts the day after 2026-04-25 and has 20 days.",
        "2026-05-15 is a declared holiday: the term moves on (Atw art. 1).",
        "2026-05-16 is a Saturday: the term moves on (Atw art. 1).",
        "2026-05-17 is a Sunday: the term moves on (Atw art. 1).",
    ]
    assert reasons(standstill(date(2026, 4, 15)))[1:] == [
        "2026-05-05 is Liberation Day: the term moves on (Atw art. 1)."
    ]


def test_that_a_term_holds_two_working_days_is_told_only_where_it_moves_the_end() -> None:
    """Atw art. 2."""
    assert reasons(standstill(date(2026, 4, 2), 3)) == [
        "The term starts the day after 2026-04-02 and has 3 days.",
        "The term holds at least two working days (Atw art. 2).",
    ]
    just = standstill(date(2026, 6, 6), 3)
    assert (just.raw_end, just.end) == (date(2026, 6, 9), date(2026, 6, 9))
    assert reasons(just) == ["The term starts the day after 2026-06-06 and has 3 days."]


def test_working_days_tell_every_holiday_that_does_not_count() -> None:
    """R-101."""
    term = working_days(date(2026, 4, 1), 5, {date(2026, 4, 8)})
    assert (term.from_, term.raw_end, term.end) == (
        date(2026, 4, 1), date(2026, 4, 8), date(2026, 4, 13),
    )  # fmt: skip
    assert reasons(term) == [
        "5 working days are counted from the day after 2026-04-01.",
        "2026-04-03 is Good Friday and does not count.",
        "2026-04-06 is Easter Monday and does not count.",
        "2026-04-08 is a declared holiday and does not count.",
    ]


def test_the_longest_term_and_the_first_and_last_year_are_counted() -> None:
    longest = standstill(date(1990, 1, 1), 3660)
    assert longest.end == longest.raw_end == date(2000, 1, 9)
    assert working_days(date(2200, 12, 31), 1).end == date(2201, 1, 2)
    with pytest.raises(WrongUsage, match=r"^A term has 1 to 3660 days, not 3661\.$"):
        standstill(date(2026, 1, 1), 3661)
