"""The tenders on this laptop with what home says beside their phase: waits, stops and rounds."""

from dataclasses import dataclass

from evalpanel.domain.acts import Act
from evalpanel.domain.excuses import excused_in
from evalpanel.domain.lifecycle import Step
from evalpanel.domain.package import PackageV1
from evalpanel.domain.suspension import Suspension, suspended_by
from evalpanel.domain.tender import Opening
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.issued_rounds import issued_rounds
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.lifecycle import possible_steps
from evalpanel.usecases.merging import waiting_for
from evalpanel.usecases.overview import WorkItem, list_work
from evalpanel.usecases.ports import Desk, UnitOfWork


@dataclass(frozen=True)
class IssuedRound:
    """A round of a panel: who has sealed, and whether it is open and its meeting closed."""

    package: PackageV1
    waiting: tuple[str, ...]
    """Names of those whose seal is not in."""
    opening: Opening | None
    excused: int = 0
    """How many scoring members stepped back."""

    @property
    def panel(self) -> str:
        """The panel, by its id."""
        return self.package.panel

    @property
    def sealed(self) -> int:
        """How many seals are in."""
        return self.sealers - len(self.waiting)

    @property
    def sealers(self) -> int:
        """How many must seal: the scoring members but those who stepped back."""
        return len(self.package.scoring_members()) - self.excused

    @property
    def has_meeting(self) -> bool:
        """Whether the panel agrees on scores in a meeting."""
        panels = {panel.id: panel for panel in self.package.rule_set.panels}
        return panels[self.panel].method == "consensus"

    @property
    def in_meeting(self) -> bool:
        """Whether it is open and its meeting is still to be held or closed."""
        return self.has_meeting and bool(self.opening and not self.opening.closed_at)


@dataclass(frozen=True)
class HomeRow:
    """A tender with everything that home shows of it."""

    item: WorkItem
    acts: tuple[Act, ...] = ()
    """Those that wait for a second person."""
    suspension: Suspension | None = None
    possible: frozenset[Step] = frozenset()
    rounds: tuple[IssuedRound, ...] = ()


def list_rows(desk: Desk) -> tuple[HomeRow, ...]:
    """Every tender on this laptop, as `list_work` orders them."""
    return tuple(_row(desk, item) for item in list_work(desk))


def list_rounds(desk: Desk, reference: str) -> tuple[IssuedRound, ...]:
    """Every round that was issued, by panel and number."""
    with desk.work() as work:
        return rounds_of(work, reference)


def last_rounds(desk: Desk, reference: str) -> tuple[IssuedRound, ...]:
    """The last round of every panel, which says how far the panel is."""
    return tuple({found.panel: found for found in list_rounds(desk, reference)}.values())


def rounds_of(work: UnitOfWork, reference: str) -> tuple[IssuedRound, ...]:
    """The same in an open unit of work."""
    packages = [load_package(work, stored) for stored in issued_rounds(work, reference)]
    return tuple(
        IssuedRound(
            package,
            waiting_for(work, package),
            work.openings.get(reference, package.panel, str(package.round)),
            len(excused_in(work.register.of(reference, "excuse"), package)),
        )
        for package in sorted(packages, key=lambda found: (found.panel, found.round))
    )


def _row(desk: Desk, item: WorkItem) -> HomeRow:
    with desk.work() as work:
        tender = work.tenders.get(item.reference)
        if tender is None or item.role != "organiser":
            return HomeRow(item)
        return HomeRow(
            item,
            open_acts(work, item.reference),
            suspended_by(work.register.of(item.reference)),
            possible_steps(desk, work, tender),
            rounds_of(work, item.reference),
        )
