"""Run by `test_kill`: scores in a real database, and kills itself once the screen says saved."""

import asyncio
import os
import signal
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from evalpanel.settings import Workspace
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens.scoring import ScoringScreen
from evalpanel.tui.widgets.assessment_form import AssessmentForm
from evalpanel.usecases.ports import Desk
from tests.tui.desks import REFERENCE, a_desk, a_workspace
from tests.tui.pilot import settle, type_text

REASON = "een hele zin die bewaard is"


def real_desk(workspace: Workspace) -> Desk:
    """The desk of a test on a real encrypted database."""
    desk = a_desk()
    engine = open_database(workspace.database, desk.me.database_key(), workspace.backups)
    return replace(desk, work=partial(SqlUnitOfWork, engine))


async def score_until_saved(workspace: Workspace) -> None:
    """Type a score and a reason; die the moment they are shown as saved."""
    app = EvalPanelApp(workspace, real_desk(workspace))
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(ScoringScreen(real_desk(workspace), workspace, REFERENCE))
        await settle(pilot)
        form = pilot.app.screen.query_one(AssessmentForm)
        await pilot.press("d", "m")
        await type_text(pilot, REASON)
        while "✓ saved" not in str(form.border_subtitle):
            await pilot.pause(0.01)
        sys.stdout.write("saved\n")
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    asyncio.run(score_until_saved(a_workspace(Path(sys.argv[1]))))
