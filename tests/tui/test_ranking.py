"""The ranking: bars and cut with codes, why, ties in words, two persons to identify."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.message import Message
from textual.widgets import Input, OptionList

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import ShowError
from evalpanel.tui.dialogs.second_person import AskSecondPerson
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.ranking import RankingScreen
from evalpanel.tui.screens.ranking_commands import GoToReport, Identify
from evalpanel.tui.workers import WorkDone
from tests.tui.chair_desks import LEAD, SECOND, chair_desk, story
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE, identity
from tests.tui.pilot import AppPilot, press, settle, shown, type_text


async def open_ranking(pilot: AppPilot) -> RankingScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("ranking", app.desk, app.workspace, REFERENCE)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, RankingScreen)
    return screen


def no_wait(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Unlock any key file as the person of this name, without the wait of a passphrase."""

    def unlock(file: Path, passphrase: str) -> UnlockedIdentity:
        assert file.is_file()
        assert passphrase == "vijf woorden"
        return identity(name)

    monkeypatch.setattr("evalpanel.bootstrap.unlock_identity", unlock)


async def test_candidates_stand_in_order_with_codes_only(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("closed")).run_test(size=WIDE) as pilot:
        screen = await open_ranking(pilot)
        best = story().code("peilschaal")
        assert screen.lines[0].candidate == best
        assert "34 / 40" in screen.lines[0].content.plain
        assert "selected" in screen.lines[0].content.plain
        assert screen.lines[3].candidate == ""
        assert "cut: 3" in screen.lines[3].content.plain
        assert [line.content.plain.split()[0] for line in screen.lines if line.candidate] == [
            "1", "2", "3", "4", "5", "5",
        ]  # fmt: skip
        assert not any("Peilschaal" in line.content.plain for line in screen.lines)


async def test_enter_says_why_a_candidate_has_its_number(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("closed")).run_test() as pilot:
        await open_ranking(pilot)
        await press(pilot, "down", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, Why)
        text = shown(pilot, "#steps")
        assert "the panel agreed on" in text
        assert "30" in text
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, RankingScreen)


async def test_before_the_meeting_is_closed_nothing_shows(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("decided")).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert isinstance(pilot.app.screen, ShowError)
        assert screen.query_one(OptionList).option_count == 0
        assert "is not closed yet" in str(screen.query_one("#statement").render())


async def test_a_tie_that_nothing_resolves_is_said_in_words(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("closed")).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert screen.standing is not None
        ranked = screen.standing.ranked
        lot = ranked.lots[0]
        tied = tuple(
            replace(placed, outcome="tied_at_cut") if placed.rank in (3, 4) else placed
            for placed in lot.ranked
        )
        screen.take(
            "rank",
            replace(
                screen.standing,
                ranked=replace(ranked, lots=(replace(lot, ranked=tied, unresolved_tie=True),)),
            ),
        )
        await settle(pilot)
        assert "not resolved" in shown(pilot, "#statement")
        assert sum("tied at the cut" in line.content.plain for line in screen.lines) == 2


async def test_two_persons_identify(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_wait(monkeypatch, SECOND)
    key = tmp_path / "identity.evkey"
    key.write_bytes(b"key")
    messages: list[Message] = []
    app = EvalPanelApp(workspace, chair_desk("closed"))
    async with app.run_test(message_hook=messages.append) as pilot:
        screen = await open_ranking(pilot)
        assert not screen.is_possible(GoToReport)
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, AskSecondPerson)
        pilot.app.screen.query_one("#key-file", Input).value = str(key)
        await press(pilot, "enter")
        await type_text(pilot, "vijf woorden")
        await press(pilot, "enter")
        assert any(isinstance(m, WorkDone) and m.name == "confirm" for m in messages)
        assert "Peilschaal" in screen.lines[0].content.plain
        assert not screen.is_possible(Identify)
        assert screen.is_possible(GoToReport)


async def test_one_person_cannot_identify_alone(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_wait(monkeypatch, LEAD)
    key = tmp_path / "identity.evkey"
    key.write_bytes(b"key")
    async with EvalPanelApp(workspace, chair_desk("closed")).run_test() as pilot:
        screen = await open_ranking(pilot)
        await press(pilot, "f7")
        pilot.app.screen.query_one("#key-file", Input).value = str(key)
        await press(pilot, "enter")
        await type_text(pilot, "vijf woorden")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ShowError)
        assert "needs two persons" in shown(pilot, ".dialog-text Plain")
        assert screen.ranked is not None
        assert not screen.ranked.names


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("stage", ["closed", "identified"])
def test_ranking_picture(
    snap_compare: Callable[..., bool],
    workspace: Workspace,
    size: tuple[int, int],
    language: str,
    stage: str,
) -> None:
    use(language)

    async def show(pilot: AppPilot) -> None:
        await open_ranking(pilot)

    app = EvalPanelApp(workspace, chair_desk(stage), language)
    assert snap_compare(app, terminal_size=size, run_before=show)
