"""Which score counts where a cell was scored in more than one round.

Sheets and decisions of earlier rounds stay on record; for every cell those of the latest round
that covers it count (R-35, R-43). In a round for a replacement the scores of those who stay count
as they gave them before (R-15).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from evalpanel.domain.consensus import Decision, latest_decisions
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.sheet import SheetV1


@dataclass(frozen=True)
class Counting:
    """What counts in a cell: the round in which it is decided, and whose sheets of which round."""

    panel: str
    round: int
    rounds: Mapping[str, int]
    """Per key of a member the round of the sheet that counts."""
    names: tuple[str, ...]
    """The names of these members, who decide together."""


def what_counts(packages: Iterable[PackageV1]) -> dict[Cell, Counting]:
    """What counts in every cell that some package covers, in whatever order the packages come."""
    found: dict[Cell, Counting] = {}
    for package in sorted(packages, key=lambda package: package.round):
        scorers: dict[Cell, dict[str, int]] = {}
        for entry in package.scoring_members():
            for cell in package.assigned_to(entry.key):
                scorers.setdefault(cell, {})[entry.key] = package.round
        for cell, rounds in scorers.items():
            before = found[cell].rounds if cell in found else {}
            kept = {member: number for member, number in before.items() if member in package.keeps}
            found[cell] = _counting(package, kept | rounds)
    return found


def _counting(package: PackageV1, rounds: Mapping[str, int]) -> Counting:
    members = tuple(sorted(rounds))
    names = tuple(entry.name for entry in package.counting_members() if entry.key in rounds)
    return Counting(package.panel, package.round, {key: rounds[key] for key in members}, names)


def counting_scores(
    counts: Mapping[Cell, Counting], sheets: Iterable[SheetV1]
) -> dict[Cell, dict[str, str]]:
    """The score that counts per cell and member key."""
    given: dict[Cell, dict[str, str]] = {}
    for sheet in sheets:
        for score in sheet.scores:
            found = counts.get(score.cell)
            if found is not None and is_counted(found, sheet.panel, sheet.round, sheet.member):
                given.setdefault(score.cell, {})[sheet.member] = score.score
    return given


def is_counted(found: Counting, panel: str, number: int, member: str) -> bool:
    """Whether what a member sealed in a round of a panel counts in this cell."""
    return panel == found.panel and found.rounds.get(member) == number


def counting_decisions(
    counts: Mapping[Cell, Counting], decisions: Iterable[Decision]
) -> dict[Cell, Decision]:
    """The decision that counts per cell: the last version in the round that decides it."""
    return latest_decisions(
        decision
        for decision in decisions
        if (found := counts.get(decision.cell)) is not None
        and (decision.panel, decision.round) == (found.panel, found.round)
    )
