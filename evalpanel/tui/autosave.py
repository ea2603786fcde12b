"""Saves every change within half a second, one at a time, and says what was acknowledged."""

import asyncio
from collections.abc import Iterable
from typing import Any

from textual.worker import Worker

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.package import Cell
from evalpanel.domain.sheet import Draft, Score
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.workers import run_in_thread
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import save_score

DELAY_SECONDS = 0.4
"""How long after the first unsaved key the save begins."""
RETRY_SECONDS = 2.0
SAVE = "save"
"""The name of the work of saving."""


class Autosave:
    """Holds what is not saved yet; the owner hands results to `acknowledge` and `keep`."""

    def __init__(self, owner: PanelScreen, desk: Desk, reference: str) -> None:
        """Save scores of a tender; workers and timers belong to the owner."""
        self._owner = owner
        self._desk = desk
        self._reference = reference
        self._pending: dict[Cell, Score] = {}
        self._under_way: dict[Cell, Score] = {}
        self._worker: Worker[Any] | None = None
        self._is_timed = False
        self.saved_at = ""
        """When the last acknowledged save was, as the database says."""

    @property
    def is_clean(self) -> bool:
        """Whether everything written is acknowledged."""
        return not self._pending and not self._under_way

    def change(self, score: Score) -> None:
        """Take a score to save soon."""
        self._pending[score.cell] = score
        self._wait(DELAY_SECONDS)

    def acknowledge(self, drafts: Iterable[Draft]) -> None:
        """These are safely stored."""
        for draft in drafts:
            self._under_way.pop(draft.score.cell, None)
            self.saved_at = draft.saved_at
        self._under_way = {}
        if self._pending:
            self._wait(DELAY_SECONDS)

    def keep(self) -> None:
        """The save failed: keep everything and try again later."""
        self._pending = {**self._under_way, **self._pending}
        self._under_way = {}
        self._wait(RETRY_SECONDS)

    async def flush(self) -> None:
        """Save all that is pending now.

        Raises:
            EvalPanelError: it could not be saved; nothing is forgotten.
        """
        if self._worker is not None and not self._worker.is_finished:
            await self._worker.wait()
        scores = {**self._under_way, **self._pending}
        if not scores:
            return
        self._under_way, self._pending = scores, {}
        try:
            drafts = await asyncio.to_thread(self._save, list(scores.values()))
        except EvalPanelError:
            self.keep()
            raise
        self.acknowledge(drafts)

    def _wait(self, seconds: float) -> None:
        if not self._is_timed:
            self._is_timed = True
            self._owner.set_timer(seconds, self._begin)

    def _begin(self) -> None:
        self._is_timed = False
        if self._under_way or not self._pending:
            return
        self._under_way, self._pending = self._pending, {}
        scores = list(self._under_way.values())
        self._worker = run_in_thread(self._owner, SAVE, lambda: self._save(scores))

    def _save(self, scores: Iterable[Score]) -> tuple[Draft, ...]:
        return tuple(save_score(self._desk, self._reference, score) for score in scores)
