"""Step back, reopen and step in with the keys of the app (R-35, trust.md 2.4)."""

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input, OptionList, TextArea

from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.merge import MergeScreen
from evalpanel.tui.screens.merge_commands import ReopenSeal
from evalpanel.tui.screens.seal import SealScreen
from evalpanel.tui.screens.seal_commands import StepBack, StepIn
from evalpanel.usecases import reopening, scoring, sealing
from evalpanel.usecases.ports import Desk
from tests.panels import LEAD, OUT, REF, Play, play
from tests.sealing_exceptions import ANN, DEE, with_alternate
from tests.tui.pilot import AppPilot, press, settle, shown


def desk_of(found: Play, name: str, tmp_path: Path) -> Desk:
    """A desk that writes real files where the dialogs look for folders."""
    from evalpanel.exchange.files import LocalFiles

    assert tmp_path.is_dir()
    return replace(found.desk(name), files=LocalFiles())


async def show(pilot: AppPilot, name: str, desk: Desk, workspace: Workspace) -> object:
    await settle(pilot)
    screen = screen_for(name, desk, workspace, REF)
    await pilot.app.push_screen(screen)
    await settle(pilot)
    return screen


async def give_reason(pilot: AppPilot, words: str) -> None:
    pilot.app.screen.query_one("#reason", TextArea).text = words
    await settle(pilot)
    await pilot.click("#agree")
    await settle(pilot)


async def give_folder(pilot: AppPilot, folder: Path) -> None:
    pilot.app.screen.query_one("#path", Input).focus()
    pilot.app.screen.query_one("#path", Input).value = str(folder)
    await press(pilot, "enter")


async def test_a_member_steps_back_from_the_seal_screen(
    workspace: Workspace, tmp_path: Path
) -> None:
    desk = desk_of(play("scored"), ANN, tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await show(pilot, "seal", desk, workspace)
        assert isinstance(screen, SealScreen)
        assert screen.is_possible(StepBack)
        assert not screen.is_possible(StepIn)
        await press(pilot, "f7")
        await give_reason(pilot, "My sister applied")
        await give_folder(pilot, tmp_path)
        assert [file.suffix for file in tmp_path.glob("*.ev*")] == [".evexcuse"]
        assert "You stepped back from this round" in shown(pilot, "#missing")
        assert scoring.open_desktop(desk, REF).stepped_back == "My sister applied"

        [file] = tmp_path.glob("*.evexcuse")
        written = file.read_bytes()
        file.unlink()
        assert not screen.is_possible(StepBack)
        await press(pilot, "f5")
        await give_folder(pilot, tmp_path)
        assert file.read_bytes() == written, "the same file once more, without another reason"


async def test_the_lead_reopens_the_seal_of_the_chosen_member(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = play("merged", "mean")
    desk = desk_of(found, LEAD, tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await show(pilot, "merge", desk, workspace)
        assert isinstance(screen, MergeScreen)
        names = [member.name for member in screen.members]
        screen.query_one("#members", OptionList).highlighted = names.index(LEAD)
        assert not screen.is_possible(ReopenSeal)
        screen.query_one("#members", OptionList).highlighted = names.index(ANN)
        await settle(pilot)
        await press(pilot, "f7")
        await give_reason(pilot, "Two plans were mixed up")
        await give_folder(pilot, tmp_path)
        assert shown(pilot, "#waiting") == f"Waiting for: {ANN}"
        [line] = [member for member in screen.members if member.name == ANN]
        assert line.reopened
    [file] = tmp_path.glob("*.evreopen")
    told = reopening.take_reopening(found.desk(ANN), file.read_bytes())
    assert told.reason == "Two plans were mixed up"


async def test_a_member_opens_the_file_that_reopens_the_sheet(
    workspace: Workspace, tmp_path: Path
) -> None:
    found = play("merged", "mean")
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="Two plans were mixed up")
    (tmp_path / "a.evreopen").write_bytes(found.files.content[made.file])
    desk = desk_of(found, ANN, tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await show(pilot, "package", desk, workspace)
        await give_folder(pilot, tmp_path / "a.evreopen")
        assert "Two plans were mixed up" in shown(pilot, "#checks")
    assert not scoring.open_desktop(desk, REF).sealed_code


@pytest.mark.parametrize("is_sealed", [False, True])
async def test_an_alternate_is_told_so_and_steps_in_only_after_sealing(
    workspace: Workspace, tmp_path: Path, is_sealed: bool
) -> None:
    found = with_alternate()
    desk = desk_of(found, DEE, tmp_path)
    if not is_sealed:
        with desk.work() as work:
            [seal] = work.seals.of(REF)
            work.seals.put(seal.model_copy(update={"package": ""}))
            work.commit()
    else:
        sealing.seal_sheet(desk, REF, tmp_path)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await show(pilot, "seal", desk, workspace)
        assert isinstance(screen, SealScreen)
        assert not screen.is_possible(StepBack)
        assert screen.is_possible(StepIn) is is_sealed
        if is_sealed:
            await press(pilot, "f8")
            await give_folder(pilot, tmp_path)
            assert list(tmp_path.glob("*.evstepin"))
        else:
            assert "You are an alternate" in shown(pilot, "#statement")
