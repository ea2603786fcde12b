"""What is typed about a draw, and whether it says something that can be relied on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from evalpanel.domain import draw_check
from evalpanel.domain.errors import Refused
from evalpanel.usecases.ports import Desk


@dataclass(frozen=True)
class InvitationInput:
    """What those concerned were told: when, where and by whom is drawn, and how they were told."""

    at: str
    place: str
    by: str
    told_by: str
    invited: tuple[str, ...]
    """Code, id or name of each."""
    told_at: str = ""
    """Empty for now."""


@dataclass(frozen=True)
class HandDrawInput:
    """A draw by hand: when, how, by whom, under whose eyes, and the order that came out."""

    at: str
    method: str
    by: str
    witness: str
    order: tuple[str, ...]
    present: tuple[str, ...] = ()


def demand_past(desk: Desk, at: str) -> None:
    """Refuse a time that is still to come."""
    if draw_check.moment_of(at) > desk.clock.now():
        raise Refused("{at} is still to come; record what was done.", at=at)


def moment(text: str) -> str:
    """The text, which must be a time with its offset."""
    try:
        known = datetime.fromisoformat(text)
    except ValueError:
        known = None
    if known is None or known.tzinfo is None:
        raise Refused(
            "{at} is not a time with its offset.",
            hint='Write it as "2026-06-12T20:00:00+02:00".',
            at=text or "-",
        )
    return text


def filled(text: str, option: str) -> str:
    """The text without surrounding space; refused where nothing is left."""
    if not text.strip():
        raise Refused("{option} must say something.", option=option)
    return text.strip()


def names(given: Iterable[str]) -> tuple[str, ...]:
    """The names that say something."""
    return tuple(name.strip() for name in given if name.strip())
