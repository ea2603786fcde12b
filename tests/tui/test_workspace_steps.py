"""A backup and another passphrase, from the list of commands at home."""

from pathlib import Path

import pytest
from textual.widgets import Input

from evalpanel.bootstrap import new_desk, open_desk
from evalpanel.bootstrap.backups import restore_with_passphrase
from evalpanel.domain.errors import Unreadable
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import ShowError, Tell
from evalpanel.tui.dialogs.new_passphrase import AskNewPassphrase
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.screens.workspace_steps import ChangePassphrase, MakeBackup
from tests.quick_keys import use_quick_keys
from tests.tui.pilot import AppPilot, press, settle, shown

OLD, NEW = "tulp molen fiets brug", "regen kade tulp molen"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_keys(monkeypatch)


@pytest.fixture
def mine(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "mine")


@pytest.fixture
def app(mine: Workspace) -> EvalPanelApp:
    return EvalPanelApp(mine, new_desk(mine, "Ama Osei", "Ouderenberaad", "", OLD)[0])


async def give(pilot: AppPilot, words: str) -> None:
    """Give a command by its name in the list of commands."""
    await pilot.press("ctrl+p")
    await pilot.pause()
    pilot.app.screen.query_one(Input).value = words
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await press(pilot, "enter")
    await settle(pilot)


async def answer(pilot: AppPilot, *texts: str) -> None:
    for name, text in zip(("old", "new", "again"), texts, strict=True):
        pilot.app.screen.query_one(f"#{name}", Input).value = text
    pilot.app.screen.query_one("#again").focus()
    await press(pilot, "enter")
    await settle(pilot)


async def test_a_backup_is_made_in_a_folder_and_restores(
    app: EvalPanelApp, mine: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.post_message(MakeBackup())
        await settle(pilot)
        app.screen.query_one("#path", Input).value = str(tmp_path / "stick")
        await press(pilot, "enter")
        await settle(pilot)
        assert isinstance(app.screen, Tell)
        assert not isinstance(app.screen, ShowError)
    (file,) = (tmp_path / "stick").iterdir()
    restored = restore_with_passphrase(Workspace(tmp_path / "other"), file, OLD)
    assert restored.desk.me.name == "Ama Osei"


async def test_the_passphrase_is_changed_in_the_app(app: EvalPanelApp, mine: Workspace) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.post_message(ChangePassphrase())
        await settle(pilot)
        for texts, words in (
            (("", NEW, NEW), "of today first"),
            ((OLD, "kort", "kort"), "at least 12"),
            ((OLD, NEW, OLD), "not the same"),
        ):
            await answer(pilot, *texts)
            assert isinstance(app.screen, AskNewPassphrase)
            assert words in shown(pilot, "#complaint")
        await answer(pilot, OLD, NEW, NEW)
        assert isinstance(app.screen, Tell)
    assert open_desk(mine, NEW).me.name == "Ama Osei"
    with pytest.raises(Unreadable):
        open_desk(mine, OLD)


async def test_a_wrong_passphrase_changes_nothing(app: EvalPanelApp, mine: Workspace) -> None:
    before = mine.identity.read_bytes()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.post_message(ChangePassphrase())
        await settle(pilot)
        await answer(pilot, "iets anders dan toen", NEW, NEW)
        assert isinstance(app.screen, ShowError)
    assert mine.identity.read_bytes() == before


async def test_both_are_in_the_list_of_commands_at_home(app: EvalPanelApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        assert {MakeBackup, ChangePassphrase} <= set(home.offers())
        assert all(home.is_possible(command) for command in (MakeBackup, ChangePassphrase))
        await give(pilot, "Change passphrase")
        assert isinstance(app.screen, AskNewPassphrase)
