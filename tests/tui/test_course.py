"""Home and the round screens: suspension, what waits, several panels and later rounds."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.agenda import AgendaScreen
from evalpanel.tui.screens.consensus import ConsensusScreen
from evalpanel.tui.screens.decision_steps import RecordDecision
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.screens.home_steps import ConfirmWaiting, OtherSteps, Resume
from evalpanel.tui.screens.merge import MergeScreen
from evalpanel.tui.screens.prepare import PrepareScreen
from evalpanel.tui.screens.ranking import RankingScreen
from evalpanel.tui.screens.report import ReportScreen
from evalpanel.tui.screens.scoring import ScoringScreen
from evalpanel.tui.words.lots import lot_words
from evalpanel.usecases import course, merging, opening_package, scoring, sealing
from evalpanel.usecases.conflicts import decide_case, raise_case
from evalpanel.usecases.gates import judge_gate
from tests import panels
from tests.builders import a_criterion, a_lot, an_item
from tests.later_rounds import REDO, issue, package_file
from tests.panels import ASSESSORS, OUT, REF, UNJUDGED, Play, play
from tests.tui.pilot import AppPilot, press, settle, shown
from tests.tui.test_open_ends import key, second, submit
from tests.usecases.test_two_panels import PANELS, issued

__all__ = ["key"]


async def home(pilot: AppPilot) -> HomeScreen:
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, HomeScreen)
    return screen


async def test_a_suspension_is_shown_with_its_reason_and_ends_here(workspace: Workspace) -> None:
    """Nothing but a few things goes on; home says why, and one key lets it go on."""
    found = play("judged")
    course.suspend_tender(found.lead, REF, "A complaint of bravo")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        row = str(screen.query_one("#tenders", OptionList).options[0].prompt)
        assert "suspended" in row
        assert "A complaint of bravo" in shown(pilot, "#next-step")
        await press(pilot, "h", *"Settled", "tab", "enter")
        assert not screen.is_possible(Resume)
        assert "A complaint" not in shown(pilot, "#next-step")
    assert course.suspension_of(found.lead, REF) is None


async def test_what_else_is_possible_stands_in_a_menu(workspace: Workspace) -> None:
    found = play("judged")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert screen.row is not None
        steps = [step for step, _words in screen.choices(screen.row)]
        assert steps == ["gate", "suspend", "archive", "plan", "erratum", "admit", "replace"]
        await press(pilot, "m", "down", "enter", *"Complaint", "tab", "enter")
        assert course.suspension_of(found.lead, REF) is not None
        await press(pilot, "m", "end", "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert f"evalpanel tender plan {REF}" in shown(pilot, ".dialog-text Plain")


async def test_the_steps_before_scoring_stay_in_reach(workspace: Workspace) -> None:
    """After the issue a gate can still fail, and an interest can be brought up."""
    found = play("closed")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert screen.is_possible(OtherSteps)
        await press(pilot, "m", "enter")
        assert isinstance(pilot.app.screen, RankingScreen)
        await press(pilot, "escape", "m", "down", "enter")
        assert isinstance(pilot.app.screen, PrepareScreen)
        assert pilot.app.screen.is_possible(RecordDecision) is False


async def test_what_waits_is_confirmed_at_home_in_any_phase(
    workspace: Workspace, key: Path
) -> None:
    found = play("issued")
    judge_gate(found.lead, REF, UNJUDGED, "V-1", "not_accepted", reason="Did not answer")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert "c lets a second person confirm" in shown(pilot, "#next-step")
        await press(pilot, "c")
        assert "Did not answer" in shown(pilot, ".dialog-text Plain")
        await second(pilot, key)
        assert not screen.is_possible(ConfirmWaiting)


async def test_once_names_are_known_the_decision_is_offered(workspace: Workspace) -> None:
    """R-61."""
    found = play("identified")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert "can be recorded too: b" in shown(pilot, "#next-step")
        await press(pilot, "b")
        await submit(pilot, taken_by="Director Care", mandate="Register 4.2", day="2026-11-21")
        await press(pilot, "enter")
        assert screen.items[0].phase == "concluded"
        assert not screen.is_possible(RecordDecision)


async def test_rounds_stand_below_the_next_step(workspace: Workspace) -> None:
    found = play("closed")
    issue(found, REDO)
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await home(pilot)
        lines = shown(pilot, "#rounds").splitlines()
        assert lines == [
            "✓ panel main, round 1 (first round): meeting closed",
            "► panel main, round 2 (assessed again): 0 of 3 sealed",
        ]
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MergeScreen)
        assert "round 2" in str(pilot.app.screen.query_one("#place").render())


async def test_a_member_sees_why_there_is_a_round(workspace: Workspace) -> None:
    found = play("closed")
    issue(found, REDO)
    desk = found.desk(ASSESSORS[0])
    opening_package.open_package(desk, found.files.content[package_file(2)])
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await home(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ScoringScreen)
        assert "Round 2 (assessed again): The court found" in shown(pilot, "#why-here")


async def test_a_member_sees_in_which_lots_others_score(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-12: the lots, and never for whose interest."""
    variant = panels.VARIANTS["recusal"] | panels.VARIANTS["lots"]
    monkeypatch.setattr(panels, "VARIANTS", {"tui recusal": variant})
    monkeypatch.setattr(panels, "the_applications", _in_one_lot_or_both)
    found = play("carded", "tui recusal")
    raise_case(found.lead, REF, ASSESSORS[0], "Bravo", what="Kin", alleged_by="A rival")
    decide_case(found.lead, REF, ASSESSORS[0], "Bravo", measure="recusal", facts="F", reason="R")
    panels._issued(found)
    desk = found.desk(ASSESSORS[0])
    opening_package.open_package(desk, found.files.content[found.package])
    assert scoring.open_desktop(desk, REF).recused_lots == ("2",)
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await home(pilot)
        await press(pilot, "enter")
        assert shown(pilot, "#why-here") == "You are recused and do not score: lot 2."


