"""Candidates that withdraw, at any stage, from all their lots or from some."""

from collections.abc import Iterable, Mapping
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent


class Withdrawal(RegisteredEvent):
    """A candidate that takes its application back; what it did until then stays on record."""

    kind: Literal["withdrawal"] = "withdrawal"
    candidate: str
    """Id of the application."""
    lots: tuple[str, ...]
    """Empty for all its lots."""
    reason: str
    after_ranking: bool = False
    """Whether the ranking was fixed by then: it stands, and a reserve may move up (R-60)."""
    judged: int = 0
    """How many judgements of the application's gates there were by then."""


def withdrawn_from(
    withdrawals: Iterable[Withdrawal], candidate: str, lot: str
) -> Withdrawal | None:
    """The withdrawal that takes a candidate out of a lot, if there is one."""
    return next(
        (w for w in withdrawals if w.candidate == candidate and (not w.lots or lot in w.lots)),
        None,
    )


def before_ranking(withdrawals: Iterable[Withdrawal]) -> tuple[Withdrawal, ...]:
    """Those that keep a candidate out of the ranking; a later one leaves a place in it."""
    return tuple(found for found in withdrawals if not found.after_ranking)


def left_places(
    withdrawals: Iterable[Withdrawal], applied: Mapping[str, Mapping[str, str]]
) -> frozenset[tuple[str, str]]:
    """Lot and code of every withdrawal after the ranking; `applied` is the code per id and lot."""
    return frozenset(
        (lot, codes[lot])
        for found in withdrawals
        if found.after_ranking and found.candidate in applied
        for codes in [applied[found.candidate]]
        for lot in found.lots or codes
    )
