"""Seats that members left by stepping back: nothing is opened before somebody holds them."""

from evalpanel.domain.excuses import excused_in
from evalpanel.domain.package import PackageV1
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.seats import ShortLot
from evalpanel.domain.tender import Tender
from evalpanel.usecases.panel_changes import lots_short_of
from evalpanel.usecases.ports import UnitOfWork
from evalpanel.usecases.tenders import rules_of


def seats_left_empty(work: UnitOfWork, tender: Tender, package: PackageV1) -> tuple[ShortLot, ...]:
    """The lots in which the announced panel is not met since somebody stepped back (R-12, R-14)."""
    register = work.register.of(package.reference)
    if not excused_in(register, package):
        return ()
    rules = rules_of(tender)
    panel = next(found for found in rules.panels if found.id == package.panel)
    return lots_short_of(rules, panel, work.members.of(package.reference), changes_of(register))