def _in_one_lot_or_both(lots: tuple[str, ...]) -> list[dict[str, object]]:
    """Bravo and charlie apply for lot 2 only, all others for lot 1."""
    found = [panels.an_application(name, lots=["1"]) for name in ("alpha", "delta")]
    return [*found, *(panels.an_application(name, lots=["2"]) for name in ("bravo", "charlie"))]


async def test_two_panels_merge_open_and_meet_one_after_the_other(workspace: Workspace) -> None:
    """The place names the panel, and p shows the other one."""
    found, packages = issued()
    found.settle_unjudged()
    seals = _seal_both(found, [package.file for package in packages])
    merging.merge_seals(found.lead, REF, seals)
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await home(pilot)
        await press(pilot, "enter")
        merge = pilot.app.screen
        assert isinstance(merge, MergeScreen)
        assert merge.panel == "main"
        assert "panel main" in str(merge.query_one("#place").render())
        await press(pilot, "p")
        assert merge.panel == "second"
        await press(pilot, "f6", "left", "enter")
        assert merge.panel == "main", "the seals of the other panel are next"
        await press(pilot, "f6", "left", "enter")
        agenda = pilot.app.screen
        assert isinstance(agenda, AgendaScreen)
        assert (agenda.panel, agenda.panels) == ("main", ("main", "second"))
        await press(pilot, "p")
        assert agenda.panel == "second"
        assert agenda.meeting is not None
        assert {item.cell[2] for item in agenda.meeting.agenda} == {"B1"}
        assert "panel second" in str(agenda.query_one("#place").render())
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ConsensusScreen)
        assert "panel second" in str(pilot.app.screen.query_one("#place").render())


def _seal_both(found: Play, packages: list[Path]) -> list[Path]:
    seals = []
    for name in ASSESSORS[:3]:
        desk = found.desk(name)
        for package in packages:
            opening_package.open_package(desk, found.files.content[package])
        for score in found.scores(name):
            which = "main" if score.item == "A1" else "second"
            scoring.save_score(desk, REF, score, which)
        seals += [sealing.seal_sheet(desk, REF, OUT, which).file for which in PANELS]
    return seals


async def test_the_report_is_looked_for_before_it_is_missed(workspace: Workspace) -> None:
    found = play("identified")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await settle(pilot)
        screen = screen_for("report", found.lead, workspace, REF)
        assert isinstance(screen, ReportScreen)
        screen.begin = lambda *_: None  # type: ignore[method-assign]  # the work never ends here
        await pilot.app.push_screen(screen)
        await pilot.pause()
        assert "Looking for the report" in shown(pilot, "#facts")
        screen.take("latest", None)
        assert "No report was made yet" in shown(pilot, "#facts")


def test_what_is_scored_once_is_for_all_lots() -> None:
    assert (lot_words("*"), lot_words("2")) == ("all lots", "lot 2")


def test_what_is_scored_once_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads on scores what holds for all lots before the lots one by one."""
    criteria = [a_criterion("A", an_item("A1")), a_criterion("B", an_item("B1"), scope="tender")]
    variant = {"criterion": criteria, "lot": [a_lot("1"), a_lot("2")]}
    monkeypatch.setattr(panels, "VARIANTS", {"tui scope": variant})
    found = play("issued", "tui scope")
    desk = found.desk(ASSESSORS[0])
    opening_package.open_package(desk, found.files.content[found.package])
    shown_first = [(shown.lot, shown.item) for shown in scoring.open_desktop(desk, REF).order]
    assert shown_first == [("*", "B1"), ("1", "A1"), ("2", "A1")]
