"""The public holidays by name and date, and Easter by a method of its own (Atw art. 3)."""

from datetime import date, timedelta

import pytest

from evalpanel.domain.holidays import easter, public_holidays


def easter_by_epact(year: int) -> date:
    """Easter as Knuth counts it (The Art of Computer Programming, 1.3.2, exercise 14)."""
    golden, century = year % 19 + 1, year // 100 + 1
    leap, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + moon - leap) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = 44 - epact if epact <= 23 else 74 - epact
    sunday = full + 7 - (5 * year // 4 - leap - 10 + full) % 7
    return date(year, 3, 1) + timedelta(days=sunday - 1)


def test_easter_is_the_sunday_that_another_method_gives() -> None:
    years = range(1583, 4100)
    assert [easter(year) for year in years] == [easter_by_epact(year) for year in years]


@pytest.mark.parametrize(
    ("year", "movable"),
    [
        (2025, ("04-18", "04-21", "04-26", "05-29", "06-09")),
        (2026, ("04-03", "04-06", "04-27", "05-14", "05-25")),
        (2027, ("03-26", "03-29", "04-27", "05-06", "05-17")),
    ],
)
def test_the_holidays_of_a_year(year: int, movable: tuple[str, ...]) -> None:
    friday, monday, kings_day, ascension, whit_monday = movable
    assert {f"{day:%m-%d}": str(name) for day, name in public_holidays(year).items()} == {
        "01-01": "New Year's Day",
        friday: "Good Friday",
        monday: "Easter Monday",
        kings_day: "King's Day",
        "05-05": "Liberation Day",
        ascension: "Ascension Day",
        whit_monday: "Whit Monday",
        "12-25": "Christmas Day",
        "12-26": "Boxing Day",
    }
    assert {day.year for day in public_holidays(year)} == {year}
