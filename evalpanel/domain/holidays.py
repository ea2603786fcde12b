"""Dutch public holidays by law (Algemene termijnenwet, art. 3)."""

from datetime import date, timedelta

from evalpanel.domain.errors import Sentence

_SUNDAY = 6


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (anonymous algorithm, also called Meeus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def public_holidays(year: int) -> dict[date, Sentence]:
    """The public holidays of a year and their names; Good Friday is equated with them.

    King's Day is 27 April, or 26 April where the 27th is a Sunday; Liberation Day is every year.
    """
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == _SUNDAY:
        kings_day -= timedelta(days=1)
    return {
        date(year, 1, 1): Sentence("New Year's Day"),
        sunday - timedelta(days=2): Sentence("Good Friday"),
        sunday + timedelta(days=1): Sentence("Easter Monday"),
        kings_day: Sentence("King's Day"),
        date(year, 5, 5): Sentence("Liberation Day"),
        sunday + timedelta(days=39): Sentence("Ascension Day"),
        sunday + timedelta(days=50): Sentence("Whit Monday"),
        date(year, 12, 25): Sentence("Christmas Day"),
        date(year, 12, 26): Sentence("Boxing Day"),
    }
