"""Recusals and replacements: who has left the panel in which lot, and whose scores are void.

Recused is not missing, and neither is 0 (R-39). `seats` says who must score, `quorum` whose
scores count; both ask here.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from evalpanel.domain.conflicts import ConflictCase, Effect, decisions_on_cases
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.registered_event import RegisteredEvent
from evalpanel.domain.rules import ALL_LOTS


class Recusal(RegisteredEvent):
    """A member who scores no more, in some lots or in all (R-12)."""

    kind: Literal["recusal"] = "recusal"
    member: str
    """Signing key."""
    lots: tuple[str, ...]
    """Empty for the whole panel."""
    reason: str
    approved_by: str
    effect: Effect = "void"
    must_replace: bool = False
    """Whether somebody else has to come, whatever was announced for recusals."""

    @property
    def leaves(self) -> str:
        """Who goes, by signing key."""
        return self.member

    def subject(self) -> dict[str, str]:
        """What two persons sign where the member had scored."""
        return {
            "change": self.kind,
            "member": self.member,
            "lots": " ".join(self.lots),
            "reason": self.reason,
            "approved_by": self.approved_by,
            "effect": self.effect,
            "must_replace": str(self.must_replace),
        }


class Replacement(RegisteredEvent):
    """A member who takes the seat of another (R-15)."""

    kind: Literal["replacement"] = "replacement"
    old: str
    new: str
    lots: tuple[str, ...]
    """Empty for every lot."""
    reason: str
    approved_by: str
    candidates_informed: bool
    effect: Effect = "void"

    @property
    def leaves(self) -> str:
        """Who goes, by signing key."""
        return self.old

    def subject(self) -> dict[str, str]:
        """What two persons sign where the member who leaves had scored."""
        return {
            "change": self.kind,
            "member": self.old,
            "new": self.new,
            "lots": " ".join(self.lots),
            "reason": self.reason,
            "approved_by": self.approved_by,
            "effect": self.effect,
            "candidates_informed": str(self.candidates_informed),
        }


Change = Recusal | Replacement


def changes_of(register: Iterable[object]) -> tuple[Change, ...]:
    """Every recusal and replacement that holds: decided on a conflict or by an excuse, too."""
    entries = tuple(register)
    latest = decisions_on_cases(entries)
    found: list[Change] = []
    for entry in entries:
        if isinstance(entry, Recusal | Replacement):
            found.append(entry)
        elif isinstance(entry, ConflictCase) and latest[entry.place] == entry:
            found += _recusals(entry)
        elif isinstance(entry, Excuse):
            found.append(_recusal_of(entry))
    return tuple(found)


def _recusals(case: ConflictCase) -> list[Recusal]:
    if case.measure not in ("recusal", "replacement"):
        return []
    recusal = Recusal(
        reference=case.reference,
        member=case.member,
        lots=case.lots,
        reason=case.reason,
        approved_by=case.decided_by,
        effect=case.effect,
        must_replace=case.measure == "replacement",
        by=case.by,
        at=case.at,
    )
    return [recusal]


def _recusal_of(excuse: Excuse) -> Recusal:
    return Recusal(
        reference=excuse.reference,
        member=excuse.member,
        lots=excuse.lots,
        reason=excuse.reason,
        approved_by=excuse.by,
        by=excuse.by,
        at=excuse.at,
    )


def covers(change: Change, lot: str) -> bool:
    """Whether a change counts in a lot; what is scored once for all lots is touched by any."""
    return not change.lots or lot == ALL_LOTS or lot in change.lots


def touches_scores(change: Change, packages: Iterable[PackageV1]) -> bool:
    """Whether who leaves was to score in a lot of the change, in any of these packages.

    Then it is an act of two persons: nobody alone makes a score void, or takes the vote of one
    member away, once all can know what was scored (R-12, R-15).
    """
    lots = {lot for package in packages for lot, _, _ in package.assigned_to(change.leaves)}
    return any(covers(change, lot) for lot in lots)


def gone_from(changes: Sequence[Change], lot: str) -> frozenset[str]:
    """Who no longer has a part in a lot: recused or replaced."""
    return frozenset(change.leaves for change in changes if covers(change, lot))


def void_in(changes: Sequence[Change], lot: str) -> frozenset[str]:
    """Whose scores in a lot do not count (R-15; edge case 11)."""
    return gone_from([change for change in changes if change.effect == "void"], lot)


def members_needed(panel: Panel, changes: Sequence[Change], lot: str) -> int:
    """How many members must score in a lot: those announced, or the announced minimum (R-14)."""
    owed = {
        change.member
        for change in changes
        if isinstance(change, Recusal) and change.must_replace and covers(change, lot)
    } - {change.old for change in replacements_in(changes, lot)}
    return panel.scoring_members if owed else panel.least_members


def replacements_in(changes: Sequence[Change], lot: str) -> tuple[Replacement, ...]:
    """The replacements that count in a lot, in order of time."""
    return tuple(c for c in changes if isinstance(c, Replacement) and covers(c, lot))


def recused_from(changes: Sequence[Change], lot: str) -> frozenset[str]:
    """Who is recused from a lot."""
    return frozenset(c.member for c in changes if isinstance(c, Recusal) and covers(c, lot))
