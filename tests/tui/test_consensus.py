"""The meeting: reveal together, decide on the scale, record, close; codes only."""

from collections.abc import Callable

import pytest
from textual.message import Message
from textual.widgets import OptionList, TextArea

from evalpanel.language import use
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import ShowError, Tell
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.agenda import AgendaScreen
from evalpanel.tui.screens.consensus import ConsensusScreen
from evalpanel.tui.screens.consensus_commands import CloseMeeting, Record, Reveal, ShowRanking
from evalpanel.tui.screens.dossier import DossierScreen
from evalpanel.tui.widgets.decision_form import DecisionForm
from evalpanel.tui.widgets.step_choice import StepChoice
from evalpanel.tui.workers import WorkDone
from evalpanel.usecases.meeting import open_meeting
from evalpanel.usecases.ports import Desk
from tests.fakes import FixedClock
from tests.tui.chair_desks import ASSESSORS, chair_desk
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE
from tests.tui.pilot import AppPilot, press, settle, shown, type_text

REASON = "Het panel weegt de onderbouwing zwaar en volgt daarin de meerderheid"
NAMES_OF_CANDIDATES = ("Peilschaal", "Zonnewende", "Wilgentij", "Ooievaarspoort", "Kadeveld")


async def open_agenda(pilot: AppPilot) -> AgendaScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("consensus", app.desk, app.workspace, REFERENCE)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, AgendaScreen)
    return screen


async def open_item(pilot: AppPilot, *keys: str) -> ConsensusScreen:
    await open_agenda(pilot)
    await press(pilot, *keys, "enter")
    screen = pilot.app.screen
    assert isinstance(screen, ConsensusScreen)
    return screen


def all_text(pilot: AppPilot) -> str:
    """Everything that stands on the screen."""
    svg = pilot.app.export_screenshot()
    return svg.replace("&#160;", " ")


async def decide(pilot: AppPilot, score: str, reason: str = REASON) -> None:
    await press(pilot, "s")
    await type_text(pilot, score)
    pilot.app.screen.query_one("#reason", TextArea).focus()
    await type_text(pilot, reason)
    await press(pilot, "f4")


def a_given(screen: ConsensusScreen) -> str:
    """A score that a member gave; which item comes first depends on the drawn codes."""
    return min(screen.item.spread.scores.values(), key=int)


def not_given(screen: ConsensusScreen) -> str:
    """A score that nobody gave."""
    return next(s for s in ("2", "4", "6", "8") if s not in screen.item.spread.scores.values())


