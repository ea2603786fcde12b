"""The meeting as a panel sees it: the agenda, what everybody gave, and what was decided."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from evalpanel.domain.consensus import (
    Decision,
    Spread,
    agenda,
    is_agreed,
    latest_decisions,
    speaking_order,
    spread_of,
)
from evalpanel.domain.counting import Counting, is_counted
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.quorum import counts_after, short_cells, untainted
from evalpanel.domain.rules import Panel, RuleSet
from evalpanel.domain.seats import ShortLot
from evalpanel.domain.sheet import Score
from evalpanel.domain.standby import with_step_ins
from evalpanel.domain.tender import Opening
from evalpanel.usecases.issued_rounds import issued_package, issued_rounds
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.rounds import get_opening


@dataclass(frozen=True)
class AgendaItem:
    """A cell in the meeting: what each member gave, and the decision so far."""

    spread: Spread
    scores: Mapping[str, Score]
    """The sealed score with its reasons per member key."""
    speaking: tuple[str, ...]
    """Member keys in the suggested order of speaking (R-42)."""
    decision: Decision | None
    counts: bool
    """Whether the decision counts: all present agree, or the announced fallback says so."""
    required: tuple[str, ...]
    """The names of those who decide on it: everybody who scored and has not left (R-12)."""

    @property
    def cell(self) -> Cell:
        """Lot, candidate code and item."""
        return self.spread.cell


@dataclass(frozen=True)
class Meeting:
    """A consensus meeting on an opened round; candidates are codes only."""

    package: PackageV1
    rules: RuleSet
    panel: Panel
    opening: Opening
    members: Mapping[str, str]
    """Name per key of everybody whose scores count in some cell."""
    agenda: tuple[AgendaItem, ...]
    short: tuple[ShortLot, ...] = ()
    """The lots in which nothing can be decided, because too few scores count (R-12)."""

    @property
    def decided(self) -> int:
        """How many cells have a decision that counts."""
        return sum(item.counts for item in self.agenda)

    @property
    def is_complete(self) -> bool:
        """Whether every cell is decided, and no lot waits for a replacement."""
        return self.decided == len(self.agenda) and not self.short

    @property
    def is_closed(self) -> bool:
        """Whether the meeting was closed; totals and ranks show only then."""
        return bool(self.opening.closed_at)

    def item_at(self, cell: Cell) -> AgendaItem | None:
        """The agenda item of a cell, if the round has it."""
        return next((item for item in self.agenda if item.cell == cell), None)


def open_meeting(desk: Desk, reference: str, panel: str = "", number: int = 0) -> Meeting:
    """The meeting as it stands; raises Refused while the round is sealed.

    That of the first round with something left to decide, or of the last; with `number` that of
    the round.
    """
    with desk.work() as work:
        return meeting_of(work, reference, panel, number)


def meeting_of(work: UnitOfWork, reference: str, panel: str = "", number: int = 0) -> Meeting:
    """The meeting in an open unit of work.

    It has the cells that are decided in its round: those that a later round covers are decided
    there, on what its members gave in it; nothing of what others gave before shows there (R-35).
    """
    register = work.register.of(reference)
    packages = with_step_ins(_packages(work, reference, panel), register)
    changes = changes_of(register)
    counts = counts_after(packages, changes)
    package = _in_turn(work, packages, counts, number)
    opening, rules = get_opening(work, package), package.rule_set
    announced = next(found for found in rules.panels if found.id == package.panel)
    here = {cell: found for cell, found in counts.items() if found.round == package.round}
    scores = _given(work, packages, here)
    taken = work.decisions.of(*package.key)
    decisions = latest_decisions(untainted(taken, packages, changes))
    counted = {key for found in here.values() for key in found.rounds}
    names = {entry.key: entry.name for entry in package.counting_members() if entry.key in counted}
    return Meeting(
        package=package,
        rules=rules,
        panel=announced,
        opening=opening,
        members=names,
        agenda=tuple(
            AgendaItem(
                spread=spread,
                scores=scores[spread.cell],
                speaking=_speaking(opening, package, spread),
                decision=(decision := decisions.get(spread.cell)),
                counts=decision is not None
                and is_agreed(decision, here[spread.cell].names, announced.fallback),
                required=here[spread.cell].names,
            )
            for spread in _spreads(rules, announced, scores)
        ),
        short=short_cells([announced], here, changes),
    )


def _speaking(opening: Opening, package: PackageV1, spread: Spread) -> tuple[str, ...]:
    """In which order the members speak; what decides between equals is fixed by the sheets."""
    chair = next(entry.key for entry in package.roster if "chair" in entry.roles)
    draw = partial(_draw, opening.sheets_sha256, spread.cell)
    return speaking_order(spread, chair, draw)


def _spreads(
    rules: RuleSet, panel: Panel, scores: Mapping[Cell, Mapping[str, Score]]
) -> tuple[Spread, ...]:
    """How far the members lie apart in every cell, in the order of the agenda."""
    return agenda(
        spread_of(
            cell,
            {member: score.score for member, score in given.items()},
            rules.scale_of(rules.item(cell[2])),
            rules.points_of(rules.item(cell[2])),
            panel.discuss_from_steps,
        )
        for cell, given in sorted(scores.items())
    )


def _packages(work: UnitOfWork, reference: str, panel: str) -> tuple[PackageV1, ...]:
    """All rounds of the panel, from the first to the last."""
    last, _ = issued_package(work, reference, panel)
    return tuple(load_package(work, s) for s in issued_rounds(work, reference, last.panel))


def _in_turn(
    work: UnitOfWork,
    packages: Sequence[PackageV1],
    counts: Mapping[Cell, Counting],
    number: int,
) -> PackageV1:
    """The round to look at: the one asked for, the first with a meeting to hold, or the last."""
    deciding = {found.round for found in counts.values()}
    for package in packages:
        opening = work.openings.get(*package.key)
        is_held = bool(opening and not opening.closed_at) and package.round in deciding
        if package.round == number or (not number and is_held):
            return package
    return packages[-1]


def _given(
    work: UnitOfWork, packages: Sequence[PackageV1], counts: Mapping[Cell, Counting]
) -> dict[Cell, dict[str, Score]]:
    """The sealed scores that count in every cell, per member key."""
    scores: dict[Cell, dict[str, Score]] = {}
    for package in packages:
        for opened in work.sheets.of(*package.key):
            for score in opened.sheet.scores:
                found = counts.get(score.cell)
                if found and is_counted(found, package.panel, package.round, opened.member):
                    scores.setdefault(score.cell, {})[opened.member] = score
    return scores


def _draw(seed: str, cell: Cell, member: str) -> bytes:
    return hashlib.sha256("\0".join((seed, *cell, member)).encode()).digest()
