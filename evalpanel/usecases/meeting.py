"""The meeting as a panel sees it: the agenda, what everybody gave, and what was decided."""

import hashlib
from collections.abc import Mapping
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
from evalpanel.domain.package import PackageV1
from evalpanel.domain.rules import Panel, RuleSet
from evalpanel.domain.sheet import Cell, Score
from evalpanel.domain.tender import Opening
from evalpanel.usecases.merging import issued_package
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
    """Name per key of every scoring member."""
    agenda: tuple[AgendaItem, ...]

    @property
    def decided(self) -> int:
        """How many cells have a decision that counts."""
        return sum(item.counts for item in self.agenda)

    @property
    def is_complete(self) -> bool:
        """Whether every cell is decided."""
        return self.decided == len(self.agenda)

    @property
    def is_closed(self) -> bool:
        """Whether the meeting was closed; totals and ranks show only then."""
        return bool(self.opening.closed_at)

    def item_at(self, cell: Cell) -> AgendaItem | None:
        """The agenda item of a cell, if the round has it."""
        return next((item for item in self.agenda if item.cell == cell), None)


def open_meeting(desk: Desk, reference: str, panel: str = "") -> Meeting:
    """The meeting as it stands; raises Refused while the round is sealed."""
    with desk.work() as work:
        return meeting_of(work, reference, panel)


def meeting_of(work: UnitOfWork, reference: str, panel: str = "") -> Meeting:
    """The meeting in an open unit of work."""
    _, package = issued_package(work, reference, panel)
    opening = get_opening(work, package)
    rules = package.rule_set
    announced = next(found for found in rules.panels if found.id == package.panel)
    scores = _given(work, package)
    decisions = latest_decisions(work.decisions.of(reference, package.panel, str(package.round)))
    names = {entry.key: entry.name for entry in package.scoring_members()}
    draw = partial(_draw, opening.sheets_sha256)
    chairs = [entry.key for entry in package.roster if "chair" in entry.roles]
    spreads = agenda(
        spread_of(
            cell,
            {member: score.score for member, score in given.items()},
            rules.scale_of(rules.item(cell[2])),
            rules.points_of(rules.item(cell[2])),
            announced.discuss_from_steps,
        )
        for cell, given in sorted(scores.items())
    )
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
                speaking=speaking_order(spread, chairs[0], partial(draw, spread.cell)),
                decision=(decision := decisions.get(spread.cell)),
                counts=decision is not None
                and is_agreed(decision, tuple(names.values()), announced.fallback),
            )
            for spread in spreads
        ),
    )


def _given(work: UnitOfWork, package: PackageV1) -> dict[Cell, dict[str, Score]]:
    """The sealed scores of every cell, per member key."""
    scores: dict[Cell, dict[str, Score]] = {}
    for opened in work.sheets.of(package.reference, package.panel, str(package.round)):
        for score in opened.sheet.scores:
            scores.setdefault(score.cell, {})[opened.member] = score
    return scores


def _draw(seed: str, cell: Cell, member: str) -> bytes:
    return hashlib.sha256("\0".join((seed, *cell, member)).encode()).digest()
