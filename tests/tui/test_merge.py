"""Merging: who is in, a verdict per file, and the act that opens the round."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.message import Message
from textual.widgets import Input, OptionList

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.agenda import AgendaScreen
from evalpanel.tui.screens.merge import MergeScreen
from evalpanel.tui.screens.merge_commands import OpenRound, TakeSeals
from evalpanel.tui.workers import WorkDone
from tests.tui.chair_desks import ASSESSORS, chair_desk, story, written_seals
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE
from tests.tui.pilot import AppPilot, press, settle, shown


async def open_merge(pilot: AppPilot) -> MergeScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("merge", app.desk, app.workspace, REFERENCE)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, MergeScreen)
    return screen


async def test_only_who_is_missing_is_said_and_opening_is_not_offered(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("issued")).run_test() as pilot:
        screen = await open_merge(pilot)
        assert shown(pilot, "#waiting") == f"Waiting for: {', '.join(ASSESSORS)}"
        assert not screen.is_possible(OpenRound)
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, MergeScreen)


async def test_seals_are_picked_and_each_file_gets_a_verdict(
    workspace: Workspace, tmp_path: Path
) -> None:
    files = written_seals(tmp_path)
    bad = tmp_path / "bad.evseal"
    bad.write_bytes(b"nonsense")
    messages: list[Message] = []
    app = EvalPanelApp(workspace, chair_desk("issued"))
    async with app.run_test(message_hook=messages.append) as pilot:
        screen = await open_merge(pilot)
        await press(pilot, "f2")
        pilot.app.screen.query_one("#path", Input).focus()
        paths = f'"{files["Jelle de Wit"]}" {bad}'
        pilot.app.screen.query_one("#path", Input).value = paths
        await press(pilot, "enter")
        assert any(isinstance(m, TakeSeals) for m in messages)
        merged = [m for m in messages if isinstance(m, WorkDone) and m.name == "merge"]
        assert [f.verdict for f in merged[0].result.files] == ["accepted", "refused"]
        lines = str(screen.query_one("#verdict-lines").render())
        assert "taken in  seal-jelle.evseal · Jelle de Wit" in lines
        assert "refused  bad.evseal" in lines
        assert shown(pilot, "#waiting") == "Waiting for: Ama Osei, Derya Yıldız"


async def test_pasted_paths_are_taken_in_and_the_round_is_opened_in_one_act(
    workspace: Workspace, tmp_path: Path
) -> None:
    paths = "\n".join(str(path) for path in written_seals(tmp_path).values())
    desk = chair_desk("issued")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_merge(pilot)
        screen.post_message(events.Paste(paths))
        await settle(pilot)
        assert screen.is_ready
        assert "All seals are in" in shown(pilot, "#waiting")
        await press(pilot, "f6")
        assert isinstance(pilot.app.screen, Confirm)
        await press(pilot, "escape")
        with desk.work() as work:
            assert work.openings.of() == ()
        await press(pilot, "f6", "left", "enter")
        assert isinstance(pilot.app.screen, AgendaScreen)
        with desk.work() as work:
            assert len(work.openings.of()) == 1


async def test_a_card_is_confirmed_after_its_code_was_compared(workspace: Workspace) -> None:
    desk = chair_desk("issued")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_merge(pilot)
        rows = screen.query_one("#members", OptionList)
        await press(pilot, "end", "space")
        assert screen.members[-1].card_code in shown(pilot, "#dialog Plain")
        await press(pilot, "left", "enter")
        assert screen.members[-1].card_confirmed
        assert rows.highlighted == len(screen.members) - 1


def test_no_seal_shows_a_score() -> None:
    assert all(b"score" not in seal for seal in story().seals.values())


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_merge_picture(
    snap_compare: Callable[..., bool],
    workspace: Workspace,
    tmp_path: Path,
    size: tuple[int, int],
    language: str,
) -> None:
    use(language)
    files = written_seals(tmp_path)
    bad = tmp_path / "foto.evseal"
    bad.write_bytes(b"nonsense")

    async def merge_some(pilot: AppPilot) -> None:
        screen = await open_merge(pilot)
        screen.post_message(events.Paste(f"{files['Ama Osei']}\n{bad}"))
        await settle(pilot)

    app = EvalPanelApp(workspace, chair_desk("issued"), language)
    assert snap_compare(app, terminal_size=size, run_before=merge_some)
