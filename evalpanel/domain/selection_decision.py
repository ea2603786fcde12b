"""The decision on the outcome: by whom, on which mandate, and its withdrawal (R-61, R-66)."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent


class SelectionDecision(RegisteredEvent):
    """A decision as taken outside the app; a later one has the next version."""

    kind: Literal["decision"] = "decision"
    version: int
    taken_by: str
    """Who decided: a college, a director; not the person who records it."""
    mandate: str
    """What gives the taker the power to decide."""
    date: str
    """The day of the decision, `YYYY-MM-DD`."""


class DecisionWithdrawal(RegisteredEvent):
    """A decision that no longer stands; it stays on record with its version."""

    kind: Literal["decision_withdrawal"] = "decision_withdrawal"
    version: int
    reason: str


def standing_decision(entries: Iterable[object]) -> SelectionDecision | None:
    """The decision that stands now, where the entries are in order of time (R-66)."""
    standing: SelectionDecision | None = None
    for entry in entries:
        if isinstance(entry, SelectionDecision):
            standing = entry
        elif isinstance(entry, DecisionWithdrawal):
            standing = None
    return standing


def next_version(entries: Iterable[object]) -> int:
    """The version that the next decision gets; a withdrawn one keeps its number."""
    return 1 + sum(isinstance(entry, SelectionDecision) for entry in entries)
