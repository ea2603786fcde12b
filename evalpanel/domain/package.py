"""What the panel receives: rules, roster, assignments and dossiers, under one hash."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.canonical import canonical_sha256
from evalpanel.domain.dossier import DossierPart
from evalpanel.domain.model import ManifestModel, Model
from evalpanel.domain.people import RosterEntry, release_scope
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet

PACKAGE_NAMESPACE = "evalpanel-package-v1"
Cell = tuple[str, str, str]
"""What gets a score: lot, candidate code, item."""
RoundKind = Literal["first", "late_candidate", "reassessment", "delphi", "replacement"]
"""Why a round is held: the first; for a candidate admitted late; to assess some lots or items
again; to score again after discussion (R-43); to let a replacement score (R-15)."""

Revising = Literal["", "roster", "rules"]
"""What a later revision of a round's package changes: nothing (the first), who is on the panel, or
the rules by an erratum."""


class Assignment(Model):
    """What one member scores: an item of a lot for these candidates (codes)."""

    member: str
    lot: str
    item: str
    candidates: tuple[str, ...]


class RecordsOffice(Model):
    """Who can open the outer layer of every seal beside the organiser: name and age recipient."""

    name: str
    receive: str


class PackageV1(ManifestModel):
    """The manifest of a package; its SHA-256 names the package in everything later."""

    format: Literal["evalpanel/package/1"] = Field("evalpanel/package/1", alias="schema")
    signer: str
    organiser: str
    reference: str
    panel_id: str
    panel: str
    round: int
    revision: int
    previous: str | None
    """SHA-256 of the package of the round before, None in the first."""
    reason: str
    """Why this round is held, empty in the first."""
    kind: RoundKind = "first"
    revises: Revising = ""
    lineage: tuple[str, ...] = ()
    """SHA-256 of every earlier revision of this round's package, the first one first."""
    revised_because: str = ""
    rules_revisions: int = Field(0, ge=0)
    """How often rules of this panel were revised by now: each spent a release key of the cards."""
    keeps: tuple[str, ...] = ()
    """Who does not score in this round, but whose earlier scores of its cells still count."""
    issued_at: str
    invite: str
    rules: dict[str, Any]
    rules_sha256: str
    roster: tuple[RosterEntry, ...]
    roster_sha256: str
    mapping_commitment: str
    assignments: tuple[Assignment, ...]
    standby: tuple[Assignment, ...] = ()
    """What alternates score in case one of them steps in; their sheets stay closed until then."""
    records_office: RecordsOffice | None = None
    dossiers: tuple[DossierPart, ...]
    anchor: Anchor

    @cached_property
    def rule_set(self) -> RuleSet:
        """The rules as a typed value; raises HasProblems if they are not sound."""
        return parse_rules(self.rules)

    @property
    def key(self) -> tuple[str, str, str]:
        """Tender, panel and round: under which what comes of it is kept."""
        return (self.reference, self.panel, str(self.round))

    @property
    def release_number(self) -> int:
        """Which of the release keys on the cards lock the sheets of this package.

        A round and a revision of the rules ask for new sheets, so each takes the next key; a
        revision of the roster keeps it, because the sheets stay as they are (`trust.md` 2.4).
        """
        return self.round + self.rules_revisions

    @property
    def release_scope(self) -> str:
        """What the release keys on the cards are for."""
        return release_scope(self.signer, self.reference, self.panel_id)

    def release_key(self, entry: RosterEntry) -> str:
        """The recipient of a member's layer around the sheets of this package."""
        return entry.signed.card.release_key(self.panel, self.release_number)

    def scoring_members(self) -> tuple[RosterEntry, ...]:
        """Who must seal before the round can open, in the order of their keys."""
        return self._in_order({assignment.member for assignment in self.assignments})

    def counting_members(self) -> tuple[RosterEntry, ...]:
        """Whose scores count in the cells of this round, in the order of their keys (R-14).

        Everybody who scores in it, and in a round for a replacement those who stay.
        """
        return self._in_order({*self.keeps, *(a.member for a in self.assignments)})

    def cells(self) -> frozenset[Cell]:
        """The cells that are scored in this round: lot, candidate and item."""
        return frozenset(
            (assignment.lot, code, assignment.item)
            for assignment in self.assignments
            for code in assignment.candidates
        )

    def entry_of(self, key: str) -> RosterEntry | None:
        """The member with this signing key, if on the roster."""
        return next((entry for entry in self.roster if entry.key == key), None)

    def assigned_to(self, key: str) -> tuple[Cell, ...]:
        """The cells a member scores: lot, candidate and item."""
        return _cells_of(self.assignments, key)

    def on_standby(self, key: str) -> tuple[Cell, ...]:
        """The cells that an alternate scores in case of stepping in."""
        return _cells_of(self.standby, key)

    def to_score(self, key: str) -> tuple[Cell, ...]:
        """The cells that somebody scores in this round, as a member or as an alternate."""
        return self.assigned_to(key) or self.on_standby(key)

    def alternates(self) -> tuple[RosterEntry, ...]:
        """Who scores on standby, in the order of their keys; the round waits for none of them."""
        scoring = {assignment.member for assignment in self.assignments}
        return self._in_order({a.member for a in self.standby} - scoring)

    def _in_order(self, keys: AbstractSet[str]) -> tuple[RosterEntry, ...]:
        return tuple(sorted((e for e in self.roster if e.key in keys), key=lambda e: e.key))


def _cells_of(assignments: Iterable[Assignment], key: str) -> tuple[Cell, ...]:
    return tuple(
        (assignment.lot, code, assignment.item)
        for assignment in assignments
        if assignment.member == key
        for code in assignment.candidates
    )


def roster_sha256(roster: tuple[RosterEntry, ...]) -> str:
    """The hash that every seal repeats, so that nobody can hand out two rosters."""
    return canonical_sha256([entry.to_json() for entry in roster])


def mapping_commitment(salt: str, codes: dict[str, str]) -> str:
    """Commitment to which code belongs to which application, opened in the report."""
    return canonical_sha256({"salt": salt, "codes": codes})
