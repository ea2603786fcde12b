"""Interests of members: each declared or alleged one is a case that somebody else decides (R-11).

While a case is open nothing is issued. With anonymous candidates a recusal is for every lot that
the candidate applied for, never for one candidate: that would tell the member which code it has.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.application import Application
from evalpanel.domain.people import Member
from evalpanel.domain.registered_event import RegisteredEvent, of_kind

Measure = Literal["none", "recusal", "replacement", "exclusion"]
MEASURES: tuple[Measure, ...] = ("none", "recusal", "replacement", "exclusion")
Effect = Literal["void", "kept"]
"""What becomes of the scores that a member gave before the measure (R-15)."""


class Allegation(RegisteredEvent):
    """An interest of a member that somebody else brings up, at any stage."""

    kind: Literal["allegation"] = "allegation"
    member: str
    """Signing key of the member concerned."""
    name: str
    """The candidate or legal entity."""
    what: str
    alleged_by: str


class ConflictCase(RegisteredEvent):
    """A decided case: facts, investigation and measure; a later decision replaces an earlier."""

    kind: Literal["conflict_case"] = "conflict_case"
    member: str
    name: str
    what: str
    """The interest as declared or alleged."""
    alleged_by: str
    """Empty where the member declared it."""
    facts: str
    investigation: str
    measure: Measure
    lots: tuple[str, ...]
    """Of a recusal; empty for the whole panel."""
    reason: str
    effect: Effect = "void"
    decided_by: str

    def subject(self) -> dict[str, str]:
        """What two persons sign where it is not one's to decide."""
        return {
            "member": self.member,
            "name": self.name,
            "what": self.what,
            "alleged_by": self.alleged_by,
            "facts": self.facts,
            "investigation": self.investigation,
            "measure": self.measure,
            "lots": " ".join(self.lots),
            "reason": self.reason,
            "effect": self.effect,
        }

    @property
    def place(self) -> tuple[str, str, str]:
        """Member, candidate or entity, and interest: what the case is about."""
        return (self.member, self.name, self.what)


@dataclass(frozen=True)
class Case:
    """An interest and what was decided on it; `decided` is None while the case is open."""

    member: str
    member_name: str
    name: str
    what: str
    alleged_by: str
    decided: ConflictCase | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided it yet."""
        return self.decided is None


def decisions_on_cases(register: Iterable[object]) -> dict[tuple[str, str, str], ConflictCase]:
    """The decision that counts on each case; the entries stand in order of time."""
    return {entry.place: entry for entry in of_kind(register, ConflictCase)}


def cases_of(members: Sequence[Member], register: Iterable[object]) -> tuple[Case, ...]:
    """Every case: the interests that stand in declarations, then those alleged (R-11)."""
    entries = tuple(register)
    names = {member.entry.key: member.entry.name for member in members}
    interests = [
        (member.entry.key, conflict.name, conflict.what, "")
        for member in members
        for conflict in member.declaration.declaration.conflicts
    ]
    interests += [
        (entry.member, entry.name, entry.what, entry.alleged_by)
        for entry in of_kind(entries, Allegation)
    ]
    decided = decisions_on_cases(entries)
    return tuple(
        Case(key, names.get(key, key[:16]), name, what, by, decided.get((key, name, what)))
        for key, name, what, by in interests
    )


def is_concerned(application: Application, name: str) -> bool:
    """Whether a name is that of the candidate or of one of its legal entities."""
    return name == application.name or any(entity.name == name for entity in application.entities)


def recused_lots(
    name: str,
    applications: Sequence[Application],
    also: Iterable[str],
    all_lots: Sequence[str],
    *,
    anonymous: bool,
) -> tuple[str, ...]:
    """The lots of a recusal for an interest in `name`: all that it applied for; () for all lots.

    With codes, a recusal from some lots betrays a candidate that is the only one to stand in none
    but these; then it is for the whole panel (`product.md`, never 9).
    """
    concerned = [found for found in applications if is_concerned(found, name)]
    lots = {lot for found in concerned for lot in found.lots} | set(also)
    opened = [found for found in applications if found.is_opened_with_others]
    hidden = [found for found in opened if set(found.lots) <= lots]
    if lots >= set(all_lots) or (anonymous and len(hidden) == 1):
        return ()
    return tuple(lot for lot in all_lots if lot in lots)
