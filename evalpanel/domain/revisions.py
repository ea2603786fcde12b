"""Revisions of a round's package before its round is opened: what one may change, and what not.

A roster revision changes who is on the panel and nothing else, so that every sheet that was
sealed stays as it is (`trust.md` 2.4); a rules revision follows an erratum (R-3).
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from evalpanel.domain.errors import Sentence
from evalpanel.domain.letters import plain_name
from evalpanel.domain.model import Model
from evalpanel.domain.package import PackageV1, Revising
from evalpanel.domain.people import KEYS_ON_A_CARD
from evalpanel.domain.registered_event import RoundEvent, of_round
from evalpanel.domain.rounds import no_key_left

Issued = tuple[str, PackageV1]
"""A package and the SHA-256 that names it."""
_KEPT = ("signer", "reference", "panel_id", "panel", "round", "previous", "reason", "kind",
         "mapping_commitment", "records_office")  # fmt: skip
"""What no revision changes."""
_KEPT_BY_ROSTER = ("rules", "rules_sha256", "dossiers")
"""What a roster revision does not change either."""


class Committed(Model):
    """A seal that was in: whose it is, and the hash of the sheet in it."""

    member: str
    commitment: str


class Revision(RoundEvent):
    """A package that a later revision took the place of, whole, with the seals that were in."""

    kind: Literal["revision"] = "revision"
    sha256: str
    """Of the manifest, which named the package before."""
    manifest: dict[str, Any]
    """As signed, with the list of the file's parts."""
    signature: str
    changes: Revising
    """What the revision after it changes."""
    reason: str
    seals: tuple[Committed, ...]

    @property
    def package(self) -> PackageV1:
        """The package before, as a typed value."""
        return PackageV1.from_manifest(self.manifest)

    def commitment_of(self, member: str) -> str | None:
        """What a member had sealed by then, if anything."""
        return next((seal.commitment for seal in self.seals if seal.member == member), None)


def revisions_of(register: Iterable[object], package: PackageV1) -> tuple[Revision, ...]:
    """What was revised in the round of a package, the first one first."""
    return of_round(register, Revision, package)


def revision_flaw(
    before: PackageV1, before_sha256: str, after: PackageV1, *, is_next: bool = False
) -> Sentence | None:
    """Why a package is no revision that may take the place of another, or None.

    Members compare with the package that they have, which may lie more than one revision back;
    with `is_next` it is the very next.
    """
    if not _follows(before, before_sha256, after, is_next=is_next):
        return Sentence("it does not follow the package that was issued before.")
    if after.revises not in ("roster", "rules") or not after.revised_because.strip():
        return Sentence("it does not say what was revised, and why.")
    if after.release_number > KEYS_ON_A_CARD:
        return no_key_left()
    changed = _changed(before, after, _KEPT)
    if after.revises == "roster":
        changed = changed or _changed(before, after, _KEPT_BY_ROSTER)
        if not changed and before.cells() != after.cells():
            changed = "assignments"
    if not _takes_right_key(before, after, is_next=is_next):
        changed = changed or "rules_revisions"
    if not set(after.keeps) <= set(before.keeps):
        changed = changed or "keeps"
    if changed:
        return Sentence(
            "it also changes what such a revision must leave as it was: {what}.", what=changed
        )
    return _people_flaw(before, after)


def revision_suffix(package: PackageV1) -> str:
    """What the name of a file says of a later revision, as `-r2`."""
    return f"-r{package.revision}" if package.revision > 1 else ""


def joined(before: PackageV1, after: PackageV1) -> tuple[str, ...]:
    """The keys of those who score after a revision and did not before."""
    return _scoring_only_in(after, before)


def left(before: PackageV1, after: PackageV1) -> tuple[str, ...]:
    """The keys of those who scored before a revision and do not after it."""
    return _scoring_only_in(before, after)


def sheets_valid_for(chain: Sequence[Issued]) -> frozenset[str]:
    """For which packages a sheet may have been made to count in the last of a chain.

    The last, and those before it as long as nothing but the roster was revised since.
    """
    found = set[str]()
    for sha256, package in reversed(chain):
        found.add(sha256)
        if package.revises != "roster":
            break
    return frozenset(found)


def chain_of(revisions: Iterable[Revision], last: Issued) -> tuple[Issued, ...]:
    """Every revision of a round's package, the first one first."""
    return (*((found.sha256, found.package) for found in revisions), last)


def _follows(before: PackageV1, sha256: str, after: PackageV1, *, is_next: bool) -> bool:
    row = (*before.lineage, sha256)
    is_in_row = after.lineage == row if is_next else after.lineage[: len(row)] == row
    return is_in_row and after.revision == len(after.lineage) + 1


def _takes_right_key(before: PackageV1, after: PackageV1, *, is_next: bool) -> bool:
    """Sheets that are made anew are locked with a key that nobody has yet; others keep theirs."""
    spent = after.rules_revisions - before.rules_revisions
    if after.revises == "roster":
        return spent == 0
    return spent == 1 or (spent > 1 and not is_next)


def _changed(before: PackageV1, after: PackageV1, names: Iterable[str]) -> str:
    """The first of these that differs, or empty."""
    found = (name for name in names if getattr(before, name) != getattr(after, name))
    return next(found, "")


def _people_flaw(before: PackageV1, after: PackageV1) -> Sentence | None:
    """Nobody's keys or roles are swapped: who stays is the same, who comes has a name of their own.

    A newer card of the same person has the same keys.
    """
    names = {plain_name(entry.name): entry.key for entry in before.roster}
    for entry in after.roster:
        if names.get(plain_name(entry.name), entry.key) != entry.key:
            return Sentence("{name} stands in it with another card.", name=entry.name)
        known = before.entry_of(entry.key)
        if known is None:
            continue
        old, new = known.signed.card, entry.signed.card
        if (old.name, old.receive, old.release, old.pdf) != (
            new.name, new.receive, new.release, new.pdf,
        ):  # fmt: skip
            return Sentence("{name} stands in it with other keys.", name=known.name)
    return None


def _scoring_only_in(package: PackageV1, other: PackageV1) -> tuple[str, ...]:
    there = {entry.key for entry in other.scoring_members()}
    return tuple(entry.key for entry in package.scoring_members() if entry.key not in there)
