"""Going back through what was saved of one cell."""

from collections.abc import Sequence
from datetime import datetime

from evalpanel.domain.package import Cell
from evalpanel.domain.sheet import Draft

_BURST_SECONDS = 5


class EarlierVersions:
    """The versions of a cell that undo can still bring back, until something is typed."""

    def __init__(self) -> None:
        """Nothing to go back to."""
        self._cell: Cell | None = None
        self._versions: list[Draft] = []

    def start(self, cell: Cell, versions: Sequence[Draft]) -> None:
        """Go back from the last of these; what was typed in one go counts as one version."""
        self._cell = cell
        self._versions = _without_bursts(versions)[:-1]

    def is_for(self, cell: Cell) -> bool:
        """Whether we are going back in this cell already."""
        return self._cell == cell

    def step_back(self) -> Draft | None:
        """The version before, or None."""
        return self._versions.pop() if self._versions else None

    def forget(self) -> None:
        """Begin anew with the next undo."""
        self._cell = None


def _without_bursts(versions: Sequence[Draft]) -> list[Draft]:
    """The versions at the end of each burst of typing; a changed score ends one, too."""
    kept: list[Draft] = []
    for version in versions:
        if kept and _continues(kept[-1], version):
            kept[-1] = version
        else:
            kept.append(version)
    return kept


def _continues(before: Draft, after: Draft) -> bool:
    then, now = (datetime.fromisoformat(draft.saved_at) for draft in (before, after))
    same_score = before.score.score == after.score.score
    return same_score and (now - then).total_seconds() <= _BURST_SECONDS
