"""Opening a round, one act once every seal is in, and closing its meeting."""

from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.sheet import sheets_sha256
from evalpanel.domain.tender import Opening, Tender
from evalpanel.usecases.empty_seats import seats_left_empty
from evalpanel.usecases.issued_rounds import issued_package
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.peeling import (
    peel_round,
    peel_standby,
    peel_superseded,
    standby_commitments,
)
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import start_step


def open_round(desk: Desk, reference: str, panel: str = "") -> Opening:
    """Open all sheets of a round together (R-41).

    Also those that were sealed again since, for the record, and of alternates who stepped in.

    Raises:
        Refused: somebody has not sealed, or nobody took the seat of a member who stepped back.
        Unreadable: a sheet is not what its seal committed to; nothing is stored.
    """
    with desk.work() as work:
        stored, package = issued_package(work, reference, panel)
        known = work.openings.get(*package.key)
        if known:
            return known
        tender = start_step(desk, work, reference, "open_round", package.panel)
        _demand_rules_as_they_are(tender, package)
        _demand_seats_held(work, tender, package)
        sheets = peel_round(desk, work, stored, package)
        superseded = peel_superseded(desk, work, stored, package)
        opening = Opening(
            reference=reference,
            panel=package.panel,
            round=package.round,
            by=desk.me.name,
            at=desk.now(),
            sheets_sha256=sheets_sha256(sheets),
            standby=standby_commitments(work, stored, package),
        )
        for sheet in (*sheets, *peel_standby(desk, work, stored, package)):
            work.sheets.put(sheet)
        for former in superseded:
            work.register.add(former)
        work.openings.put(opening)
        write_log(
            desk, work, "round.open", reference, package.panel, at=opening.at,
            sheets=opening.sheets_sha256,
        )  # fmt: skip
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


def _demand_seats_held(work: UnitOfWork, tender: Tender, package: PackageV1) -> None:
    """Nobody sees a score while a promised member is missing (R-12, R-41)."""
    for short in seats_left_empty(work, tender, package):
        raise Refused(
            short.sentence,
            hint="Let somebody take the empty seat, such as an alternate who sealed: evalpanel "
            "panel replace {reference} OLD NEW --reason R",
            reference=package.reference,
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
