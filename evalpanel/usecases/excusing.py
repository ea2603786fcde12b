"""Stepping back from a round: a member gives the key that the others need, and no sheet.

On the member's laptop the round is closed from then on; on the organiser's it is a recusal of the
whole panel, and the round waits for this member no more (`trust.md` 2.4, R-12, R-41).
"""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.errors import Refused
from evalpanel.domain.excuses import EXCUSE_NAMESPACE, Excuse, ExcuseV1, excused_in, lots_left
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.revisions import sheets_valid_for
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.file_kinds import EXCUSE
from evalpanel.usecases.handing_out import file_stem, write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.panel_changes import reopen_meetings
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
from evalpanel.usecases.standing_seals import binding_seal, issued_chain
from evalpanel.usecases.tenders import demand_reason, get_locked_tender


@dataclass(frozen=True)
class SteppedBack:
    """The excuse as written: the file to hand back, and of which round."""

    file: Path
    reference: str
    panel: str
    round: int
    again: bool
    """Whether it was written before and only the file was written once more."""


def step_back(
    desk: Desk, reference: str, folder: Path, *, reason: str, panel: str = ""
) -> SteppedBack:
    """Step back from the round that is to be scored, for good, and write the file that says so.

    Stepping back again writes the same file.

    Raises:
        Refused: the sheet is sealed, there is no reason, or the owner is an alternate.
    """
    with desk.work() as work:
        desktop = desktop_of(desk, work, reference, panel)
        package = desktop.package
        known = excused_in(work.register.of(reference, "excuse"), package).get(desk.me.sign_key)
        file = folder / f"{file_stem(package, desk.me.name)}{EXCUSE}"
        if known:
            data = work.documents.get(known.document)
        else:
            _demand_may_leave(desk, work, desktop)
            why = demand_reason(reason)
            data = _excuse_file(desk, work, desktop, why)
            write_log(
                desk, work, "round.step_back", reference, package.panel, reason=why,
                round=package.round,
            )  # fmt: skip
        write_and_commit(desk, work, {file: data})
    return SteppedBack(file, reference, package.panel, package.round, again=known is not None)


def read_excuse(desk: Desk, data: bytes) -> RoundFile[ExcuseV1]:
    """An excuse file as the organiser reads it; raises Unreadable."""
    return read_round_file(desk, data, ExcuseV1, EXCUSE_NAMESPACE)


def take_excuse(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredPackage,
    package: PackageV1,
    container: Container,
    data: bytes,
) -> bool:
    """Take an excuse in, with the file as it came; whether it is new.

    Raises:
        Refused: it is for another package, its key is not the member's, the seal of the member is
            in, or the round is open.
    """
    told = ExcuseV1.from_document(container.manifest)
    register = work.register.of(package.reference)
    known = excused_in(register, package).get(told.signer)
    if known is not None and known.excuse == told:
        return False
    chain = issued_chain(work, stored, package)
    made_for = sheets_valid_for(chain)
    issued = {sha256: found for sha256, found in chain if sha256 in made_for}
    entry = _demand_from_member(issued.get(told.package), told)
    _demand_waiting(work, stored, package, entry, made_for)
    demand_release_key(desk, container, package, entry)
    tender = get_locked_tender(work, package.reference)
    lots = lots_left(package.rule_set, issued[told.package], entry)
    work.register.add(_excuse(desk, container, work.documents.put(data), lots))
    reopen_meetings(desk, work, tender, entry.key)
    write_log(
        desk, work, "excuse.merge", package.reference, entry.name, reason=told.reason,
        round=package.round,
    )  # fmt: skip
    return True


def demand_not_excused(work: UnitOfWork, package: PackageV1, entry: RosterEntry) -> None:
    """Refuse a seal of somebody who stepped back from the round."""
    if entry.key in excused_in(work.register.of(package.reference, "excuse"), package):
        raise Refused(
            "{name} stepped back from this round; a seal of {name} can no longer come in.",
            name=entry.name,
        )


def _demand_may_leave(desk: Desk, work: UnitOfWork, desktop: Desktop) -> None:
    package = desktop.package
    if desktop.on_standby:
        raise Refused(
            "You are an alternate in {reference}: nobody waits for your sheet.",
            hint="Simply do not seal, and tell the process lead.",
            reference=package.reference,
        )
    seal = binding_seal(desk, work, desktop.stored, package)
    if seal:
        raise Refused(
            "Your sheet of {reference} is sealed under code {code}; who sealed cannot step back.",
            hint="Tell the process lead of an interest that came up since.",
            reference=package.reference,
            code=seal.code,
        )


def _excuse_file(desk: Desk, work: UnitOfWork, desktop: Desktop, reason: str) -> bytes:
    """Pack the excuse, and keep it here: the round is closed from now on."""
    package = desktop.package
    manifest = ExcuseV1(
        **about_round(desk, work, package, desktop.package_sha256),
        roster_sha256=package.roster_sha256,
        revision=package.revision,
        reason=reason,
        excused_at=desk.now(),
    )
    parts = (own_release_part(desk, package),)
    packed = desk.containers.pack(manifest.to_json(), parts, desk.me, EXCUSE_NAMESPACE)
    data = for_organiser(desk, work, package, packed)
    container = desk.containers.unpack(packed, EXCUSE_NAMESPACE)
    work.register.add(_excuse(desk, container, work.documents.put(data)))
    return data


def _excuse(desk: Desk, container: Container, document: str, lots: tuple[str, ...] = ()) -> Excuse:
    return signed_event(
        Excuse,
        container,
        member=container.signer,
        document=document,
        lots=lots,
        by=desk.me.name,
        at=desk.now(),
    )


def _demand_from_member(package: PackageV1 | None, told: ExcuseV1) -> RosterEntry:
    """The member on the roster that the excuse names; refused for any other package or person."""
    if package is None or (told.panel_id, told.roster_sha256) != (
        package.panel_id,
        package.roster_sha256,
    ):
        raise Refused(
            "This excuse belongs to another package than the one issued for {reference}.",
            reference=told.reference,
        )
    entry = next((e for e in package.scoring_members() if e.key == told.signer), None)
    if entry is None:
        raise Refused(
            "This excuse is from somebody who does not score in panel {panel} of {reference}.",
            panel=package.panel,
            reference=package.reference,
        )
    return entry


def _demand_waiting(
    work: UnitOfWork,
    stored: StoredPackage,
    package: PackageV1,
    entry: RosterEntry,
    made_for: frozenset[str],
) -> None:
    if work.openings.get(*stored.key):
        raise Refused(
            "Round {round} of panel {panel} is open; nobody can step back from it any more.",
            hint="Recuse {name} instead: evalpanel panel recuse {reference} NAME --reason R",
            round=package.round,
            panel=package.panel,
            name=entry.name,
            reference=package.reference,
        )
    seal = work.seals.get(*stored.key, entry.key)
    if seal is not None and seal.package in made_for:
        raise Refused(
            "{name} has sealed under {code}; who sealed cannot step back.",
            hint="Ask {name} how both files can be.",
            name=entry.name,
            code=seal.code,
        )
    if entry.key in excused_in(work.register.of(package.reference, "excuse"), package):
        raise Refused("{name} has stepped back already, with another file.", name=entry.name)
