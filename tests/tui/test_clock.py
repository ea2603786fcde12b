"""A clock that is behind the log is told of when the app opens, and blocks nothing."""

from datetime import timedelta

from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens.home import HomeScreen
from tests.panels import play
from tests.tui.pilot import settle


async def _notices(workspace: Workspace, days: int) -> list[str]:
    found = play("sealed")
    found.clock.at -= timedelta(days=days)
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        return [notice.message for notice in pilot.app._notifications]


async def test_a_clock_behind_the_log_is_told_once(workspace: Workspace) -> None:
    """`trust.md` 3, wrong clock."""
    [notice] = await _notices(workspace, days=30)
    assert "The clock of this computer says 24 Oct 2026" in notice
    assert await _notices(workspace, days=0) == []
