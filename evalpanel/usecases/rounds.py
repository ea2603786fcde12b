"""Opening a round, one act once every seal is in, and closing its meeting."""

from collections.abc import Collection

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import EvalPanelError, Refused, Unreadable
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import chain_of, revisions_of, sheets_valid_for
from evalpanel.domain.sheet import (
    SHEET_NAMESPACE,
    OpenedSheet,
    SheetV1,
    sheet_commitment,
    sheet_flaw,
    sheets_sha256,
)
from evalpanel.domain.tender import Opening, StoredPackage, Tender
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.merging import issued_package, read_seal
from evalpanel.usecases.ports import Container, Desk, UnitOfWork
from evalpanel.usecases.sealing import ONION, RELEASE
from evalpanel.usecases.standing_seals import standing_seal
from evalpanel.usecases.tenders import start_step


def open_round(desk: Desk, reference: str, panel: str = "") -> Opening:
    """Open all sheets of a round together (R-41).

    Raises:
        Refused: somebody has not sealed; nothing can be opened then, by anybody.
        Unreadable: a sheet is not what its seal committed to; nothing is stored.
    """
    with desk.work() as work:
        stored, package = issued_package(work, reference, panel)
        known = work.openings.get(*package.key)
        if known:
            return known
        tender = start_step(desk, work, reference, "open_round", package.panel)
        _demand_rules_as_they_are(tender, package)
        sheets = _peel(desk, work, stored, package)
        opening = Opening(
            reference=reference,
            panel=package.panel,
            round=package.round,
            by=desk.me.name,
            at=desk.now(),
            sheets_sha256=sheets_sha256(sheets),
        )
        for sheet in sheets:
            work.sheets.put(sheet)
        work.openings.put(opening)
        write_log(desk, work, "round.open", reference, package.panel, sheets=opening.sheets_sha256)
        work.commit()
    return opening


def get_opening(work: UnitOfWork, package: PackageV1) -> Opening:
    """The opening of a package's round; raises Refused while it is sealed."""
    opening = work.openings.get(*package.key)
    if opening is None:
        raise Refused(
            "Round {round} of panel {panel} is not open yet.",
            hint="Open it once everybody has sealed: evalpanel consensus open {reference}",
            round=package.round,
            panel=package.panel,
            reference=package.reference,
        )
    return opening


def _peel(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> tuple[OpenedSheet, ...]:
    members = package.scoring_members()
    seals = {
        entry.key: read_seal(desk, work.documents.get(seal.document))[1]
        for entry in members
        if (seal := standing_seal(work, stored, entry.key))
    }
    revisions = revisions_of(work.register.of(package.reference, "revision"), package)
    made_for = sheets_valid_for(chain_of(revisions, (stored.sha256, package)))
    secrets = [_part(seals[entry.key], RELEASE).decode() for entry in members]
    sheets = []
    for entry in members:
        commitment = str(seals[entry.key].manifest["commitment"])
        try:
            layer = _part(seals[entry.key], ONION)
            for secret in reversed(secrets):
                layer = desk.envelopes.decrypt(layer, secret)
            sheet = _opened(desk, package, entry.key, layer, commitment)
            _demand_whole(package, made_for, sheet)
        except EvalPanelError as error:
            raise Unreadable(
                "The sheet of {name} is not what its seal promised: {why}",
                hint="Nothing was opened. Keep all files and ask {name} for the seal again.",
                name=entry.name,
                why=error.sentence,
            ) from error
        sheets.append(sheet)
    return tuple(sheets)


def _opened(
    desk: Desk, package: PackageV1, member: str, layer: bytes, commitment: str
) -> OpenedSheet:
    content = read_canonical(layer)
    if not isinstance(content, dict) or set(content) != {"sheet", "signature"}:
        raise Unreadable("it has another form.")
    inner, signature = str(content["sheet"]), str(content["signature"])
    if sheet_commitment(inner.encode()) != commitment:
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


def _demand_rules_as_they_are(tender: Tender, package: PackageV1) -> None:
    """After an erratum the sheets are made anew, or carried over, before they are opened (R-3)."""
    if tender.rules_sha256 != package.rules_sha256:
        raise Refused(
            "The rules of {reference} were changed by an erratum after the package was issued.",
            hint="Issue a revision first: evalpanel issue {reference} --revise --reason R --out "
            "DIR",
            reference=tender.reference,
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


def _part(container: Container, role: str) -> bytes:
    content = container.part(role)
    if content is None:
        raise Unreadable("A seal lacks its part {role}.", role=role)
    return content
