"""Alternates who step in: they hand over the key of the sheet that they sealed with the others.

Until then nobody can read it, the organiser included; what is opened was fixed before the round
was opened (R-15, R-41).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_changes import Change, changes_of
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.sheet import SealFile
from evalpanel.domain.standby import (
    STEP_IN_NAMESPACE,
    StepInV1,
    SteppedIn,
    stepped_in,
    takes_a_seat,
)
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.file_kinds import STEP_IN
from evalpanel.usecases.handing_out import file_stem, write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.release_keys import demand_release_key, own_release_part
from evalpanel.usecases.round_files import (
    RoundFile,
    about_round,
    for_organiser,
    read_round_file,
    signed_event,
)
from evalpanel.usecases.scoring import Desktop, desktop_of
from evalpanel.usecases.standing_seals import standing_seal

_STEPPED_IN = "alternate.step_in"


@dataclass(frozen=True)
class StepInFile:
    """The file that lets the own sheet be opened, and the seal code that it is about."""

    file: Path
    code: str


def step_in(
    desk: Desk, reference: str, folder: Path, panel: str = "", number: int = 0
) -> StepInFile:
    """Write the file that lets the own sealed sheet be opened; it can be written again.

    Raises:
        Refused: the owner is no alternate in this round, or has not sealed.
    """
    with desk.work() as work:
        desktop = desktop_of(desk, work, reference, panel, number)
        seal = _demand_sealed_alternate(desk, work, desktop)
        package = desktop.package
        packed = _packed(desk, work, desktop, seal)
        write_log(desk, work, _STEPPED_IN, reference, package.panel, commitment=seal.commitment)
        file = folder / f"{file_stem(package, desk.me.name)}{STEP_IN}"
        write_and_commit(desk, work, {file: for_organiser(desk, work, package, packed)})
    return StepInFile(file, seal.code)


def has_stepped_in(desk: Desk, desktop: Desktop) -> bool:
    """Whether the owner, an alternate, wrote such a file for the sheet that is sealed now."""
    if not (desktop.on_standby and desktop.sealed_code):
        return False
    with desk.work() as work:
        seal = work.seals.get(*desktop.package.key, desk.me.sign_key)
        told = (entry.event for entry in work.log.entries())
        return seal is not None and any(
            event.what == _STEPPED_IN
            and event.reference == desktop.package.reference
            and event.details["commitment"] == seal.commitment
            for event in told
        )


def read_step_in(desk: Desk, data: bytes) -> RoundFile[StepInV1]:
    """A step-in file as the organiser reads it; raises Unreadable."""
    return read_round_file(desk, data, StepInV1, STEP_IN_NAMESPACE)


def take_step_in(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredPackage,
    package: PackageV1,
    container: Container,
    data: bytes,
) -> bool:
    """Take the key of an alternate in; whether it is new. The sheet itself is not opened here.

    Raises:
        Refused: no replacement names the alternate, the seal it is about is not in, or was not in
            when the round was opened.
    """
    told = StepInV1.from_document(container.manifest)
    register = work.register.of(package.reference)
    if told.signer in stepped_in(register, package):
        return False
    entry = _demand_alternate(stored, package, told)
    _demand_sheet_in(work, stored, package, entry, told)
    _demand_seat(changes_of(register), package, entry)
    demand_release_key(desk, container, package, entry)
    work.register.add(
        signed_event(
            SteppedIn,
            container,
            member=container.signer,
            document=work.documents.put(data),
            by=desk.me.name,
            at=desk.now(),
        )
    )
    write_log(
        desk, work, "alternate.merge", package.reference, entry.name, commitment=told.commitment
    )
    return True


def _demand_seat(changes: Sequence[Change], package: PackageV1, entry: RosterEntry) -> None:
    if not any(
        takes_a_seat(changes, entry.key, lot) for lot, _, _ in package.on_standby(entry.key)
    ):
        raise Refused(
            "{name} takes nobody's place yet; the sheet stays closed.",
            hint="First: evalpanel panel replace {reference} OLD NEW --reason R",
            name=entry.name,
            reference=package.reference,
        )


def _demand_sealed_alternate(desk: Desk, work: UnitOfWork, desktop: Desktop) -> SealFile:
    package = desktop.package
    if not desktop.on_standby:
        raise _no_alternate(desk, package)
    seal = standing_seal(work, desktop.stored, desk.me.sign_key)
    if seal is None:
        raise Refused(
            "You have sealed nothing for {reference} that could be opened.",
            hint="Who did not seal before the round was opened can score in a round of its own.",
            reference=package.reference,
        )
    return seal


def _no_alternate(desk: Desk, package: PackageV1) -> Refused:
    """Who scores has nothing to do, and who does not score has nothing to open."""
    if package.assigned_to(desk.me.sign_key):
        return Refused(
            "You are no alternate in {reference}: your sheet is opened with the others.",
            hint="Hand in your seal as usual: evalpanel seal {reference} --out DIR",
            reference=package.reference,
        )
    return Refused(
        "You are no alternate in {reference}, and you do not score.",
        hint="Only who is on the roster as an alternate can step in. See who is: evalpanel panel "
        "list {reference}, with the process lead.",
        reference=package.reference,
    )


def _packed(desk: Desk, work: UnitOfWork, desktop: Desktop, seal: SealFile) -> bytes:
    package = desktop.package
    manifest = StepInV1(
        **about_round(desk, work, package, desktop.package_sha256),
        commitment=seal.commitment,
        at=desk.now(),
    )
    parts = (own_release_part(desk, package),)
    return desk.containers.pack(manifest.to_json(), parts, desk.me, STEP_IN_NAMESPACE)


def _demand_alternate(stored: StoredPackage, package: PackageV1, told: StepInV1) -> RosterEntry:
    entry = next((e for e in package.alternates() if e.key == told.signer), None)
    if entry is None:
        raise Refused(
            "This file is from somebody who is no alternate in panel {panel} of {reference}.",
            panel=package.panel,
            reference=package.reference,
        )
    if (told.panel_id, told.package) != (package.panel_id, stored.sha256):
        raise Refused(
            "This file belongs to another package than the one issued for {reference}.",
            reference=package.reference,
        )
    return entry


def _demand_sheet_in(
    work: UnitOfWork,
    stored: StoredPackage,
    package: PackageV1,
    entry: RosterEntry,
    told: StepInV1,
) -> None:
    """The sheet was handed in, and before the opening: nobody seals on what is known since."""
    seal = standing_seal(work, stored, entry.key)
    opening = work.openings.get(*package.key)
    is_listed = opening is None or told.commitment in opening.standby
    if seal is None or seal.commitment != told.commitment or not is_listed:
        raise Refused(
            "The sheet that {name} wants opened was not handed in before the round was opened.",
            hint="Issue a round for the replacement: evalpanel issue {reference} --kind "
            "replacement --reason R",
            name=entry.name,
            reference=package.reference,
        )
