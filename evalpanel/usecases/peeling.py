"""Peeling: what lies inside a seal, once every key that it is locked to is here.

Keys come from the seals and excuses of all scoring members; an alternate adds an own key by
stepping in. What comes out is compared with what the seal committed to before anything is kept.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import EvalPanelError, Refused, Unreadable
from evalpanel.domain.excuses import excused_in, sealing_members
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.reopenings import Reopening, SupersededSheet, reopened_in
from evalpanel.domain.revisions import sheets_valid_for
from evalpanel.domain.sheet import (
    SEAL_NAMESPACE,
    SHEET_NAMESPACE,
    OpenedSheet,
    SealV1,
    SheetV1,
    sheet_commitment,
    sheet_flaw,
)
from evalpanel.domain.standby import stepped_in
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.excusing import read_excuse
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.release_keys import release_secret_in
from evalpanel.usecases.round_files import RoundFile, read_round_file
from evalpanel.usecases.sealing import ONION
from evalpanel.usecases.standing_by import read_step_in
from evalpanel.usecases.standing_seals import issued_chain, standing_seal

Keys = Mapping[str, str]
"""The release secret of a round per member key."""


def read_seal(desk: Desk, data: bytes) -> RoundFile[SealV1]:
    """The outer part of a seal: who sealed what, without opening anything."""
    return read_round_file(desk, data, SealV1, SEAL_NAMESPACE)


def round_keys(desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1) -> Keys:
    """The keys of all scoring members of a round, from their seals and excuses.

    Raises:
        Unreadable: a file lacks its key.
    """
    excuses = excused_in(work.register.of(package.reference, "excuse"), package)
    keys = {}
    for entry in package.scoring_members():
        if entry.key in excuses:
            data = work.documents.get(excuses[entry.key].document)
            keys[entry.key] = release_secret_in(read_excuse(desk, data).container)
        elif seal := standing_seal(work, stored, entry.key):
            container = read_seal(desk, work.documents.get(seal.document)).container
            keys[entry.key] = release_secret_in(container)
    return keys


def peel_round(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> tuple[OpenedSheet, ...]:
    """The sheets of everybody who sealed as a scoring member; nothing is kept here.

    Raises:
        Refused: nobody sealed.
        Unreadable: a sheet is not what its seal committed to.
    """
    keys = round_keys(desk, work, stored, package)
    members = sealing_members(work.register.of(package.reference, "excuse"), package)
    if not members:
        raise Refused(
            "Everybody stepped back from round {round} of panel {panel}: there is no sheet.",
            hint="Let others take their seats: evalpanel panel replace {reference} OLD NEW "
            "--reason R",
            round=package.round,
            panel=package.panel,
            reference=package.reference,
        )
    locks = _locks(package, keys)
    return tuple(_peel(desk, work, stored, package, entry, locks) for entry in members)


def peel_standby(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> tuple[OpenedSheet, ...]:
    """The sheets of alternates who stepped in, of whom none is here yet.

    Raises:
        Unreadable: a sheet is not what its seal committed to.
    """
    members = stepped_in(work.register.of(package.reference), package)
    new = [
        entry
        for entry in package.alternates()
        if entry.key in members and not work.sheets.get(*package.key, entry.key)
    ]
    if not new:
        return ()
    locks = _locks(package, round_keys(desk, work, stored, package))
    found = []
    for entry in new:
        data = work.documents.get(members[entry.key].document)
        own = release_secret_in(read_step_in(desk, data).container)
        found.append(_peel(desk, work, stored, package, entry, [*locks, own]))
    return tuple(found)


def standby_commitments(
    work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> tuple[str, ...]:
    """What alternates have sealed by now, in the order of their keys: none can come after."""
    seals = (standing_seal(work, stored, entry.key) for entry in package.alternates())
    return tuple(seal.commitment for seal in seals if seal)


def peel_superseded(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> tuple[SupersededSheet, ...]:
    """The sheets that were sealed again after a reopening (R-35).

    One for an earlier revision of the package may stay closed: it was locked behind others.

    Raises:
        Unreadable: a sheet is not what its seal committed to.
    """
    reopened = reopened_in(work.register.of(package.reference, "reopening"), package)
    if not reopened:
        return ()
    issued = dict(issued_chain(work, stored, package))
    keys = round_keys(desk, work, stored, package)
    sheets = []
    for found in reopened:
        locks = _locks(issued[found.reopening.package], keys)
        try:
            sheets.append(_superseded(desk, work, package, found, locks))
        except EvalPanelError as error:
            if found.reopening.package == stored.sha256:
                entry = package.entry_of(found.member)
                raise _broken(entry.name if entry else found.member, error) from error
    return tuple(sheets)


def onion_in(container: Container) -> bytes:
    """The locked sheet in a seal; raises Unreadable if it is not there."""
    content = container.part(ONION)
    if content is None:
        raise Unreadable("A seal lacks its part {role}.", role=ONION)
    return content


def _locks(package: PackageV1, keys: Keys) -> list[str]:
    """The keys in the order in which the layers were put on; fewer if some are not here."""
    return [keys[entry.key] for entry in package.scoring_members() if entry.key in keys]


def _peel(
    desk: Desk,
    work: UnitOfWork,
    stored: StoredPackage,
    package: PackageV1,
    entry: RosterEntry,
    locks: Sequence[str],
) -> OpenedSheet:
    seal = standing_seal(work, stored, entry.key)
    document = seal.document if seal else ""
    made_for = sheets_valid_for(issued_chain(work, stored, package))
    try:
        sheet = _opened(desk, work, package, entry.key, document, locks)
        _demand_whole(package, made_for, sheet)
    except EvalPanelError as error:
        raise _broken(entry.name, error) from error
    return sheet


def _broken(name: str, error: EvalPanelError) -> Unreadable:
    return Unreadable(
        "The sheet of {name} is not what its seal promised: {why}",
        hint="Nothing was opened. Keep all files and ask {name} for the seal again.",
        name=name,
        why=error.sentence,
    )


def _superseded(
    desk: Desk, work: UnitOfWork, package: PackageV1, found: Reopening, locks: Sequence[str]
) -> SupersededSheet:
    sheet = _opened(desk, work, package, found.member, found.document, locks)
    return SupersededSheet(
        reference=found.reference,
        member=found.member,
        panel=found.panel,
        round=found.round,
        commitment=found.commitment,
        inner=sheet.inner,
        signature=sheet.signature,
        by=desk.me.name,
        at=desk.now(),
    )


def _opened(
    desk: Desk,
    work: UnitOfWork,
    package: PackageV1,
    member: str,
    document: str,
    locks: Iterable[str],
) -> OpenedSheet:
    container = read_seal(desk, work.documents.get(document)).container
    layer = onion_in(container)
    for secret in reversed(tuple(locks)):
        layer = desk.envelopes.decrypt(layer, secret)
    content = read_canonical(layer)
    if not isinstance(content, dict) or set(content) != {"sheet", "signature"}:
        raise Unreadable("it has another form.")
    inner, signature = str(content["sheet"]), str(content["signature"])
    if sheet_commitment(inner.encode()) != container.manifest["commitment"]:
        raise Unreadable("it is another sheet than was committed to.")
    if not desk.signatures.verify(member, inner.encode(), SHEET_NAMESPACE, signature):
        raise Unreadable("it is not signed by this member.")
    return OpenedSheet(
        reference=package.reference,
        panel=package.panel,
        round=package.round,
        member=member,
        inner=inner,
        signature=signature,
    )


def _demand_whole(package: PackageV1, made_for: Collection[str], opened: OpenedSheet) -> None:
    """The sheet is for this round, and for this package or one that differs in the roster only."""
    sheet: SheetV1 = opened.sheet
    place = (sheet.reference, sheet.panel, sheet.round)
    if (
        sheet.package not in made_for
        or sheet.member != opened.member
        or place != (package.reference, package.panel, package.round)
        or sheet.rules_sha256 != package.rules_sha256
    ):
        raise Unreadable("it belongs to another package.")
    flaw = sheet_flaw(package, sheet)
    if flaw:
        raise Unreadable(flaw)
