"""The app locks by itself or when told; nothing shows, nothing is lost, work goes on.

`trust.md` 3, lost laptop: auto-lock.
"""

from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input, TextArea

from evalpanel import bootstrap
from evalpanel.domain.errors import Unreadable
from evalpanel.settings import LOCK_MINUTES, Workspace, auto_lock_minutes
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.auto_lock import seconds_passed
from evalpanel.tui.dialogs.dialog import Confirm, ShowError, Tell
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.screens.locked import LockedScreen
from evalpanel.tui.screens.unlock import UnlockScreen
from evalpanel.tui.widgets.decision_form import DecisionForm
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import open_desktop
from tests.tui.chair_desks import chair_desk
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE, a_desk, identity, put_package
from tests.tui.pilot import AppPilot, app_of, press, settle, shown, type_text
from tests.tui.test_consensus import open_item
from tests.tui.test_scoring import open_scoring, saved

PASSPHRASE = "tulp molen fiets brug"


class HandClock:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def owner(monkeypatch: pytest.MonkeyPatch) -> dict[str, UnlockedIdentity]:
    """Who the key file belongs to; the passphrase costs no time."""
    held = {"owner": identity()}

    def unlock_identity(_file: object, passphrase: str) -> UnlockedIdentity:
        if passphrase != PASSPHRASE:
            raise Unreadable("The passphrase or code does not open the file.")
        return held["owner"]

    monkeypatch.setattr(bootstrap, "unlock_identity", unlock_identity)
    return held


def a_scoring_desk() -> Desk:
    desk = a_desk()
    put_package(desk)
    return desk


def on_screen(pilot: AppPilot) -> str:
    """Everything that can be seen."""
    return pilot.app.export_screenshot().replace("&#160;", " ")


async def unlock(pilot: AppPilot, passphrase: str = PASSPHRASE) -> None:
    pilot.app.screen.query_one("#passphrase", Input).value = passphrase
    await press(pilot, "enter")
    await settle(pilot)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_idle_time_locks_and_the_passphrase_leads_back_to_the_same_place(
    size: tuple[int, int], workspace: Workspace
) -> None:
    clock = HandClock()
    app = EvalPanelApp(workspace, a_scoring_desk(), lock_minutes=10, clock=clock)
    async with app.run_test(size=size) as pilot:
        screen = await open_scoring(pilot)
        focused, here = screen.focused, screen.walk
        assert "K7" in on_screen(pilot) or "M2" in on_screen(pilot)
        clock.seconds = 599
        await app.lock_if_idle()
        assert app.screen is screen
        clock.seconds = 600
        await app.lock_if_idle()
        await settle(pilot)
        assert isinstance(app.screen, LockedScreen)
        for word in ("TPF", "Thuisplusflats", "K7", "M2", "R4", "SC-1", "Beheersmaatregel"):
            assert word not in on_screen(pilot)
        await unlock(pilot)
        assert app.screen is screen
        assert (screen.focused, screen.walk) == (focused, here)


async def test_a_key_or_the_mouse_puts_the_lock_off(workspace: Workspace) -> None:
    clock = HandClock()
    app = EvalPanelApp(workspace, a_scoring_desk(), lock_minutes=10, clock=clock)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        clock.seconds = 590
        await pilot.press("down")
        clock.seconds = 1180
        await app.lock_if_idle()
        assert isinstance(app.screen, HomeScreen)
        await pilot.hover("#tenders")
        clock.seconds = 1770
        await app.lock_if_idle()
        assert isinstance(app.screen, HomeScreen)
        clock.seconds = 2400
        await app.lock_if_idle()
        assert isinstance(app.screen, LockedScreen)


async def test_what_is_being_written_is_saved_by_the_lock(workspace: Workspace) -> None:
    desk = a_scoring_desk()
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        await pilot.press("b")
        screen.query_one("#reason", TextArea).focus()
        await type_text(pilot, "half a rea")
        await press(pilot, "f12")
        assert isinstance(app.screen, LockedScreen)
        assert "half a rea" not in on_screen(pilot)
        assert screen.walk
        assert open_desktop(desk, REFERENCE).score(screen.walk.here).reason == "half a rea"
        await unlock(pilot)
        await type_text(pilot, "son")
        await saved(pilot, screen)
        assert open_desktop(desk, REFERENCE).score(screen.walk.here).reason == "half a reason"


