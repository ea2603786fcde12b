"""Who scores what in a round: the cells of its plan, over the members who hold a seat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evalpanel.domain.application import Application
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import Assignment, Cell, PackageV1
from evalpanel.domain.panel_changes import Change, changes_of, gone_from
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.people import RosterEntry
from evalpanel.domain.rounds import HeldRound, RoundPlan, planned_cells, turn_flaw, unplanned_name
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.seats import has_left, holder_of, holders, seats_of
from evalpanel.domain.standby import with_step_ins
from evalpanel.domain.tender import Tender
from evalpanel.usecases.issued_rounds import issued_rounds
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import UnitOfWork

Admitted = Sequence[tuple[Application, tuple[str, ...]]]
"""Applications with the lots for which they reach the panel."""


@dataclass(frozen=True)
class AssignedRound:
    """A round of a panel as it is about to be issued; without assignments there is none."""

    number: int
    previous: str | None
    """SHA-256 of the package of the round before."""
    earlier: tuple[PackageV1, ...]
    roster: tuple[RosterEntry, ...]
    assignments: tuple[Assignment, ...]
    keeps: tuple[str, ...]
    """Keys of those whose earlier scores stay in a round for a replacement."""
    standby: tuple[Assignment, ...] = ()
    """What alternates score in case they step in; nothing in a round for a replacement."""

    @property
    def candidates(self) -> frozenset[str]:
        """The codes that are scored in it."""
        return frozenset(code for one in self.assignments for code in one.candidates)


def assign_round(
    work: UnitOfWork,
    tender: Tender,
    rules: RuleSet,
    panel: Panel,
    admitted: Admitted,
    plan: RoundPlan,
) -> AssignedRound:
    """The next round of a panel for a plan.

    Raises:
        Refused: the rounds before are not far enough, or the plan names what is not in it.
    """
    register = work.register.of(tender.reference)
    changes = changes_of(register)
    roster = _roster(work, tender, changes)
    stored = issued_rounds(work, tender.reference, panel.id)
    packages = with_step_ins((load_package(work, found) for found in stored), register)
    held = [_held(work, panel, package) for package in packages]
    covered = frozenset[Cell]().union(*(one.package.cells() for one in held))
    cells = planned_cells(plan, _offered(rules, panel, admitted), covered)
    flaw = turn_flaw(plan.kind, cells, held) if cells else None
    if flaw:
        raise Refused(flaw)
    members = work.members.of(tender.reference)
    seats = seats_of(panel, (member.entry for member in members), changes)
    scorers = {lot: holders(seats, changes, lot) for lot, _, _ in cells}
    keeps: tuple[str, ...] = ()
    if plan.kind == "replacement":
        scorers, keeps = _replacing(plan, roster, scorers, [one.package for one in held])
    reserves = {} if keeps else _alternates(panel, roster, scorers, changes)
    return AssignedRound(
        number=len(held) + 1,
        previous=stored[-1].sha256 if stored else None,
        earlier=tuple(one.package for one in held),
        roster=roster,
        assignments=_assignments(cells, scorers),
        keeps=keeps,
        standby=_assignments(cells, reserves),
    )


def reassign_round(
    work: UnitOfWork, tender: Tender, rules: RuleSet, panel: Panel, package: PackageV1
) -> AssignedRound:
    """The round of a package over who holds a seat now, for a revision of it (R-12, R-15).

    The candidates stay; which items they are scored on follows from the rules.
    """
    changes = changes_of(work.register.of(tender.reference))
    roster = _roster(work, tender, changes)
    cells = _cells_now(rules, panel, package)
    lots = {lot: None for lot, _, _ in cells}
    if package.kind == "replacement":
        scorers = {lot: _in_the_place_of(package, changes, lot) for lot in lots}
    else:
        members = work.members.of(tender.reference)
        seats = seats_of(panel, (member.entry for member in members), changes)
        scorers = {lot: holders(seats, changes, lot) for lot in lots}
    reserves = {} if package.keeps else _alternates(panel, roster, scorers, changes)
    known = {entry.key for entry in roster}
    return AssignedRound(
        number=package.round,
        previous=package.previous,
        earlier=(),
        roster=roster,
        assignments=_assignments(cells, scorers),
        keeps=tuple(key for key in package.keeps if key in known),
        standby=_assignments(cells, reserves),
    )


def demand_planned(plan: RoundPlan, rounds: Sequence[AssignedRound]) -> None:
    """Refuse a plan that names a lot, candidate or item without anything to score in any panel."""
    cells = {
        (one.lot, code, one.item)
        for found in rounds
        for one in found.assignments
        for code in one.candidates
    }
    name = unplanned_name(plan, cells)
    if name:
        raise Refused("There is nothing to score for {name} in this round.", name=name)


def _roster(work: UnitOfWork, tender: Tender, changes: Sequence[Change]) -> tuple[RosterEntry, ...]:
    """Everybody with a role but who left the whole panel: they get nothing more to read."""
    entries = (member.entry for member in work.members.of(tender.reference))
    staying = (entry for entry in entries if not has_left(entry, changes))
    return tuple(sorted(staying, key=lambda entry: entry.key))


def _held(work: UnitOfWork, panel: Panel, package: PackageV1) -> HeldRound:
    opening = work.openings.get(*package.key)
    return HeldRound(
        package=package,
        is_open=opening is not None,
        is_closed=bool(opening and (opening.closed_at or panel.method != "consensus")),
        decided=frozenset(decision.cell for decision in work.decisions.of(*package.key)),
    )


def _offered(rules: RuleSet, panel: Panel, admitted: Admitted) -> tuple[Cell, ...]:
    """All cells of a panel, in the order of lots, items and codes."""
    return tuple(
        (lot, code, item.id)
        for lot in rules.score_lots
        for item in rules.items_under(lot)
        if rules.panel_of(lot, item.id).id == panel.id
        for code in sorted(
            found.code_in(lot) for found, lots in admitted if lot == ALL_LOTS or lot in lots
        )
    )


def _cells_now(rules: RuleSet, panel: Panel, package: PackageV1) -> tuple[Cell, ...]:
    """The cells of a package under the rules as they are now, in the order of these."""
    codes: dict[str, dict[str, None]] = {}
    for one in package.assignments:
        codes.setdefault(one.lot, {}).update(dict.fromkeys(one.candidates))
    before = package.cells()
    return tuple(
        (lot, code, item.id)
        for lot in rules.score_lots
        for item in rules.items_under(lot)
        if rules.panel_of(lot, item.id).id == panel.id
        for code in sorted(codes.get(lot, ()))
        if package.kind in {"first", "late_candidate"} or (lot, code, item.id) in before
    )


def _in_the_place_of(package: PackageV1, changes: Sequence[Change], lot: str) -> tuple[str, ...]:
    """Who scores a lot in a round for a replacement, after those changes."""
    members = dict.fromkeys(one.member for one in package.assignments if one.lot == lot)
    found = (holder_of(member, changes, lot) for member in members)
    return tuple(dict.fromkeys(holder for holder in found if holder is not None))


def _alternates(
    panel: Panel,
    roster: Sequence[RosterEntry],
    scorers: Mapping[str, tuple[str, ...]],
    changes: Sequence[Change],
) -> dict[str, tuple[str, ...]]:
    """Per lot the alternates who score it too, in case they step in: they hold no seat (R-15)."""
    seated = {member for found in scorers.values() for member in found}
    keys = [
        entry.key
        for entry in roster
        if "alternate" in entry.roles and panel.id in entry.panels and entry.key not in seated
    ]
    return {
        lot: tuple(key for key in keys if key not in gone_from(changes, lot)) for lot in scorers
    }


def _replacing(
    plan: RoundPlan,
    roster: Sequence[RosterEntry],
    scorers: Mapping[str, tuple[str, ...]],
    earlier: Sequence[PackageV1],
) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """Who scores now per lot, named or new in the lot, and whose scores stay (R-15)."""
    named = {entry.key for entry in roster if {entry.name, entry.key} & set(plan.members)}
    before = {(one.lot, one.member) for package in earlier for one in package.assignments}
    now = {
        lot: tuple(m for m in found if (m in named if plan.members else (lot, m) not in before))
        for lot, found in scorers.items()
    }
    stay = {m for lot, found in scorers.items() for m in found if m not in now[lot]}
    return now, tuple(sorted(stay))


def _assignments(
    cells: Sequence[Cell], scorers: Mapping[str, tuple[str, ...]]
) -> tuple[Assignment, ...]:
    """One per member and item, with its candidates."""
    codes: dict[tuple[str, str], list[str]] = {}
    for lot, code, item in cells:
        codes.setdefault((lot, item), []).append(code)
    return tuple(
        Assignment(member=member, lot=lot, item=item, candidates=tuple(found))
        for (lot, item), found in codes.items()
        for member in scorers.get(lot, ())
    )
