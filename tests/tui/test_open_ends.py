"""The ranking lets one go on: ties drawn for, thresholds confirmed, places and the decision."""

from pathlib import Path

import pytest
from textual.widgets import Input, OptionList

from evalpanel.domain.lot_overview import CandidateLots, LotLine, LotOverview
from evalpanel.domain.selection_decision import standing_decision
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import ShowError, Tell
from evalpanel.tui.dialogs.form import Form
from evalpanel.tui.dialogs.lots_side_by_side import LotsSideBySide
from evalpanel.tui.dialogs.second_person import AskSecondPerson
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.decision_steps import RecordDecision
from evalpanel.tui.screens.draw_steps import GoOnWithDraw
from evalpanel.tui.screens.ranking import RankingScreen
from evalpanel.tui.screens.threshold_steps import ConfirmExclusion
from evalpanel.tui.screens.tie_steps import DecideTie
from evalpanel.usecases import consensus, drawing, excluding, withdrawing
from evalpanel.usecases.lots import overview_lots
from tests import panels
from tests.builders import a_criterion, a_lot, an_item
from tests.panels import ADMITTED, REF, SECOND, Play, person, play
from tests.tui.conftest import NARROW
from tests.tui.desks import a_desk
from tests.tui.pilot import AppPilot, press, settle, shown
from tests.usecases.test_deciding_ties import equal


def tied(variant: str = "consensus") -> Play:
    """Everybody has the same score on everything, and one of three is chosen."""
    found = play("round", variant)
    for lot in found.lots:
        for candidate in ADMITTED:
            for item in ("A1", "B1"):
                found.decide(candidate, "6", item, lot=lot)
    consensus.close_meeting(found.lead, REF)
    return found


async def open_ranking(pilot: AppPilot) -> RankingScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = screen_for("ranking", app.desk, app.workspace, REF)
    await app.push_screen(screen)
    await settle(pilot)
    assert isinstance(screen, RankingScreen)
    return screen


def fill(pilot: AppPilot, **given: str) -> None:
    """Put texts in the form in front."""
    assert isinstance(pilot.app.screen, Form), pilot.app.screen
    for name, text in given.items():
        pilot.app.screen.query_one(f"#of-{name}", Input).value = text


async def submit(pilot: AppPilot, **given: str) -> None:
    """Fill in the form in front and press enter in its last field."""
    fill(pilot, **given)
    pilot.app.screen.query(Input).last().focus()
    await pilot.pause()
    await press(pilot, "enter")


def states(found: Play) -> list[str]:
    return [
        "held" if draw.held else "published" if draw.commitment else "invited"
        for draw in drawing.list_draws(found.lead, REF)
    ]


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A key file that opens the second person without the wait of a passphrase."""
    monkeypatch.setattr("evalpanel.bootstrap.unlock_identity", lambda _file, _words: person(SECOND))
    file = tmp_path / "sam.evkey"
    file.write_bytes(b"key")
    return file


async def second(pilot: AppPilot, key: Path) -> None:
    assert isinstance(pilot.app.screen, AskSecondPerson)
    pilot.app.screen.query_one("#key-file", Input).value = str(key)
    pilot.app.screen.query_one("#passphrase", Input).value = "vijf woorden"
    pilot.app.screen.query_one("#agree").focus()
    await press(pilot, "enter")


async def test_a_tie_is_invited_to_published_and_revealed(workspace: Workspace) -> None:
    """R-56: the order of the steps is that of the rule; each says what is next."""
    found = tied()
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert "invite everybody in the tie" in shown(pilot, "#statement")
        await press(pilot, "d")
        await submit(pilot, at="2026-11-30 10:00", place="", told_by="letter")
        assert "Where" in shown(pilot, "#complaint"), "a place is needed"
        await submit(pilot, place="Town hall")
        assert states(found) == ["invited"]
        assert "publish the draw before that time" in shown(pilot, "#statement")
        await press(pilot, "d", "enter")
        await submit(pilot, source="The first number of the State Lottery")
        assert states(found) == ["published"]
        assert isinstance(pilot.app.screen, Why)
        assert any("State Lottery" in line for line in pilot.app.screen.steps)
        await press(pilot, "escape", "d")
        assert isinstance(pilot.app.screen, ChooseOne)
        assert "Reveal" not in str(pilot.app.screen.query_one(OptionList).options[0].prompt)
        await press(pilot, "escape")
        found.clock.move(hours=24 * 365)
        screen.look_again()
        await settle(pilot)
        await press(pilot, "d", "enter")
        await submit(pilot, value="12", present="A notary, A clerk")
        assert isinstance(pilot.app.screen, Tell)
        await press(pilot, "enter")
        assert states(found) == ["held"]
        assert not screen.is_possible(GoOnWithDraw)
        assert "A draw was held" in shown(pilot, "#statement")


async def test_what_was_typed_is_kept_when_it_was_refused(workspace: Workspace) -> None:
    found = tied()
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await open_ranking(pilot)
        await press(pilot, "d")
        await submit(pilot, at="next week", place="Town hall")
        assert isinstance(pilot.app.screen, ShowError)
        assert "not a time" in shown(pilot, ".dialog-text Plain")
        await press(pilot, "enter", "d")
        assert pilot.app.screen.query_one("#of-place", Input).value == "Town hall"


async def test_a_draw_by_hand_is_recorded(workspace: Workspace) -> None:
    found = tied()
    codes = ", ".join(found.codes[name] for name in reversed(ADMITTED))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        await press(pilot, "d")
        await submit(pilot, at="2026-11-30T10:00:00Z", place="Town hall")
        found.clock.move(hours=24 * 365)
        await press(pilot, "d", "down", "enter")
        await submit(pilot, order=codes, method="papers from a bowl", witness="The notary")
        await press(pilot, "enter")
        assert [line.candidate for line in screen.lines if line.candidate] == [
            found.codes[name] for name in reversed(ADMITTED)
        ]


async def test_a_tie_that_the_rules_leave_open_is_decided_by_two(
    workspace: Workspace, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-55: no draw was announced, so an order is decided with reason and ground."""
    found = equal(monkeypatch)
    order = [found.codes[name] for name in ("charlie", "alpha", "bravo")]
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert not screen.is_possible(GoOnWithDraw)
        assert "two persons decide" in shown(pilot, "#statement")
        await press(pilot, "e")
        await submit(pilot, order=", ".join(order), reason="It begins first", ground="Guide, 7.3")
        await press(pilot, "escape", "e")
        assert "Ground: Guide, 7.3" in shown(pilot, ".dialog-text Plain")
        await second(pilot, key)
        assert [line.candidate for line in screen.lines if line.candidate] == order
        assert not screen.is_possible(DecideTie)