async def test_only_the_right_passphrase_of_the_same_person_unlocks(
    workspace: Workspace, owner: dict[str, UnlockedIdentity]
) -> None:
    app = EvalPanelApp(workspace, a_scoring_desk())
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        await press(pilot, "f12")
        await unlock(pilot, "verkeerd")
        assert "does not open" in shown(pilot, "#answer")
        owner["owner"] = identity("Ama Osei")
        await unlock(pilot)
        assert "not that of the person" in shown(pilot, "#answer")
        await press(pilot, "escape", "f12", "escape")
        assert isinstance(app.screen, LockedScreen)
        owner["owner"] = identity()
        await unlock(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_no_command_of_the_work_can_be_given_while_locked(workspace: Workspace) -> None:
    app = EvalPanelApp(workspace, a_scoring_desk())
    async with app.run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        assert screen.walk
        await press(pilot, "f12")
        await press(pilot, "f2", "f9", "tab", "b")
        assert isinstance(app.screen, LockedScreen)
        assert app.screen.offers() == type(app.screen).__mro__[2].offers()  # type: ignore[attr-defined]  # PanelScreen
        assert app.screen_stack[-2] is screen
        assert not screen.saving.saved_at


async def test_a_dialog_stays_open_behind_the_lock(workspace: Workspace) -> None:
    app = EvalPanelApp(workspace, a_scoring_desk())
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        answers: list[bool | None] = []
        await app.push_screen(Confirm("Seal TPF?", "Text of TPF"), answers.append)
        await press(pilot, "f12")
        assert "TPF" not in on_screen(pilot)
        await unlock(pilot)
        assert isinstance(app.screen, Confirm)
        await press(pilot, "left", "enter")
        assert answers == [True]


async def test_work_under_way_goes_on_and_shows_after_unlocking(workspace: Workspace) -> None:
    app = EvalPanelApp(workspace, a_scoring_desk())
    go_on, began = Event(), Event()

    def slow() -> str:
        began.set()
        assert go_on.wait(10)
        return "key.evkey"

    def fails() -> None:
        slow()
        raise Unreadable("The disk is full.")

    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        home = app.screen
        assert isinstance(home, HomeScreen)
        home.begin("key", slow)
        home.begin("other", fails)
        began.wait(10)
        await pilot.press("f12")
        await pilot.pause()
        assert isinstance(app.screen, LockedScreen)
        go_on.set()
        await settle(pilot)
        assert isinstance(app.screen, LockedScreen)
        assert "key.evkey" not in on_screen(pilot)
        await unlock(pilot)
        await settle(pilot)
        found = app.screen_stack[-2:]
        assert {type(screen) for screen in found} == {Tell, ShowError}


async def test_it_locks_in_the_meeting_and_keeps_the_unfinished_decision(
    workspace: Workspace, owner: dict[str, UnlockedIdentity]
) -> None:
    desk = chair_desk("meeting")
    assert isinstance(desk.me, UnlockedIdentity)
    owner["owner"] = desk.me
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space", "s", "8")
        screen.query_one("#reason", TextArea).focus()
        await type_text(pilot, "Half af")
        await press(pilot, "f12")
        assert isinstance(pilot.app.screen, LockedScreen)
        assert "Half" not in on_screen(pilot)
        await unlock(pilot)
        assert pilot.app.screen_stack[-1] is screen
        draft = screen.query_one(DecisionForm).draft()
        assert (draft.score, draft.reason) == ("8", "Half af")


async def test_without_an_open_workspace_there_is_nothing_to_lock(workspace: Workspace) -> None:
    workspace.identity.write_bytes(b"-")
    clock = HandClock()
    app = EvalPanelApp(workspace, lock_minutes=1, clock=clock)
    async with app.run_test() as pilot:
        clock.seconds = 1000
        await app.lock_if_idle()
        await press(pilot, "f12")
        assert isinstance(app_of(pilot).screen, UnlockScreen)


async def test_the_lock_can_be_switched_off(workspace: Workspace) -> None:
    clock = HandClock()
    app = EvalPanelApp(workspace, a_scoring_desk(), lock_minutes=0, clock=clock)
    async with app.run_test() as pilot:
        clock.seconds = 1e9
        await app.lock_if_idle()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("said", "minutes"), [("", 10), ("3", 3), ("0", 0), ("-1", 10), ("soon", 10), ("٣", 10)]
)
def test_the_environment_sets_the_minutes(said: str, minutes: int) -> None:
    assert auto_lock_minutes({"EVALPANEL_AUTO_LOCK": said}) == minutes
    assert auto_lock_minutes({}) == LOCK_MINUTES


def test_the_clock_of_idle_time_never_goes_back() -> None:
    first = seconds_passed()
    assert seconds_passed() >= first


async def test_a_synchronised_folder_is_told_when_the_app_opens(tmp_path: Path) -> None:
    home = tmp_path / "Dropbox" / "evalpanel"
    async with EvalPanelApp(Workspace(home)).run_test() as pilot:
        await pilot.pause()
        (told,) = app_of(pilot)._notifications
        assert "Dropbox copies" in told.message
