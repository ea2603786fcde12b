"""Days that are typed: read, and refused where they are none or still to come."""

from datetime import date

from evalpanel.domain.errors import Refused
from evalpanel.usecases.ports import Desk

_DAY = len("2026-06-01")


def today(desk: Desk) -> date:
    """The day it is."""
    return day_of(desk.now())


def day_of(moment: str) -> date:
    """The day of a moment."""
    return date.fromisoformat(moment[:_DAY])


def past_day(desk: Desk, day: str) -> str:
    """The day given, which has come; today where none is given."""
    now = today(desk).isoformat()
    if demand_day(day or now) > now:
        raise Refused("{day} has not come yet.", hint="Today is {today}.", day=day, today=now)
    return day or now


def demand_day(text: str) -> str:
    """A day as text; raises Refused for anything else."""
    try:
        date.fromisoformat(text if len(text) == _DAY else "")
    except ValueError as error:
        raise Refused(
            "{text} is not a day.", hint="Write it as 2021-11-29.", text=text or "-"
        ) from error
    return text
