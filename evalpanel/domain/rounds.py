"""Later rounds: which cells they cover, how they follow the rounds before, when they may begin.

A round is one lone scoring with one opening. After the first of a panel there may be one for a
candidate admitted late, for some lots or items that are assessed again, for the individual scores
after discussion (Delphi, R-43), or for somebody who replaces a member (R-15).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from evalpanel.domain.counting import what_counts
from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import Cell, PackageV1, RoundKind
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.people import KEYS_ON_A_CARD
from evalpanel.domain.standby import with_step_ins


@dataclass(frozen=True)
class RoundPlan:
    """What a round is for; nothing named means all that a round of its kind can cover."""

    kind: RoundKind = "first"
    reason: str = ""
    lots: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    """Codes."""
    members: tuple[str, ...] = ()
    """Names of who scores, in a round for a replacement; in all others everybody scores."""


@dataclass(frozen=True)
class HeldRound:
    """A round that was issued, and how far it is."""

    package: PackageV1
    is_open: bool
    is_closed: bool
    """Whether every decision of it stands; a panel without decisions closes when it opens."""
    decided: frozenset[Cell]
    """Cells with a decision in it."""


def planned_cells(
    plan: RoundPlan, offered: Iterable[Cell], covered: Collection[Cell]
) -> tuple[Cell, ...]:
    """The cells of a round: new ones for the first and a late candidate, else old ones."""
    is_new = plan.kind in {"first", "late_candidate"}
    return tuple(
        cell for cell in offered if (cell in covered) is not is_new and _is_within(plan, cell)
    )


def unplanned_name(plan: RoundPlan, cells: Collection[Cell]) -> str:
    """The first lot, candidate or item that was named and has nothing in the round, or empty."""
    for place, names in enumerate((plan.lots, plan.candidates, plan.items)):
        for name in names:
            if name not in {cell[place] for cell in cells}:
                return name
    return ""


def _is_undecided(held: Sequence[HeldRound]) -> bool:
    """Whether a round that still counts for some cell waits for its decisions."""
    later = frozenset[Cell]()
    for one in reversed(held):
        if not one.is_closed and not one.package.cells() <= later:
            return True
        later |= one.package.cells()
    return False


def turn_flaw(
    kind: RoundKind, cells: Collection[Cell], held: Sequence[HeldRound]
) -> Sentence | None:
    """Why a later round may not begin yet, or no longer.

    Nothing is scored again before the round before is open. A re-assessment waits until the
    decisions stand, but for a round that a later one replaced whole, such as one before Delphi:
    it has no meeting of its own. Delphi lies between the opening and the decisions (R-43).
    """
    sealed = next((one.package for one in held if not one.is_open), None)
    if sealed is not None:
        return Sentence(
            "Round {round} of panel {panel} is not open yet; another can only follow it.",
            round=sealed.round,
            panel=sealed.panel,
        )
    if kind == "reassessment" and _is_undecided(held):
        return Sentence("What is not decided yet cannot be assessed again; close the meeting.")
    decided = {cell for one in held for cell in one.decided}
    if kind == "delphi" and not decided.isdisjoint(cells):
        lot, candidate, item = min(decided.intersection(cells))
        return Sentence(
            "{item} of {candidate} in lot {lot} is decided; members score anew before that only.",
            item=item,
            candidate=candidate,
            lot=lot,
        )
    return None


def round_flaw(
    panel: Panel, package: PackageV1, previous: str | None, earlier: Sequence[PackageV1]
) -> Sentence | None:
    """Why a package is no round that can follow the earlier ones of its panel, or None.

    `previous` is the SHA-256 of the package before it, None for the first.
    """
    if package.round != len(earlier) + 1 or (package.kind == "first") is not (not earlier):
        return Sentence("The rounds of panel {panel} do not follow each other.", panel=panel.id)
    if not earlier:
        return _key_flaw(package, earlier) or size_flaw(panel, package)
    if package.previous != previous:
        return Sentence(
            "Round {round} of panel {panel} follows another package.",
            round=package.round,
            panel=panel.id,
        )
    if not package.reason.strip():
        return Sentence("Say why there is a round {round}.", round=package.round)
    return (
        _key_flaw(package, earlier)
        or _cells_flaw(package, earlier)
        or _delphi_flaw(panel, package, earlier)
        or _keeps_flaw(panel, package, earlier)
        or size_flaw(panel, package)
    )


def no_key_left() -> Sentence:
    """That the cards carry no key any more for another round or revision of the rules."""
    return Sentence(
        "A card has {count} keys: for that many rounds and revisions of the rules together.",
        count=KEYS_ON_A_CARD,
    )


def chain_of_rounds_flaw(
    panels: Iterable[Panel],
    packages: Iterable[tuple[str, PackageV1]],
    register: Iterable[object] = (),
) -> Sentence | None:
    """The first round in a record (hash and package) that cannot follow those before it."""
    entries = tuple(register)
    found = sorted(packages, key=lambda pair: pair[1].round)
    for panel in panels:
        own = [pair for pair in found if pair[1].panel == panel.id]
        for number, (_, package) in enumerate(own):
            previous = own[number - 1][0] if number else None
            earlier = with_step_ins((before for _, before in own[:number]), entries)
            flaw = round_flaw(panel, package, previous, earlier)
            if flaw:
                return flaw
    return None


def size_flaw(panel: Panel, package: PackageV1) -> Sentence | None:
    """The announced number is a promise for every item (R-14), but for recusals as announced."""
    least, most = panel.least_members, panel.scoring_members
    known = {entry.key for entry in package.roster}
    kept = len(known.intersection(package.keeps))
    by_item: dict[tuple[str, str], set[str]] = {}
    for one in package.assignments:
        by_item.setdefault((one.lot, one.item), set()).update(known & {one.member})
    for found in by_item.values():
        if not found or len(found) > most or len(found) + kept < least:
            return _wrong_number(panel, len(found), package.round)
    return None


def _is_within(plan: RoundPlan, cell: Cell) -> bool:
    named = zip(cell, (plan.lots, plan.candidates, plan.items), strict=True)
    return all(not names or part in names for part, names in named)


def _key_flaw(package: PackageV1, earlier: Sequence[PackageV1]) -> Sentence | None:
    """A key that was given away with the seals of one round opens no other (`trust.md` 2.3)."""
    if package.release_number > KEYS_ON_A_CARD:
        return no_key_left()
    if earlier and package.release_number <= earlier[-1].release_number:
        return Sentence("Round {round} uses a key that was given away before.", round=package.round)
    return None


def _cells_flaw(package: PackageV1, earlier: Sequence[PackageV1]) -> Sentence | None:
    """A late candidate is new to the panel; whatever is scored again was scored before."""
    cells = package.cells()
    covered = frozenset[Cell]().union(*(before.cells() for before in earlier))
    is_right = cells.isdisjoint(covered) if package.kind == "late_candidate" else cells <= covered
    if cells and is_right:
        return None
    return Sentence(
        "Round {round} of panel {panel} covers other cells than a round of its kind can.",
        round=package.round,
        panel=package.panel,
    )


def _delphi_flaw(panel: Panel, package: PackageV1, earlier: Sequence[PackageV1]) -> Sentence | None:
    """No more rounds after discussion than were announced, for any cell (R-43)."""
    if package.kind != "delphi":
        return None
    held = [b for b in earlier if b.kind == "delphi" and not b.cells().isdisjoint(package.cells())]
    if len(held) < panel.delphi_rounds:
        return None
    if panel.delphi_rounds == 1:
        return Sentence(
            "Panel {panel} was announced with one Delphi round; no more can be held.",
            panel=panel.id,
        )
    return Sentence(
        "Panel {panel} was announced with {count} Delphi rounds; no more can be held.",
        panel=panel.id,
        count=panel.delphi_rounds,
    )


def _keeps_flaw(panel: Panel, package: PackageV1, earlier: Sequence[PackageV1]) -> Sentence | None:
    """Those who stay scored the cells before; those who replace did not (R-15)."""
    if package.kind != "replacement":
        if not package.keeps:
            return None
        return Sentence("Only in a round for a replacement the scores of others stay.")
    before, after = what_counts(earlier), what_counts([*earlier, package])
    for cell in package.cells():
        fresh = {member for member, n in after[cell].rounds.items() if n == package.round}
        if fresh & set(before[cell].rounds):
            return Sentence(
                "In round {round} of panel {panel} somebody scores again who did before.",
                round=package.round,
                panel=package.panel,
            )
        if not panel.least_members <= len(after[cell].rounds) <= panel.scoring_members:
            return _wrong_number(panel, len(after[cell].rounds), package.round)
    return None


def _wrong_number(panel: Panel, found: int, number: int) -> Sentence:
    return Sentence(
        "Panel {panel} was announced with {announced} evaluators; {found} score in round {round}.",
        panel=panel.id,
        announced=panel.scoring_members,
        found=found,
        round=number,
    )
