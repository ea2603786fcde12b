"""Excuses: a member steps back before sealing and gives the key that the round needs, no sheet.

For the others nothing changes: their sheets stay as they are, and the round can open without the
one who left (`trust.md` 2.4). For the count it is a recusal of the whole panel (R-12).
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.registered_event import SignedEvent, of_round
from evalpanel.domain.round_manifest import RoundManifest
from evalpanel.domain.rules import ALL_LOTS, RuleSet

EXCUSE_NAMESPACE = "evalpanel-excuse-v1"


class ExcuseV1(RoundManifest):
    """The manifest of an excuse file: who steps back from which round, and why."""

    format: Literal["evalpanel/excuse/1"] = Field("evalpanel/excuse/1", alias="schema")
    roster_sha256: str
    revision: int
    reason: str
    excused_at: str


class Excuse(SignedEvent):
    """A member who stepped back from a round, as signed by the member alone.

    Its document is the file as it came, which holds the key of the round.
    """

    kind: Literal["excuse"] = "excuse"
    reason: str
    lots: tuple[str, ...] = ()
    """Where the member scores no more: all lots, or those of this panel if there are others."""

    @property
    def excuse(self) -> ExcuseV1:
        """The manifest as a typed value."""
        return ExcuseV1.from_manifest(self.manifest)


def lots_left(rules: RuleSet, package: PackageV1, entry: RosterEntry) -> tuple[str, ...]:
    """The lots that an excuse is for; empty for all, where the member is on this panel only.

    Lots that this panel scores under one sheet for all (`*`) are all its lots.
    """
    if len(set(entry.panels) & {panel.id for panel in rules.panels}) <= 1:
        return ()
    found = {lot for lot, _, _ in package.assigned_to(entry.key)}
    every = [lot.id for lot in rules.lots]
    lots = tuple(lot for lot in every if lot in found or ALL_LOTS in found)
    return () if len(lots) == len(every) else lots


def excused_in(register: Iterable[object], package: PackageV1) -> dict[str, Excuse]:
    """Who stepped back from the round of a package, by signing key."""
    return {found.member: found for found in of_round(register, Excuse, package)}


def sealing_members(register: Iterable[object], package: PackageV1) -> tuple[RosterEntry, ...]:
    """Whose sheets a round needs: the scoring members but those who stepped back."""
    gone = excused_in(register, package)
    return tuple(entry for entry in package.scoring_members() if entry.key not in gone)