async def test_the_agenda_begins_with_the_widest_spread(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_agenda(pilot)
        assert screen.meeting is not None
        stakes = [item.spread.at_stake for item in screen.meeting.agenda]
        assert stakes == sorted(stakes, reverse=True)
        assert "0 of 9 discussed" in shown(pilot, "#summary")
        text = all_text(pilot)
        assert not any(name in text for name in NAMES_OF_CANDIDATES)


async def test_nothing_of_an_item_shows_before_the_reveal(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test(size=WIDE) as pilot:
        screen = await open_item(pilot)
        before = all_text(pilot)
        assert not any(name.split()[0] in before for name in ASSESSORS)
        assert not screen.query_one("#reasons").region
        await press(pilot, "ctrl+s", "f4")
        assert isinstance(pilot.app.screen, ConsensusScreen)
        await press(pilot, "space")
        after = all_text(pilot)
        assert all(name.split()[0] in after for name in ASSESSORS)
        assert not screen.is_possible(Reveal)


async def test_no_score_is_filled_in_and_only_steps_of_the_scale_can_be_chosen(
    workspace: Workspace,
) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space")
        choice = screen.query_one(StepChoice)
        assert choice.chosen == ""
        await press(pilot, "s", "7")
        assert choice.chosen == ""
        await press(pilot, "1", "0")
        assert choice.chosen == "10"
        assert "Uitstekend" in shown(pilot, "#meaning")


async def test_a_decision_is_recorded_with_the_keyboard(workspace: Workspace) -> None:
    desk = chair_desk("meeting")
    messages: list[Message] = []
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(message_hook=messages.append) as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space")
        score = a_given(screen)
        await decide(pilot, score)
        await press(pilot, "ctrl+s")
        assert any(isinstance(m, Record) for m in messages)
        assert any(isinstance(m, WorkDone) and m.name == "record" for m in messages)
        assert screen.item.counts
        assert "recorded 09:00, version 1" in str(screen.query_one("#decision").border_subtitle)
    decision = open_meeting(desk, REFERENCE).agenda[0].decision
    assert decision is not None
    assert (decision.score, decision.reason) == (score, REASON)
    assert set(decision.agrees) == set(ASSESSORS)


async def test_a_score_nobody_gave_asks_for_a_reason_of_its_own(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space")
        outside = screen.query_one("#outside")
        assert not outside.display
        await decide(pilot, not_given(screen))
        assert outside.display
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, ShowError)
        await press(pilot, "escape")
        screen.query_one("#outside-reason", TextArea).focus()
        await type_text(pilot, "Beide kanten zijn opgeschoven")
        await press(pilot, "ctrl+s")
        assert screen.item.decision is not None
        assert screen.item.decision.outside_reason == "Beide kanten zijn opgeschoven"


async def test_nobody_agreeing_is_not_everybody_agreeing(workspace: Workspace) -> None:
    desk = chair_desk("meeting")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space", "s", "8")
        screen.query_one("#reason", TextArea).focus()
        await type_text(pilot, REASON)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Tell)
        assert screen.item.decision is None


async def test_a_decision_without_accord_of_all_does_not_count(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space")
        await decide(pilot, a_given(screen))
        screen.query_one("#agrees-1").focus()
        await press(pilot, "space", "ctrl+s")
        assert screen.item.decision is not None
        assert not screen.item.counts
        assert "does not count: Derya" in str(screen.query_one("#decision").border_subtitle)


async def test_an_unfinished_decision_is_kept_when_going_elsewhere(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_item(pilot)
        await press(pilot, "space", "s", "8")
        screen.query_one("#reason", TextArea).focus()
        await type_text(pilot, "Half af")
        await press(pilot, "escape", "right", "space")
        assert screen.query_one(DecisionForm).draft().reason == ""
        await press(pilot, "left")
        assert screen.query_one(DecisionForm).draft().reason == "Half af"
        await press(pilot, "escape", "escape")
        agenda = await open_item(pilot)
        assert agenda.query_one(DecisionForm).draft().score == "8"


async def test_the_clock_of_an_item_runs_on_the_clock_of_the_desk(workspace: Workspace) -> None:
    desk = chair_desk("meeting")
    assert isinstance(desk.clock, FixedClock)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_item(pilot)
        assert "00:00" in shown(pilot, "#status")
        desk.clock.move(minutes=4, seconds=12)
        await press(pilot, "right", "left")
        assert "04:12" in shown(pilot, "#status")


async def test_the_dossier_is_read_under_its_code(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test(size=WIDE) as pilot:
        item = await open_item(pilot)
        await press(pilot, "d")
        dossier = pilot.app.screen
        assert isinstance(dossier, DossierScreen)
        title = str(dossier.query_one("#dossier").border_title)
        assert title.startswith(item.cell[1])
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, ConsensusScreen)


async def test_escape_goes_from_the_map_to_the_list_first(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test(size=NARROW) as pilot:
        screen = await open_agenda(pilot)
        await press(pilot, "m", "escape")
        assert pilot.app.screen is screen
        assert screen.query_one("#items").has_focus
        await press(pilot, "escape")
        assert pilot.app.screen is not screen


async def test_unanimous_items_are_recorded_together_with_one_reason(workspace: Workspace) -> None:
    desk = chair_desk("meeting")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_agenda(pilot)
        await press(pilot, "g")
        dialog = pilot.app.screen
        assert isinstance(dialog, AskReason)
        assert dialog.query_one("#agree").disabled
        await type_text(pilot, "Allen zagen")
        await press(pilot, "escape", "g")
        await type_text(pilot, "Te kort is dit niet meer omdat er genoeg woorden staan")
        await press(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, AgendaScreen)
    assert open_meeting(desk, REFERENCE).decided == 4


async def test_the_meeting_is_closed_once_all_is_decided(workspace: Workspace) -> None:
    desk = chair_desk("decided")
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        screen = await open_agenda(pilot)
        assert screen.is_possible(CloseMeeting)
        assert not screen.is_possible(ShowRanking)
        await press(pilot, "f6", "left", "enter")
    assert open_meeting(desk, REFERENCE).is_closed


async def test_an_open_meeting_cannot_be_closed_or_ranked(workspace: Workspace) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await open_agenda(pilot)
        await press(pilot, "f6", "f8")
        assert pilot.app.screen is screen
        assert screen.query_one(OptionList).option_count == 24


def picture_of(desk: Desk, workspace: Workspace, language: str) -> EvalPanelApp:
    use(language)
    return EvalPanelApp(workspace, desk, language)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_agenda_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int], language: str
) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_agenda(pilot)

    app = picture_of(chair_desk("meeting"), workspace, language)
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_revealed_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int], language: str
) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_item(pilot)
        await press(pilot, "space", "s", "8")

    app = picture_of(chair_desk("meeting"), workspace, language)
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_covered_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int]
) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_item(pilot)

    app = picture_of(chair_desk("meeting"), workspace, "nl")
    assert snap_compare(app, terminal_size=size, run_before=show)


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_heat_map_picture(
    snap_compare: Callable[..., bool], workspace: Workspace, size: tuple[int, int]
) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_agenda(pilot)
        await press(pilot, "m")

    app = picture_of(chair_desk("decided"), workspace, "nl")
    assert snap_compare(app, terminal_size=size, run_before=show)
