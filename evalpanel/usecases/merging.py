"""Merging: each file gets its own verdict; no sheet is opened before its round is.

Seals, excuses of members who step back, and the keys of alternates who step in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import EvalPanelError, Refused, Sentence
from evalpanel.domain.excuses import ExcuseV1, excused_in, sealing_members
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.reopenings import reopened_in
from evalpanel.domain.sheet import SealFile, SealV1
from evalpanel.domain.standby import StepInV1, stepped_in
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.empty_seats import seats_left_empty
from evalpanel.usecases.excusing import demand_not_excused, read_excuse, take_excuse
from evalpanel.usecases.file_kinds import EXCUSE, SEAL, STEP_IN, demand_kind, ending_of
from evalpanel.usecases.issued_rounds import issued_package, issued_rounds
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.peeling import onion_in, peel_standby, read_seal
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.release_keys import RELEASE, demand_release_key
from evalpanel.usecases.revision_needs import revision_needs
from evalpanel.usecases.round_files import RoundFile
from evalpanel.usecases.sealed_before import bound_otherwise
from evalpanel.usecases.sights import demand_sight
from evalpanel.usecases.standing_by import read_step_in, take_step_in
from evalpanel.usecases.standing_seals import standing_seal
from evalpanel.usecases.tenders import get_locked_tender, start_step

Told = ExcuseV1 | StepInV1
Verdict = Literal["accepted", "already_here", "refused"]


@dataclass(frozen=True)
class FileVerdict:
    """What became of one file, whose it is, and why it was refused."""

    file: Path
    verdict: Verdict
    member: str
    reason: Sentence | None
    hint: Sentence | None = None
    """What to do next."""


@dataclass(frozen=True)
class MergeResult:
    """A verdict per file, and who has not sealed yet; only who, never what."""

    files: tuple[FileVerdict, ...]
    waiting_for: tuple[str, ...]
    to_revise: tuple[Sentence, ...] = ()
    """What must happen first: a revision of a package, or a replacement of who stepped back."""

    @property
    def ready(self) -> bool:
        """Whether the round can be opened."""
        return not self.waiting_for and not self.to_revise


@dataclass(frozen=True)
class MemberStatus:
    """How far a member has come, as far as anybody may know before the opening."""

    name: str
    roles: tuple[str, ...]
    card_code: str
    card_confirmed: bool
    handed_out: bool
    scores: bool
    seal_code: str
    stepped_back: bool = False
    """Whether an excuse is in: no seal is waited for."""
    reopened: bool = False
    """Whether a seal was taken back, and the new one is waited for."""
    on_standby: bool = False
    """Whether the member scores as an alternate; the round does not wait for that."""
    stepped_in: bool = False
    """Whether the key of an alternate is in, so that the sheet is opened and counts."""


def merge_seals(desk: Desk, reference: str, files: Sequence[Path], panel: str = "") -> MergeResult:
    """Take seals in; one bad file never stops the others, and the order does not matter."""
    with desk.work() as work:
        tender = start_step(desk, work, reference, "merge")
    verdicts = tuple(_merge_one(desk, reference, file, panel) for file in files)
    with desk.work() as work:
        packages = [
            load_package(work, stored) for stored in issued_rounds(work, reference, panel)
        ] or [issued_package(work, reference, panel)[1]]
        missing = (name for package in packages for name in waiting_for(work, package))
        needs = [need.sentence for need in revision_needs(work, tender)]
        for package in packages:
            if work.openings.get(*package.key) is None:
                needs += [short.sentence for short in seats_left_empty(work, tender, package)]
        return MergeResult(verdicts, tuple(dict.fromkeys(missing)), tuple(needs))


def merge_status(desk: Desk, reference: str, panel: str = "") -> tuple[MemberStatus, ...]:
    """A line per member: card, package and seal; who is ready and never what was given."""
    with desk.work() as work:
        _, package = issued_package(work, reference, panel)
        demand_sight(desk, work, get_locked_tender(work, reference), "completeness")
        scoring = {entry.key for entry in package.scoring_members()}
        alternates = {entry.key for entry in package.alternates()}
        register = work.register.of(reference)
        gone = excused_in(register, package)
        opened = stepped_in(register, package)
        taken_back = {found.member for found in reopened_in(register, package)}
        return tuple(
            MemberStatus(
                name=member.entry.name,
                roles=member.entry.roles,
                card_code=member.entry.signed.code,
                card_confirmed=member.confirmed,
                handed_out=member.handed_out,
                scores=member.entry.key in scoring,
                seal_code=seal.code if seal else "",
                stepped_back=member.entry.key in gone,
                reopened=seal is None and member.entry.key in taken_back,
                on_standby=member.entry.key in alternates,
                stepped_in=member.entry.key in opened,
            )
            for member in work.members.of(reference)
            for seal in [_merged_seal(work, package, member.entry.key)]
        )


def waiting_for(work: UnitOfWork, package: PackageV1) -> tuple[str, ...]:
    """The names of the scoring members with neither a seal nor an excuse in; of no alternate."""
    return tuple(
        entry.name
        for entry in sealing_members(work.register.of(package.reference, "excuse"), package)
        if _merged_seal(work, package, entry.key) is None
    )


def _merged_seal(work: UnitOfWork, package: PackageV1, member: str) -> SealFile | None:
    stored = work.packages.get(*package.key)
    return standing_seal(work, stored, member) if stored else None


def _merge_one(desk: Desk, reference: str, file: Path, panel: str) -> FileVerdict:
    member = ""
    if ending_of(file) in (EXCUSE, STEP_IN):
        return _merge_told(desk, reference, file, panel)
    try:
        demand_kind(file, SEAL)
        data = desk.files.read(file)
        seal, container = read_seal(desk, data)
        with desk.work() as work:
            stored, package = _package_of(work, reference, panel or seal.panel, seal.round)
            entry = _demand_member(package, seal)
            member = entry.name
            _demand_this_package(package, stored, seal)
            demand_not_excused(work, package, entry)
            onion_in(container)
            if package.assigned_to(entry.key):
                demand_release_key(desk, container, package, entry)
            else:
                _demand_closed(work, stored, container, entry)
            known = _merged_seal(work, package, seal.signer)
            if known is not None and known.commitment == seal.commitment:
                return FileVerdict(file, "already_here", member, None)
            flaw = bound_otherwise(work, stored, package, seal, member)
            if flaw is not None:
                return _conflict(desk, work, file, seal, entry, flaw)
            former = work.seals.get(*package.key, seal.signer)
            _keep(desk, work, file, data, seal)
            write_log(
                desk, work, "seal.merge", reference, entry.name, commitment=seal.commitment,
                old=former.commitment if former else "", new=seal.commitment,
            )  # fmt: skip
            work.commit()
    except EvalPanelError as error:
        return FileVerdict(file, "refused", member, error.sentence, error.hint)
    return FileVerdict(file, "accepted", member, None)


def _package_of(
    work: UnitOfWork, reference: str, panel: str, number: int
) -> tuple[StoredPackage, PackageV1]:
    """The package of the round that a file names, or the last one if there is none."""
    numbers = {stored.round for stored in issued_rounds(work, reference, panel)}
    return issued_package(work, reference, panel, number if number in numbers else 0)


def _merge_told(desk: Desk, reference: str, file: Path, panel: str) -> FileVerdict:
    """Take in what a member or an alternate signed that is no seal."""
    member = ""
    try:
        data = desk.files.read(file)
        told, container = _read_told(desk, file, data)
        with desk.work() as work:
            stored, package = _package_of(work, reference, panel or told.panel, told.round)
            entry = package.entry_of(told.signer)
            member = entry.name if entry else ""
            _demand_about(reference, told)
            if isinstance(told, ExcuseV1):
                is_new = take_excuse(desk, work, stored, package, container, data)
            else:
                is_new = take_step_in(desk, work, stored, package, container, data)
                _open_standby(desk, work, stored, package)
            work.commit()
    except EvalPanelError as error:
        return FileVerdict(file, "refused", member, error.sentence, error.hint)
    return FileVerdict(file, "accepted" if is_new else "already_here", member, None)


def _read_told(desk: Desk, file: Path, data: bytes) -> RoundFile[ExcuseV1] | RoundFile[StepInV1]:
    return read_excuse(desk, data) if ending_of(file) == EXCUSE else read_step_in(desk, data)


def _open_standby(desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1) -> None:
    """Once the round is open, the sheet of an alternate who steps in is opened at once."""
    if work.openings.get(*package.key) is None:
        return
    for sheet in peel_standby(desk, work, stored, package):
        work.sheets.put(sheet)


def _demand_about(reference: str, told: Told) -> None:
    if told.reference != reference:
        raise Refused(
            "This file is about {other}, not about {reference}.",
            other=told.reference,
            reference=reference,
        )


def _conflict(
    desk: Desk, work: UnitOfWork, file: Path, seal: SealV1, entry: RosterEntry, why: Sentence
) -> FileVerdict:
    second = short_code(seal.commitment)
    write_log(desk, work, "seal.conflict", seal.reference, entry.name, second=second, why=str(why))
    work.commit()
    return FileVerdict(file, "refused", entry.name, why)


def _keep(desk: Desk, work: UnitOfWork, file: Path, data: bytes, seal: SealV1) -> None:
    work.seals.put(
        SealFile(
            reference=seal.reference,
            panel=seal.panel,
            round=seal.round,
            member=seal.signer,
            commitment=seal.commitment,
            file=file.name,
            document=work.documents.put(data),
            at=desk.now(),
            package=seal.package,
        )
    )


def _demand_member(package: PackageV1, seal: SealV1) -> RosterEntry:
    takes_part = (*package.scoring_members(), *package.alternates())
    entry = next((e for e in takes_part if e.key == seal.signer), None)
    if entry is None:
        raise Refused(
            "This seal is from somebody who does not score in panel {panel} of {reference}.",
            panel=package.panel,
            reference=package.reference,
        )
    return entry


def _demand_this_package(package: PackageV1, stored: StoredPackage, seal: SealV1) -> None:
    found = (seal.reference, seal.panel_id, seal.panel, seal.round, seal.package,
             seal.roster_sha256)  # fmt: skip
    expected = (package.reference, package.panel_id, package.panel, package.round, stored.sha256,
                package.roster_sha256)  # fmt: skip
    if seal.package in package.lineage:
        raise Refused(
            "This seal is for revision {old} of the package; revision {new} was issued since.",
            hint="The member opens the new package and seals again.",
            old=package.lineage.index(seal.package) + 1,
            new=package.revision,
        )
    if found != expected:
        raise Refused(
            "This seal belongs to another package than the one issued for {reference}.",
            reference=package.reference,
        )


def _demand_closed(
    work: UnitOfWork, stored: StoredPackage, container: Container, entry: RosterEntry
) -> None:
    """The seal of an alternate keeps its own key, and comes before the round is opened (R-15)."""
    if container.part(RELEASE) is not None:
        raise Refused(
            "This seal of {name}, an alternate, gives its own key away.",
            hint="Ask {name} to seal anew with evalpanel itself.",
            name=entry.name,
        )
    if work.openings.get(*stored.key) and not standing_seal(work, stored, entry.key):
        raise Refused(
            "The round is open; the sheet of {name}, an alternate, came too late.", name=entry.name
        )
