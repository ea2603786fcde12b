"""Sealing: the sheet is signed, committed to and locked behind every scoring member's key."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.sheet import (
    INDEPENDENCE,
    SEAL_NAMESPACE,
    SHEET_NAMESPACE,
    SealFile,
    SealV1,
    SheetV1,
    sheet_commitment,
    sheet_flaw,
)
from evalpanel.usecases.carrying_over import carried_cells
from evalpanel.usecases.file_kinds import SEAL
from evalpanel.usecases.handing_out import file_stem, write_and_commit
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.names_in_reasons import demand_no_names
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.release_keys import own_release_part
from evalpanel.usecases.round_files import about_round, for_organiser
from evalpanel.usecases.scoring import Desktop, demand_no_excuse, desktop_of
from evalpanel.usecases.standing_seals import binding_seal

ONION = "onion"


@dataclass(frozen=True)
class SealedSheet:
    """The seal as written: the file to hand back and the code to keep."""

    file: Path
    code: str
    again: bool
    """Whether the sheet was sealed before and only its file was written once more."""


def independence_statement(desktop: Desktop) -> str:
    """What a member states when sealing, in the language of the tender (R-40)."""
    return INDEPENDENCE[desktop.rules.language]


def seal_sheet(
    desk: Desk, reference: str, folder: Path, panel: str = "", names_stay: str = ""
) -> SealedSheet:
    """Seal the own sheet, once and for all, and write the file for the process lead.

    Sealing again writes the same file; the sheet cannot change. After a revision of the panel it
    writes the same sheet for the new one; after an erratum a new sheet takes the old one's place.
    `names_stay` says why a text names a candidate on purpose.

    Raises:
        Refused: the sheet has gaps or names a candidate, or the roster does not hold my own card.
    """
    with desk.work() as work:
        desktop = desktop_of(desk, work, reference, panel)
        known = binding_seal(desk, work, desktop.stored, desktop.package)
        if known and not desktop.seal_again:
            file = folder / known.file
            desk.files.write(file, work.documents.get(known.document))
            return SealedSheet(file, known.code, again=True)
        demand_no_excuse(desk, work, desktop.package)
        _demand_own_card(desk, desktop.package)
        sheet = (
            _sealed_before(work, desktop, known)
            if known
            else _new_sheet(desk, work, desktop, names_stay)
        )
        inner = sheet.canonical()
        sealed = lock_sheet(desk, work, desktop, inner, sheet.supersedes)
        former = work.seals.get(*desktop.package.key, desk.me.sign_key)
        seal = _kept(desk, work, desktop, inner, sealed)
        write_log(
            desk, work, "sheet.seal", reference, seal.panel, commitment=seal.commitment,
            revision=desktop.package.revision,
            old=former.commitment if former else "", new=seal.commitment,
        )  # fmt: skip
        write_and_commit(desk, work, {folder / seal.file: sealed})
    return SealedSheet(folder / seal.file, seal.code, again=False)


def _kept(desk: Desk, work: UnitOfWork, desktop: Desktop, inner: bytes, sealed: bytes) -> SealFile:
    package = desktop.package
    seal = SealFile(
        reference=package.reference,
        panel=package.panel,
        round=package.round,
        member=desk.me.sign_key,
        commitment=sheet_commitment(inner),
        file=f"{file_stem(package, desk.me.name)}{SEAL}",
        document=work.documents.put(sealed),
        at=desk.now(),
        package=desktop.package_sha256,
        sheet=work.documents.put(inner),
        anchor=log_head(work),
    )
    work.seals.put(seal)
    return seal


def _sealed_before(work: UnitOfWork, desktop: Desktop, known: SealFile) -> SheetV1:
    """The sheet as it was sealed for the panel before, if it fits the new one."""
    sheet = SheetV1.from_bytes(work.documents.get(known.sheet))
    flaw = sheet_flaw(desktop.package, sheet)
    if flaw:
        raise Refused(
            "Your sheet under code {code} cannot be sealed for the revised panel: {why}",
            hint="It cannot change either. Ask {organiser} how this can be.",
            code=known.code,
            why=flaw,
            organiser=desktop.package.organiser,
        )
    return sheet


def _new_sheet(desk: Desk, work: UnitOfWork, desktop: Desktop, names_stay: str) -> SheetV1:
    """The sheet as it is now, in the place of one that binds no more, if there is one."""
    _demand_complete(desktop)
    stays = demand_no_names(work, desktop, names_stay)
    former = work.seals.get(*desktop.package.key, desk.me.sign_key)
    return _sheet(desk, desktop, stays).model_copy(
        update={
            "supersedes": former.commitment if former else None,
            "carried_over": carried_cells(desk, work, desktop),
        }
    )


def _sheet(desk: Desk, desktop: Desktop, names_stay: str) -> SheetV1:
    package = desktop.package
    return SheetV1(
        reference=package.reference,
        panel_id=package.panel_id,
        panel=package.panel,
        round=package.round,
        package=desktop.package_sha256,
        rules_sha256=package.rules_sha256,
        member=desk.me.sign_key,
        scores=tuple(desktop.scores[cell] for cell in sorted(desktop.cells)),
        order=desktop.order,
        independence=independence_statement(desktop),
        sealed_at=desk.now(),
        salt=desk.chance.token(16).hex(),
        names_stay=names_stay,
    )


def lock_sheet(
    desk: Desk, work: UnitOfWork, desktop: Desktop, inner: bytes, supersedes: str | None
) -> bytes:
    """The file of a seal around a sheet: committed to, signed and locked (`trust.md` 2.3)."""
    package = desktop.package
    manifest = SealV1(
        **about_round(desk, work, package, desktop.package_sha256),
        roster_sha256=package.roster_sha256,
        revision=package.revision,
        commitment=sheet_commitment(inner),
        supersedes=supersedes,
    )
    parts = [(ONION, _onion(desk, desktop, inner))]
    if not desktop.on_standby:
        parts.append(own_release_part(desk, package))
    packed = desk.containers.pack(manifest.to_json(), parts, desk.me, SEAL_NAMESPACE)
    return for_organiser(desk, work, package, packed)


def _onion(desk: Desk, desktop: Desktop, inner: bytes) -> bytes:
    """The signed sheet in one age layer per scoring member, in the order of their keys.

    That of an alternate has one more around it, to the key that the alternate keeps.
    """
    layer = canonical_bytes(
        {"sheet": inner.decode(), "signature": desk.me.sign(inner, SHEET_NAMESPACE)}
    )
    package = desktop.package
    members = package.scoring_members()
    locks = [package.release_key(entry) for entry in members]
    if desktop.on_standby:
        locks.append(_own_release_key(desk, package))
    for lock in locks:
        layer = desk.envelopes.encrypt(layer, [lock])
    return layer


def _demand_complete(desktop: Desktop) -> None:
    gaps = desktop.gaps
    if gaps:
        lot, candidate, item = gaps[0].cell
        raise Refused(
            "The sheet is not complete: {count} of {total} are open.",
            hint="First: item {item} of {candidate} in lot {lot}. See: evalpanel score status "
            "{reference}",
            count=len(gaps),
            total=len(desktop.cells),
            lot=lot,
            candidate=candidate,
            item=item,
            reference=desktop.package.reference,
        )


def _demand_own_card(desk: Desk, package: PackageV1) -> None:
    entry = package.entry_of(desk.me.sign_key)
    if entry is None or package.release_key(entry) != _own_release_key(desk, package):
        raise Refused(
            "Your own card was replaced in the roster; nothing was sealed.",
            hint="Ask {organiser} how this can be, and keep this package.",
            organiser=package.organiser,
        )


def _own_release_key(desk: Desk, package: PackageV1) -> str:
    return desk.me.release_key(package.release_scope, package.panel, package.release_number)
