"""Home: the tenders on this laptop and the next step."""

from pathlib import Path

import pytest
from textual.widgets import Input
from textual.widgets._footer import FooterKey

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.commands import GoBack, Quit
from evalpanel.tui.dialogs.help import HelpScreen
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.widgets.plain import Plain
from tests.tui.chair_desks import chair_desk
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import a_desk, put_package, score_everything
from tests.tui.pilot import press, settle, shown


async def test_an_empty_workspace_says_what_to_do(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, a_desk()).run_test() as pilot:
        await settle(pilot)
        assert "F4" in shown(pilot, "#welcome")
        assert not pilot.app.screen.query_one("#next").display


async def test_a_tender_shows_progress_and_next_step(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    score_everything(desk, leave_open=2)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, HomeScreen)
        assert [(item.reference, item.done, item.total) for item in screen.items] == [
            ("TPF-2026-01", 4, 6)
        ]
        assert "2 still open" in shown(pilot, "#next-step")


async def test_help_explains_the_screen_and_its_keys(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, a_desk()).run_test() as pilot:
        await press(pilot, "f1")
        screen = pilot.app.screen
        assert isinstance(screen, HelpScreen)
        keys = [line.text for line in screen.query(".key-name").results(Plain)]
        words = [line.text for line in screen.query(".key-help").results(Plain)]
        assert ("F2", "Open package") in zip(keys, (w.split(":")[0] for w in words), strict=True)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_key_file_is_copied_to_a_stick(workspace: Workspace, tmp_path: Path) -> None:
    workspace.identity.write_bytes(b"locked")
    stick = tmp_path / "stick"
    async with EvalPanelApp(workspace, a_desk("Ama Osei")).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f5")
        pilot.app.screen.query_one("#path", Input).value = str(stick)
        await press(pilot, "enter")
        assert "Ama-Osei.evkey" in shown(pilot, ".dialog-text Plain")
    assert (stick / "Ama-Osei.evkey").read_bytes() == b"locked"


async def test_leaving_is_among_the_commands_and_home_has_no_way_back(
    workspace: Workspace,
) -> None:
    async with EvalPanelApp(workspace, a_desk()).run_test() as pilot:
        await settle(pilot)
        home = pilot.app.screen
        await press(pilot, "ctrl+p")
        assert isinstance(home, HomeScreen)
        assert home.is_possible(Quit)
        assert not home.is_possible(GoBack)


async def test_my_card_shows_its_code(workspace: Workspace, tmp_path: Path) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await settle(pilot)
        await press(pilot, "f3")
        with desk.work() as work:
            mine = work.participations.get("TPF-2026-01")
        assert mine is not None
        assert mine.card_code in shown(pilot, "#dialog Plain")


@pytest.mark.parametrize(("size", "fits"), [(NARROW, False), (WIDE, True)])
async def test_help_is_in_the_footer_however_many_keys_there_are(
    workspace: Workspace, size: tuple[int, int], fits: bool
) -> None:
    use("nl")
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test(size=size) as pilot:
        await settle(pilot)
        *keys, palette = pilot.app.screen.query(FooterKey)
        assert keys[-1].description == "Uitleg"
        assert keys[-1].region.right < palette.region.x
        assert ("F7" in [key.key_display for key in keys]) is fits
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert "F7" in [key.key_display for key in pilot.app.screen.query(FooterKey)]


async def test_what_the_tender_waits_for_stands_first_in_the_footer(workspace: Workspace) -> None:
    use("nl")
    desk = chair_desk("identified")
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        await settle(pilot)
        keys = [key.key_display for key in pilot.app.screen.query(FooterKey)]
        assert keys[:3] == ["m", "b", "F2"]
        assert keys[-2:] == ["F1", "^p"]
