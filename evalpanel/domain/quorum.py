"""Whose scores count once a round is open, and which cells have too few (R-12, R-41).

The meeting, the ranking and `verify` all count with this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from evalpanel.domain.consensus import Decision
from evalpanel.domain.counting import Counting, what_counts
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.panel_changes import Change, gone_from, members_needed, void_in
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.seats import ShortLot


def counts_after(packages: Sequence[PackageV1], changes: Sequence[Change]) -> dict[Cell, Counting]:
    """What counts per cell: void scores do not, and who left need not be present (R-15)."""
    counts = what_counts(packages)
    if not changes:
        return counts
    names = _names(packages)
    lots = {lot: (void_in(changes, lot), gone_from(changes, lot)) for lot, _, _ in counts}
    return {
        cell: replace(
            found,
            rounds={member: n for member, n in found.rounds.items() if member not in void},
            names=tuple(names[member] for member in found.rounds if member not in gone),
        )
        for cell, found in counts.items()
        for void, gone in [lots[cell[0]]]
    }


def untainted(
    decisions: Iterable[Decision], packages: Sequence[PackageV1], changes: Sequence[Change]
) -> tuple[Decision, ...]:
    """The decisions in which nobody took part whose scores are void; the others are taken anew."""
    names = _names(packages)
    return tuple(
        decision
        for decision in decisions
        if not {names.get(key) for key in void_in(changes, decision.lot)} & set(decision.present)
    )


def short_cells(
    panels: Iterable[Panel], counts: Mapping[Cell, Counting], changes: Sequence[Change]
) -> tuple[ShortLot, ...]:
    """The lots with a cell that too few have scored, each once per panel.

    Removing one of four members blocks the decision until an approved replacement has scored,
    unless a smaller number was announced (R-12, `on_recusal`).
    """
    by_id = {panel.id: panel for panel in panels}
    worst: dict[tuple[str, str], ShortLot] = {}
    for (lot, _, _), found in counts.items():
        panel = by_id[found.panel]
        short = ShortLot(panel.id, lot, len(found.rounds), members_needed(panel, changes, lot))
        known = worst.get((panel.id, lot))
        if short.found < short.needed and (known is None or short.found < known.found):
            worst[(panel.id, lot)] = short
    return tuple(worst.values())


def _names(packages: Iterable[PackageV1]) -> dict[str, str]:
    return {entry.key: entry.name for package in packages for entry in package.roster}
