"""Terms in days: the standstill after a decision, and working days (R-67, R-101)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from evalpanel.domain.errors import Sentence, WrongUsage
from evalpanel.domain.holidays import public_holidays

STANDSTILL_DAYS = 20
MAX_DAYS = 3660
_LEAST_WORKING_DAYS = 2
_ATW_MOST_DAYS = 90
_SATURDAY = 5
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Term:
    """A term: the day it counts from, its last day as counted and as it is, and why."""

    from_: date
    raw_end: date
    end: date
    why: tuple[Sentence, ...]


def standstill(
    from_: date,
    days: int = STANDSTILL_DAYS,
    extension: Literal["atw", "none"] = "atw",
    extra_holidays: Collection[date] = (),
) -> Term:
    """The term of `days` calendar days that starts the day after `from_` (R-67).

    With `atw` a last day on a weekend or holiday moves on to the next working day (Atw art. 1),
    and a term of three days or more holds at least two working days (Atw art. 2); that law
    leaves terms of more than 90 days alone (Atw art. 4).

    Raises:
        WrongUsage: a number of days or a year that nobody can mean.
    """
    _demand_sane(from_, days)
    raw_end = from_ + days * _DAY
    why = [
        Sentence("The term starts the day after {day} and has {days} days.", day=from_, days=days)
    ]
    end = raw_end
    if extension == "atw" and days > _ATW_MOST_DAYS:
        why.append(Sentence("A term of more than 90 days does not move on (Atw art. 4)."))
    elif extension == "atw":
        end = _with_working_days(from_, raw_end, days, extra_holidays, why)
        end = _next_working_day(end, extra_holidays, why)
    return Term(from_, raw_end, end, tuple(why))


def working_days(from_: date, days: int, extra_holidays: Collection[date] = ()) -> Term:
    """The last of `days` working days after `from_`, which is not counted itself (R-101).

    `raw_end` is the end without holidays: working days counted as Monday to Friday.

    Raises:
        WrongUsage: a number of days or a year that nobody can mean.
    """
    _demand_sane(from_, days)
    why = [
        Sentence("{days} working days are counted from the day after {day}.", days=days, day=from_)
    ]
    end = _counted(from_, days, extra_holidays, why)
    raw_end = from_
    left = days
    while left:
        raw_end += _DAY
        left -= raw_end.weekday() < _SATURDAY
    return Term(from_, raw_end, end, tuple(why))


def is_working_day(day: date, extra_holidays: Collection[date] = ()) -> bool:
    """Whether a day is no Saturday, Sunday, public holiday or declared extra holiday."""
    return not _free_because(day, extra_holidays)


def _counted(from_: date, days: int, extra_holidays: Collection[date], why: list[Sentence]) -> date:
    day, left = from_, days
    while left:
        day += _DAY
        if is_working_day(day, extra_holidays):
            left -= 1
        elif day.weekday() < _SATURDAY:
            why.append(_not_counted(day, extra_holidays))
    return day


def _not_counted(day: date, extra_holidays: Collection[date]) -> Sentence:
    return Sentence(
        "{day} is {name} and does not count.", day=day, name=_free_because(day, extra_holidays)
    )


def _with_working_days(
    from_: date, end: date, days: int, extra_holidays: Collection[date], why: list[Sentence]
) -> date:
    """The end moved on until the term holds two working days, as far as Atw art. 2 asks."""
    if days <= _LEAST_WORKING_DAYS:
        return end
    least = _counted(from_, _LEAST_WORKING_DAYS, extra_holidays, [])
    if least > end:
        why.append(Sentence("The term holds at least two working days (Atw art. 2)."))
    return max(least, end)


def _next_working_day(end: date, extra_holidays: Collection[date], why: list[Sentence]) -> date:
    while name := _free_because(end, extra_holidays):
        why.append(Sentence("{day} is {name}: the term moves on (Atw art. 1).", day=end, name=name))
        end += _DAY
    return end


def _free_because(day: date, extra_holidays: Collection[date]) -> Sentence | None:
    holiday = public_holidays(day.year).get(day)
    if holiday is not None:
        return holiday
    if day in extra_holidays:
        return Sentence("a declared holiday")
    if day.weekday() >= _SATURDAY:
        return Sentence("a Saturday") if day.weekday() == _SATURDAY else Sentence("a Sunday")
    return None


def _demand_sane(from_: date, days: int) -> None:
    if not 1 <= days <= MAX_DAYS:
        raise WrongUsage("A term has 1 to {most} days, not {days}.", most=MAX_DAYS, days=days)
    if not _FIRST_YEAR <= from_.year <= _LAST_YEAR:
        raise WrongUsage(
            "A term starts between the years {first} and {last}.",
            first=_FIRST_YEAR,
            last=_LAST_YEAR,
        )
