"""The papers of a case of the demo: all that differs between cases is in its folder.

`rules.toml`, `candidates.toml`, `people.toml` and the scores of everybody in `scores/*.csv` are
always there; `decisions.csv` where the panel meets, `below-threshold.csv` where a candidate stays
below a threshold, `follow-ups.csv` where places stay open. Candidates stand by id everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.csv_table import Columns, read_table
from evalpanel.domain.scorefile import DecisionRow, ScoreRow, read_decisions, read_scores

_BELOW = Columns(("lot", "candidate", "reason"), ())
_FOLLOW_UPS = Columns(("lot", "action"), ())


@dataclass(frozen=True)
class Papers:
    """The folder of a case."""

    folder: Path

    @property
    def rules(self) -> bytes:
        """The rule set."""
        return (self.folder / "rules.toml").read_bytes()

    @property
    def candidates(self) -> bytes:
        """Who applied; the dossiers lie beside the file."""
        return (self.folder / "candidates.toml").read_bytes()

    def scores_of(self, evaluator: str) -> tuple[ScoreRow, ...]:
        """What one evaluator gives."""
        files = sorted((self.folder / "scores").glob("*.csv"))
        rows = (row for file in files for row in read_scores(file.read_bytes()))
        return tuple(row for row in rows if row.evaluator == evaluator)

    @property
    def decisions(self) -> tuple[DecisionRow, ...]:
        """What the panel decides in its meeting; nothing where scores are combined."""
        file = self.folder / "decisions.csv"
        return read_decisions(file.read_bytes()) if file.is_file() else ()

    @property
    def below_threshold(self) -> tuple[tuple[str, str, str], ...]:
        """Lot and candidate of who stays below a threshold, and why that is right (R-48)."""
        return tuple((lot, who, why) for lot, who, why in self._table("below-threshold", _BELOW))

    @property
    def follow_ups(self) -> tuple[tuple[str, str], ...]:
        """Lots in which places stay open, and what is done about it (R-8)."""
        return tuple((lot, action) for lot, action in self._table("follow-ups", _FOLLOW_UPS))

    def _table(self, name: str, columns: Columns) -> Iterator[list[str]]:
        file = self.folder / f"{name}.csv"
        if file.is_file():
            for line in read_table(file.read_bytes(), columns):
                yield [line.cells[column] for column in columns.required]