async def test_who_is_below_a_threshold_is_confirmed_by_two(
    workspace: Workspace, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-48: the reason for the letter first, then the second person; each can wait."""
    items = [a_criterion("A", an_item("A1", minimum={"score": "6"})),
             a_criterion("B", an_item("B1"))]  # fmt: skip
    monkeypatch.setattr(panels, "VARIANTS", {"tui threshold": {"criterion": items}})
    found = play("closed", "tui threshold")
    code = found.codes["charlie"]
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert f"Below the threshold: {code}" in shown(pilot, "#statement")
        await press(pilot, "t", *"Four", "tab", "enter")
        await press(pilot, "escape")
        assert screen.standing is not None
        assert screen.standing.waiting_exclusion(("1", code)) is not None
        await press(pilot, "t")
        assert "Reason: Four" in shown(pilot, ".dialog-text Plain")
        await second(pilot, key)
        assert not screen.is_possible(ConfirmExclusion)
        assert "Below the threshold" not in shown(pilot, "#statement")
    with pytest.raises(Exception, match="already done"):
        excluding.ask_exclusion(found.lead, REF, code, "1", reason="Again")


async def test_what_follows_for_an_open_place_is_recorded(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-8: lots side by side; a lot with a place left gets a follow-up."""
    monkeypatch.setattr(panels, "VARIANTS", {"tui places": {"lot": [a_lot("1"), a_lot("2", 5)]}})
    found = play("closed", "tui places")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await open_ranking(pilot)
        await press(pilot, "l", "enter")
        assert "nothing has to follow" in shown(pilot, "#complaint")
        await press(pilot, "down", "enter")
        await press(pilot, *"Anew", "tab", "enter")
        assert isinstance(pilot.app.screen, LotsSideBySide)
        assert "Anew" in pilot.app.screen.lot_text(pilot.app.screen.overview.lots[1])
    overview, _ = overview_lots(found.lead, REF)
    assert [line.follow_up for line in overview.lots] == ["", "Anew"]


async def test_many_lots_side_by_side_leave_room_for_the_buttons(workspace: Workspace) -> None:
    name = "Combinatie Buurtweef: Stichting Tegelpad / Stichting Ankerhof / Kleurkring Jeugd"
    lots = tuple(str(number) for number in range(1, 15))
    overview = LotOverview(
        tuple(LotLine(lot, "Wijk", 2, ("A1", "B2"), "filled", None) for lot in lots),
        (*(CandidateLots(code, lots) for code in ("A1", "B2", "C3")), CandidateLots("D4", ("1",))),
        filled=28,
        places=28,
    )
    async with EvalPanelApp(workspace, a_desk()).run_test(size=NARROW) as pilot:
        await settle(pilot)
        dialog = LotsSideBySide(overview, {"A1": name})
        await pilot.app.push_screen(dialog)
        await settle(pilot)
        box = dialog.query_one("#dialog")
        assert dialog.query_one("#agree").region.bottom < box.region.bottom
        assert "Stichting Anke…\n" in dialog.lot_text(overview.lots[0])
        assert dialog.lot_text(overview.lots[0]).endswith("\n    B2")
        assert dialog.candidate_lines()[-1] == "D4: 1 lot, 1"


async def test_the_decision_is_recorded_once_names_are_known(workspace: Workspace) -> None:
    """R-61: who took it, on which mandate, on which day."""
    found = play("identified")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert "b records the decision" in shown(pilot, "#note")
        await press(pilot, "b")
        await submit(pilot, taken_by="Director Care", mandate="Register 4.2", day="2026-11-21")
        assert isinstance(pilot.app.screen, Tell)
        await press(pilot, "enter")
        assert not screen.is_possible(RecordDecision)
    with found.lead.work() as work:
        decision = standing_decision(work.register.of(REF))
    assert decision is not None
    assert decision.taken_by == "Director Care"


async def test_a_withdrawal_after_the_ranking_stands_in_it(workspace: Workspace) -> None:
    """R-60: the order stands; who withdrew and what becomes of the place is said."""
    found = play("identified")
    withdrawing.withdraw_candidate(found.lead, REF, "alpha", reason="No capacity")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_ranking(pilot)
        assert "withdrew after the ranking was fixed" in shown(pilot, "#statement")
        assert "withdrawn" in screen.lines[0].content.plain
