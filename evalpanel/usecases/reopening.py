"""Reopening a sealed sheet before the round is opened, with a reason; both versions stay (R-35).

The organiser takes the seal back and signs a file for its member; the member's laptop checks it
against the own seal, and only then lets the sheet change.
"""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.reopenings import REOPEN_NAMESPACE, Reopening, ReopeningV1
from evalpanel.domain.sheet import SealFile, SheetV1
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.file_kinds import REOPENING
from evalpanel.usecases.handing_out import file_stem, write_and_commit
from evalpanel.usecases.issued_rounds import issued_package
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.my_invitation import my_invite
from evalpanel.usecases.names_in_reasons import demand_nameless
from evalpanel.usecases.panel import find_member
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.round_files import about_round, read_round_file, signed_event
from evalpanel.usecases.scoring import keep_draft
from evalpanel.usecases.standing_seals import binding_seal, standing_seal
from evalpanel.usecases.tenders import demand_reason, start_step


@dataclass(frozen=True)
class ReopenedSeal:
    """The reopening as written: for whom, in which file, and which code is taken back."""

    file: Path
    member: str
    code: str


@dataclass(frozen=True)
class ReopenedSheet:
    """A sheet that may change again on the laptop of its member, and why."""

    reference: str
    panel: str
    round: int
    code: str
    by: str
    reason: str
    again: bool = False
    """The file was opened before, so that nothing changed."""
    sealed_code: str = ""
    """The code of the sheet that was sealed since, or empty while it is open."""


def reopen_seal(
    desk: Desk, reference: str, member: str, folder: Path, *, reason: str, panel: str = ""
) -> ReopenedSeal:
    """Take the seal of a member back and write the file that lets the sheet change.

    Raises:
        Refused: the round is open, no seal of this member is in, an alternate, or no reason.
    """
    with desk.work() as work:
        stored, package = issued_package(work, reference, panel)
        tender = start_step(desk, work, reference, "reopen", package.panel)
        found = find_member(work, reference, member)
        why = demand_reason(reason)
        demand_nameless(work, tender, why)
        seal = _demand_seal(work, stored, package, found.entry)
        packed, container = _packed(desk, work, seal, package, why)
        work.register.add(signed_event(Reopening, container, document=seal.document))
        work.seals.put(seal.model_copy(update={"package": ""}))
        write_log(
            desk, work, "seal.reopen", reference, found.entry.name, reason=why,
            commitment=seal.commitment,
        )  # fmt: skip
        name = f"{file_stem(package, found.entry.name)}-{seal.code[:4].lower()}"
        file = folder / f"{name}{REOPENING}"
        data = desk.envelopes.encrypt(packed, [found.entry.signed.card.receive])
        write_and_commit(desk, work, {file: data})
    return ReopenedSeal(file, found.entry.name, seal.code)


def take_reopening(desk: Desk, data: bytes) -> ReopenedSheet:
    """Let the own sheet change again, as the organiser's file says; opening it twice does nothing.

    Raises:
        Unreadable: not for me, damaged, or another kind of file.
        Refused: it does not come from the organiser, or is not about the sheet that I sealed.
    """
    told, container = read_round_file(desk, data, ReopeningV1, REOPEN_NAMESPACE)
    with desk.work() as work:
        stored, package = _my_package(work, told)
        _demand_from_organiser(work, package, told)
        again = _is_known(work, told)
        if not again:
            seal = _demand_my_seal(desk, work, stored, package, told)
            work.register.add(signed_event(Reopening, container, document=seal.document))
            work.seals.put(seal.model_copy(update={"package": ""}))
            _restore_drafts(desk, work, stored, seal)
            write_log(
                desk, work, "sheet.reopen", told.reference, told.panel, reason=told.reason,
                commitment=told.commitment,
            )  # fmt: skip
            work.commit()
        since = binding_seal(desk, work, stored, package)
    return ReopenedSheet(
        told.reference,
        told.panel,
        told.round,
        short_code(told.commitment),
        told.by,
        told.reason,
        again,
        since.code if since else "",
    )


def _demand_seal(
    work: UnitOfWork, stored: StoredPackage, package: PackageV1, entry: RosterEntry
) -> SealFile:
    if not package.assigned_to(entry.key):
        raise Refused(
            "{name} does not score in panel {panel}.",
            hint="Only the sheets of scoring members are reopened.",
            name=entry.name,
            panel=package.panel,
        )
    seal = standing_seal(work, stored, entry.key)
    if seal is None:
        raise Refused(
            "No seal of {name} is in; there is nothing to reopen.",
            hint="Whoever has not handed a seal in hands in the one that counts; see: evalpanel "
            "merge {reference}",
            name=entry.name,
            reference=package.reference,
        )
    return seal


def _packed(
    desk: Desk, work: UnitOfWork, seal: SealFile, package: PackageV1, reason: str
) -> tuple[bytes, Container]:
    manifest = ReopeningV1(
        **about_round(desk, work, package, seal.package),
        member=seal.member,
        commitment=seal.commitment,
        reason=reason,
        by=desk.me.name,
        at=desk.now(),
    )
    packed = desk.containers.pack(manifest.to_json(), (), desk.me, REOPEN_NAMESPACE)
    return packed, desk.containers.unpack(packed, REOPEN_NAMESPACE)


def _my_package(work: UnitOfWork, told: ReopeningV1) -> tuple[StoredPackage, PackageV1]:
    """The package of the round that is open here, of this panel of the very tender."""
    stored = work.packages.get(told.reference, told.panel, str(told.round))
    if stored is not None:
        package = load_package(work, stored)
        if package.panel_id == told.panel_id:
            return stored, package
    raise Refused(
        "No package of {reference} is open on this laptop that this file is about.",
        hint="Open the package first: evalpanel open FILE.evpack",
        reference=told.reference,
    )


def _demand_from_organiser(work: UnitOfWork, package: PackageV1, told: ReopeningV1) -> None:
    invite = my_invite(work, package.reference)
    if told.signer != package.signer or (invite and told.signer != invite.signer):
        raise Refused(
            "This file does not come from {organiser}, who issued the package; your sheet stays "
            "sealed.",
            hint="Ask {organiser} how this can be.",
            organiser=package.organiser,
        )


def _is_known(work: UnitOfWork, told: ReopeningV1) -> bool:
    return any(
        isinstance(found, Reopening) and found.reopening == told
        for found in work.register.of(told.reference, "reopening")
    )


def _demand_my_seal(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1, told: ReopeningV1
) -> SealFile:
    seal = binding_seal(desk, work, stored, package)
    if seal is None or (told.member, told.commitment) != (desk.me.sign_key, seal.commitment):
        raise Refused(
            "This file is not about the sheet that you sealed for {reference}; nothing changes.",
            hint="Ask {organiser} which code it should be about.",
            reference=told.reference,
            organiser=package.organiser,
        )
    return seal


def _restore_drafts(desk: Desk, work: UnitOfWork, stored: StoredPackage, seal: SealFile) -> None:
    """What was sealed is the draft to begin with, also where the package was revised since."""
    sheet = SheetV1.from_bytes(work.documents.get(seal.sheet))
    for score in sheet.scores:
        if work.drafts.get(stored.reference, stored.sha256, *score.cell) is None:
            keep_draft(desk, work, stored, score)
