"""Typing a reason on the scoring screen; a word is acknowledged when the screen says saved."""

import asyncio
from collections.abc import Callable

from evalpanel.settings import Workspace
from evalpanel.tui import autosave
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens.scoring import ScoringScreen
from evalpanel.tui.widgets.assessment_form import AssessmentForm
from evalpanel.usecases.ports import Desk, UnitOfWork
from tests.faults.laptops import Laptop
from tests.panels import REF
from tests.tui.pilot import settle, type_text

WORDS = ("seen ", "weighed ", "measured ")
_SAVED = "✓ saved"


def type_words(desk: Desk, laptop: Laptop, say: Callable[[int], None]) -> None:
    """Type what is not there yet."""
    with desk.work() as work:
        kept = _text_kept(work)
    if kept != "".join(WORDS):
        asyncio.run(_type(desk, Workspace(laptop.home), len(kept), say))


async def _type(desk: Desk, workspace: Workspace, kept: int, say: Callable[[int], None]) -> None:
    autosave.DELAY_SECONDS = 0.02
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ScoringScreen(desk, workspace, REF))
        await settle(pilot)
        form = pilot.app.screen.query_one(AssessmentForm)
        await pilot.press("m", "ctrl+end")
        for number in range(1, len(WORDS) + 1):
            text = "".join(WORDS[:number])
            await type_text(pilot, text[kept:])
            kept = max(kept, len(text))
            await pilot.pause()
            while _SAVED not in str(form.border_subtitle):
                await pilot.pause(0.01)
            say(number)


def words_kept(work: UnitOfWork, _: Laptop) -> int:
    """How many whole words are in the reason; raises AssertionError where they are others."""
    text = _text_kept(work)
    assert "".join(WORDS).startswith(text), f"not what was typed: {text}"
    return sum(len("".join(WORDS[:number])) <= len(text) for number in range(1, len(WORDS) + 1))


def _text_kept(work: UnitOfWork) -> str:
    reasons = {draft.score.reason for draft in work.drafts.of(REF) if draft.score.reason}
    assert len(reasons) <= 1, "a reason under another cell"
    return "".join(reasons)
