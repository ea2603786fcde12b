"""Whether the revisions of packages in a record are whole, and every sheet belongs to one of them.

The sheet that a later one took the place of stays closed, so that `carried_over` is checked
against the packages only: that the member took over the same value is checked on the member's
own laptop.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from evalpanel.domain.canonical import canonical_bytes, canonical_sha256
from evalpanel.domain.carry_over import cell_change
from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1, roster_sha256
from evalpanel.domain.panel_changes import changes_of, gone_from
from evalpanel.domain.people import CARD_NAMESPACE
from evalpanel.domain.record import PackageEntry, RecordV1, SheetEntry, Verify
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import reopened_in
from evalpanel.domain.revisions import (
    Issued,
    Revision,
    chain_of,
    left,
    revision_flaw,
    revisions_of,
    sheets_valid_for,
)
from evalpanel.domain.sheet import SheetV1


def revisions_flaw(record: RecordV1, verify: Verify) -> Sentence | None:
    """The first revision that is not whole, not founded, or not followed, or None."""
    return next(_flaws(record, verify), None)


def packages_for_sheets(record: RecordV1, entry: PackageEntry) -> frozenset[str]:
    """For which packages a sheet may have been made that counts in the round of this one."""
    return sheets_valid_for(_chain(record, entry)[1])


def all_packages(record: RecordV1) -> tuple[PackageV1, ...]:
    """Every package that was handed out, those included that a revision took the place of."""
    current = (entry.package for entry in record.entries(PackageEntry))
    revised = (found.package for found in of_kind(record.register(), Revision))
    return (*current, *revised)


def _chain(
    record: RecordV1, entry: PackageEntry
) -> tuple[tuple[Revision, ...], tuple[Issued, ...]]:
    found = revisions_of(record.register(), entry.package)
    return found, chain_of(found, (entry.sha256, entry.package))


def _flaws(record: RecordV1, verify: Verify) -> Iterator[Sentence]:
    entries = record.entries(PackageEntry)
    known = {entry.package.key for entry in entries}
    for found in of_kind(record.register(), Revision):
        if (found.reference, found.panel, str(found.round)) not in known:
            yield Sentence(
                "A revision of the package of panel {panel} leads nowhere.", panel=found.panel
            )
    for entry in entries:
        revisions, chain = _chain(record, entry)
        yield from _chain_flaws(revisions, chain, verify)
        yield from _ground_flaws(record, chain)
        yield from _sheet_flaws(record, revisions, chain)


def _chain_flaws(
    revisions: Sequence[Revision], chain: Sequence[Issued], verify: Verify
) -> Iterator[Sentence]:
    """Each revision is as it was signed and changes only what it says; none is missing."""
    last = chain[-1][1]
    if last.lineage != tuple(found.sha256 for found in revisions) or (last.revision != len(chain)):
        yield Sentence(
            "The revisions of the package of panel {panel} are not whole.", panel=last.panel
        )
    for number, found in enumerate(revisions, start=1):
        before, after = found.package, chain[number][1]
        if not _is_signed(found, verify):
            yield Sentence(
                "Revision {number} of the package of panel {panel} is not as it was issued.",
                number=number,
                panel=found.panel,
            )
        why = revision_flaw(before, found.sha256, after, is_next=True)
        if (found.changes, found.reason) != (after.revises, after.revised_because):
            why = why or Sentence("the reason on record is another one.")
        if why:
            yield Sentence(
                "Revision {number} of the package of panel {panel} cannot take the place of the "
                "one before: {why}",
                number=number + 1,
                panel=found.panel,
                why=why,
            )
        if found.changes == "roster":
            yield from _kept_cells_flaws(found, before, after)


def _is_signed(found: Revision, verify: Verify) -> bool:
    package = found.package
    manifest = canonical_bytes(found.manifest)
    cards = (entry.signed for entry in package.roster)
    return (
        canonical_sha256(found.manifest) == found.sha256
        and verify(package.signer, manifest, PACKAGE_NAMESPACE, found.signature)
        and roster_sha256(package.roster) == package.roster_sha256
        and all(
            verify(signed.card.sign, signed.card.canonical(), CARD_NAMESPACE, signed.signature)
            for signed in cards
        )
    )


def _kept_cells_flaws(found: Revision, before: PackageV1, after: PackageV1) -> Iterator[Sentence]:
    """Who had sealed and stays scores what was sealed, no more and no less."""
    for seal in found.seals:
        cells = after.to_score(seal.member)
        if cells and sorted(cells) != sorted(before.to_score(seal.member)):
            yield Sentence(
                "In panel {panel} a roster revision changed what somebody scores who had sealed.",
                panel=found.panel,
            )


def _ground_flaws(record: RecordV1, chain: Sequence[Issued]) -> Iterator[Sentence]:
    """Nobody leaves a package but by a recusal or replacement; rules change by an erratum only."""
    changes = changes_of(record.register())
    amended = {found.after_sha256 for found in of_kind(record.register(), Erratum)}
    for (_, before), (_, after) in pairwise(chain):
        if after.revises == "rules" and after.rules_sha256 not in amended:
            yield Sentence(
                "The rules of panel {panel} were revised without an erratum.", panel=after.panel
            )
        for member in left(before, after):
            lots = {lot for lot, _, _ in before.assigned_to(member)}
            if not all(member in gone_from(changes, lot) for lot in lots):
                yield Sentence(
                    "{name} was left out of a revision of panel {panel} without a recusal or "
                    "replacement.",
                    name=_name(before, member),
                    panel=after.panel,
                )


def _sheet_flaws(
    record: RecordV1, revisions: Sequence[Revision], chain: Sequence[Issued]
) -> Iterator[Sentence]:
    last = chain[-1][1]
    for entry in record.entries(SheetEntry):
        sheet = entry.sheet.sheet
        if (sheet.panel, sheet.round) != (last.panel, last.round):
            continue
        name = _name(last, sheet.member)
        reopened = reopened_in(record.register(), last, sheet.member)
        taken_back = {found.commitment for found in reopened}
        if not _is_bound(sheet, entry.commitment, revisions, taken_back):
            yield Sentence(
                "The sheet of {name} is another one than was sealed before the revision.", name=name
            )
        if not _are_carried(sheet, chain):
            yield Sentence("The sheet of {name} carries over scores of what was changed.",
                           name=name)  # fmt: skip


def _is_bound(
    sheet: SheetV1, commitment: str, revisions: Sequence[Revision], taken_back: Collection[str]
) -> bool:
    """Whether what counts is what was sealed before, or takes its place by right.

    That is: since the rules changed, or because the chair reopened it.
    """
    for place, found in enumerate(revisions):
        earlier = found.commitment_of(sheet.member)
        if earlier in (None, commitment) or earlier in taken_back:
            continue
        rules_changed = any(later.changes == "rules" for later in revisions[place:])
        if not (rules_changed and sheet.supersedes):
            return False
    return True


def _are_carried(sheet: SheetV1, chain: Sequence[Issued]) -> bool:
    """Whether every score carried over stands unchanged in some earlier revision."""
    if not sheet.carried_over:
        return True
    hashes = [sha256 for sha256, _ in chain]
    if sheet.package not in hashes:
        return False
    number = hashes.index(sheet.package)
    own = chain[number][1]
    return set(sheet.carried_over) <= {score.cell for score in sheet.scores} and all(
        any(cell_change(before, own, sheet.member, cell) is None for _, before in chain[:number])
        for cell in sheet.carried_over
    )


def _name(package: PackageV1, key: str) -> str:
    entry = package.entry_of(key)
    return entry.name if entry else key[:16]
