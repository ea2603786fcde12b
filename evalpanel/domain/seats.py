"""Who must score what: the seats of the announced panel, and who holds each in a lot.

In a lot a seat is held by the member appointed to it, by a replacement, or by nobody (R-12, R-14).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_changes import (
    Change,
    Replacement,
    members_needed,
    recused_from,
    replacements_in,
)
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.people import RosterEntry, is_scoring


def seats_of(
    panel: Panel, roster: Iterable[RosterEntry], changes: Iterable[Change]
) -> tuple[str, ...]:
    """The members that were appointed: who took over a seat brings none along."""
    new = {change.new for change in changes if isinstance(change, Replacement)}
    return tuple(
        entry.key
        for entry in roster
        if is_scoring(entry, panel.id, chair_scores=panel.chair_scores) and entry.key not in new
    )


def holder_of(seat: str, changes: Sequence[Change], lot: str) -> str | None:
    """Who holds a seat in a lot, replacements of replacements included; None while it is empty."""
    here, before = seat, set[str]()
    while here not in before:
        before.add(here)
        step = next((c for c in replacements_in(changes, lot) if c.old == here), None)
        if step is None:
            return None if here in recused_from(changes, lot) else here
        here = step.new
    return None


def holders(seats: Iterable[str], changes: Sequence[Change], lot: str) -> tuple[str, ...]:
    """Who must score and seal in a lot."""
    found = (holder_of(seat, changes, lot) for seat in seats)
    return tuple(holder for holder in found if holder is not None)


def has_left(entry: RosterEntry, changes: Iterable[Change]) -> bool:
    """Whether somebody whose only part was to score has left the whole panel."""
    if not {"assessor", "alternate"}.issuperset(entry.roles):
        return False
    return any(not change.lots and change.leaves == entry.key for change in changes)


@dataclass(frozen=True)
class ShortLot:
    """A lot that has fewer members than it needs."""

    panel: str
    lot: str
    found: int
    needed: int

    @property
    def sentence(self) -> Sentence:
        """What it comes to, for people."""
        return Sentence(
            "Lot {lot} has {found} of {needed} members of panel {panel}: it waits until an "
            "approved replacement has scored all its items.",
            lot=self.lot,
            found=self.found,
            needed=self.needed,
            panel=self.panel,
        )


def short_lots(
    panel: Panel, lots: Iterable[str], seats: Sequence[str], changes: Sequence[Change]
) -> tuple[ShortLot, ...]:
    """The lots in which the announced panel is not met (R-12, R-14)."""
    found = [
        ShortLot(panel.id, lot, len(present), members_needed(panel, changes, lot))
        for lot in lots
        for present in [holders(seats, changes, lot)]
    ]
    return tuple(short for short in found if short.found < short.needed)


def lots_without(package: PackageV1, member: str) -> tuple[str, ...]:
    """The lots that others of the panel score and this member does not: recused from them."""
    lots = dict.fromkeys(assignment.lot for assignment in package.assignments)
    return tuple(lot for lot in lots if member not in _assigned(package, lot))


def _assigned(package: PackageV1, lot: str) -> frozenset[str]:
    return frozenset(a.member for a in package.assignments if a.lot == lot)
