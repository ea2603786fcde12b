"""Scores as numbers, lot by lot, for figures that need no rule set."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from evalpanel.domain.csv_table import at_line, demand_sound
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.exact import exact
from evalpanel.domain.scorefile import ScoreRow
from evalpanel.domain.text import shortened

"""How much of a score that is no number is shown."""
_DECIMAL = re.compile(r"[+-]?[0-9]{1,9}(\.[0-9]{1,9})?")


def scores_missing(count: int) -> Sentence:
    """How many scores are not there."""
    if count == 1:
        return Sentence("One score is missing.")
    return Sentence("{count} scores are missing.", count=count)


@dataclass(frozen=True)
class ScoreTable:
    """The scores of one lot in whole multiples of `1 / parts`; a cell lacks who did not score."""

    lot: str
    evaluators: tuple[str, ...]
    candidates: tuple[str, ...]
    items: tuple[str, ...]
    cells: Mapping[tuple[str, str], Mapping[str, int]]
    parts: int

    @property
    def holes(self) -> int:
        """How many scores are missing from the full table."""
        full = len(self.evaluators) * len(self.candidates) * len(self.items)
        return full - sum(len(cell) for cell in self.cells.values())

    def units(self) -> list[tuple[int, ...]]:
        """The scores of every candidate on every item."""
        return [tuple(cell.values()) for cell in self.cells.values()]

    def totals(self) -> dict[str, dict[str, Fraction]]:
        """The plain sum over the items per evaluator and candidate, of a table without holes."""
        sums = {name: dict.fromkeys(self.candidates, 0) for name in self.evaluators}
        for (candidate, _), cell in self.cells.items():
            for name, score in cell.items():
                sums[name][candidate] += score
        return {
            name: {candidate: Fraction(found, self.parts) for candidate, found in own.items()}
            for name, own in sums.items()
        }


def score_tables(rows: Sequence[ScoreRow]) -> tuple[ScoreTable, ...]:
    """A table per lot, in the order in which the lots first appear.

    Raises:
        HasProblems: scores that are no numbers; every line at once.
    """
    demand_sound(list(_not_numbers(rows)))
    by_lot: dict[str, list[ScoreRow]] = {}
    for row in rows:
        by_lot.setdefault(row.lot, []).append(row)
    return tuple(_table(lot, own) for lot, own in by_lot.items())


def _not_numbers(rows: Iterable[ScoreRow]) -> Iterable[Problem]:
    for n, row in enumerate(rows, 2):
        if row.score and not _DECIMAL.fullmatch(row.score):
            said = Sentence(
                "The score {score} is not a number, which agreement is counted in.",
                score=shortened(row.score),
            )
            yield Problem(at_line(row.line or n), said)


def _table(lot: str, rows: Sequence[ScoreRow]) -> ScoreTable:
    texts = {row.score for row in rows if row.score}
    parts = lcm(*(exact(text).denominator for text in texts))
    whole = {text: int(exact(text) * parts) for text in texts}
    cells: dict[tuple[str, str], dict[str, int]] = {}
    for row in rows:
        cell = cells.setdefault((row.candidate, row.item), {})
        if row.score:
            cell[row.evaluator] = whole[row.score]
    return ScoreTable(
        lot,
        tuple(sorted({row.evaluator for row in rows})),
        tuple(sorted({row.candidate for row in rows})),
        tuple(sorted({row.item for row in rows})),
        cells,
        parts,
    )
