"""Scoring by keyboard alone: steps, codes, reasons, autosave, undo, walking, sealing."""

from pathlib import Path

import pytest
from textual.widgets import TextArea

from evalpanel.domain.sheet import Score
from evalpanel.domain.text import clean_text
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens.compare import CompareScreen
from evalpanel.tui.screens.home import HomeScreen
from evalpanel.tui.screens.scoring import ScoringScreen
from evalpanel.tui.widgets.assessment_form import AssessmentForm
from evalpanel.tui.widgets.dossier_view import DossierView
from evalpanel.tui.workers import WorkDone
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import open_desktop, save_score
from tests.fakes import FakeDatabase, FixedClock
from tests.tui.conftest import NARROW, WIDE
from tests.tui.desks import REFERENCE, a_desk, case_rules, put_package, score_everything
from tests.tui.pilot import AppPilot, paste_text, press, settle, shown, type_text

RANGE = {"range": {"from": "1", "to": "10", "step": "0.5"}}
ONE_TO_TEN = {
    "steps": [
        {"code": str(code), "value": f"{code / 10}", "label": f"L{code}", "definition": "D."}
        for code in (10, 7, 1)
    ]
}


async def open_scoring(pilot: AppPilot) -> ScoringScreen:
    """From home to scoring, with everything read."""
    await settle(pilot)
    await press(pilot, "enter")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ScoringScreen)
    return screen


async def saved(pilot: AppPilot, screen: ScoringScreen) -> None:
    """Wait until everything typed is acknowledged."""
    for _ in range(40):
        if screen.saving.is_clean:
            return
        await pilot.pause(0.05)
    raise AssertionError("not saved within two seconds")


def stored(desk: Desk, screen: ScoringScreen) -> Score:
    """What the database holds of the cell on the screen."""
    assert screen.walk
    return open_desktop(desk, REFERENCE).score(screen.walk.here)


def border(screen: ScoringScreen) -> str:
    """What the screen says about saving."""
    return str(screen.query_one(AssessmentForm).border_subtitle)


async def test_a_letter_chooses_the_step_and_saves_it(workspace: Workspace) -> None:
    messages: list[object] = []
    desk = a_desk()
    put_package(desk)
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(size=NARROW, message_hook=messages.append) as pilot:
        screen = await open_scoring(pilot)
        await pilot.press("b")
        await pilot.pause()
        assert "not saved" in border(screen)
        await saved(pilot, screen)
        assert any(isinstance(m, WorkDone) and m.name == "save" for m in messages)
        assert stored(desk, screen).score == "8"
        assert "saved" in border(screen)
        assert "not saved" not in border(screen)


@pytest.mark.parametrize(("keys", "score"), [("8", "8"), ("10", "10"), ("2", "2"), ("9", "")])
async def test_typing_a_code_chooses_that_score(
    workspace: Workspace, keys: str, score: str
) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, *keys)
        await saved(pilot, screen)
        assert stored(desk, screen).score == score


@pytest.mark.parametrize(("keys", "score"), [(("1", "0"), "10"), (("1", "enter"), "1")])
async def test_a_code_that_begins_another_one_waits(
    workspace: Workspace, keys: tuple[str, ...], score: str
) -> None:
    desk = a_desk()
    put_package(desk, case_rules(ONE_TO_TEN))
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, *keys)
        await saved(pilot, screen)
        assert stored(desk, screen).score == score


async def test_a_range_has_a_number_field_that_keeps_to_the_scale(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk, case_rules(RANGE))
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "7", "comma", "5")
        await saved(pilot, screen)
        assert stored(desk, screen).score == "7.5"
        await press(pilot, "5")
        assert "7.55 is not a score" in shown(pilot, "#range-meaning")
        await saved(pilot, screen)
        assert stored(desk, screen).score == "7.5"


async def test_reason_is_typed_saved_and_counted(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "c", "m")
        await type_text(pilot, "abc ")
        await paste_text(pilot, "is geen score maar een motivering van acht")
        await press(pilot, "escape")
        await saved(pilot, screen)
        assert stored(desk, screen).score == "6"
        assert stored(desk, screen).reason == "abc is geen score maar een motivering van acht"
        assert "✓" in shown(pilot, "#reason-label")
        assert shown(pilot, "#status").endswith("1/6")
        assert "minus" in shown(pilot, "#warnings")


async def test_what_was_shown_as_saved_is_there_after_a_crash(workspace: Workspace) -> None:
    database = FakeDatabase()
    desk = a_desk(database=database)
    put_package(desk)
    app = EvalPanelApp(workspace, desk)
    async with app.run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "b", "m")
        await type_text(pilot, "een hele zin")
        await saved(pilot, screen)
        assert "✓ saved" in border(screen)
        cell = screen.walk and screen.walk.here
        app.exit()  # without the flush that quitting does
    assert cell
    again = open_desktop(a_desk(database=database), REFERENCE).score(cell)
    assert (again.score, again.reason) == ("8", "een hele zin")


async def test_a_key_just_before_walking_on_is_kept(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        assert screen.walk
        cell = screen.walk.here
        form = screen.query_one(AssessmentForm)
        with form.query_one("#plus", TextArea).prevent(TextArea.Changed):
            form.query_one("#plus", TextArea).text = "sterk"
        await press(pilot, "j")
        await saved(pilot, screen)
        assert screen.walk.here != cell
        assert open_desktop(desk, REFERENCE).score(cell).plus == "sterk"


@pytest.mark.parametrize("text", ["[/", "[b]x[/b]", "[type=x, v={'a[0]'}]", "a [b] c", "\u202etxt"])
async def test_text_of_people_is_shown_and_stored_as_it_is(workspace: Workspace, text: str) -> None:
    desk = a_desk()
    put_package(desk)
    cell = open_desktop(desk, REFERENCE).cells[0]
    save_score(desk, REFERENCE, Score(lot=cell[0], candidate=cell[1], item=cell[2], reason=text))
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        assert screen.query_one("#reason", TextArea).text == text
        await press(pilot, "v")
        assert clean_text(text) in shown(pilot, "#left-score")


async def test_leaving_at_once_saves_first(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await pilot.press("d", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        assert stored(desk, screen).score == "4"


async def test_a_full_disk_keeps_what_was_typed_and_says_so(workspace: Workspace) -> None:
    database = FakeDatabase()
    desk = a_desk(database=database)
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        database.full = True
        await pilot.press("b")
        await pilot.pause(0.6)
        await settle(pilot)
        assert "disk is full" in shown(pilot, "#dialog Plain")
        database.full = False
        await press(pilot, "escape")
        assert "NOT SAVED" in border(screen)
        await press(pilot, "escape")
        assert stored(desk, screen).score == "8"


async def test_cite_takes_page_paragraph_and_first_words(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "down", "down", "r")
        await saved(pilot, screen)
        reference = stored(desk, screen).reference
        assert "1 ¶3 “Beheersmaatregel: gedeelde nachtpoule met twee andere …”" in reference


async def test_undo_brings_back_the_version_before(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    assert isinstance(desk.clock, FixedClock)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        for key in ("a", "b", "d"):
            desk.clock.move(minutes=1)
            await press(pilot, key)
            await saved(pilot, screen)
        await press(pilot, "u")
        await saved(pilot, screen)
        assert stored(desk, screen).score == "8"
        await press(pilot, "u")
        await saved(pilot, screen)
        assert stored(desk, screen).score == "10"


async def test_walking_goes_through_candidates_items_and_gaps(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    score_everything(desk, leave_open=1)
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        assert screen.book
        assert screen.walk
        cells = screen.book.desktop.cells
        assert screen.walk.here == cells[-1]  # opens at the first gap
        await press(pilot, "j")
        assert screen.walk.here == cells[3]  # round to the first of the item
        await press(pilot, "left_square_bracket")
        assert screen.walk.here[2] == "SC-1.1"
        await press(pilot, "o", "j")
        assert screen.walk.here[2] == "SC-2.2"
        await press(pilot, "n")
        assert screen.walk.here == cells[-1]


async def test_panes_share_the_width_or_take_turns(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        dossier, form = screen.query_one(DossierView), screen.query_one(AssessmentForm)
        assert dossier.size.width > 30
        assert form.size.width > 36
        await press(pilot, "f6")
        assert (dossier.size.width > 70, form.size.width) == (True, 0)
        await press(pilot, "f6")
        assert (dossier.size.width, form.size.width > 70) == (0, True)
        await press(pilot, "f6")
        assert dossier.size.width > 30


async def test_compare_shows_two_candidates_and_own_scores(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    score_everything(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        await open_scoring(pilot)
        await press(pilot, "v")
        screen = pilot.app.screen
        assert isinstance(screen, CompareScreen)
        before = screen.right.here
        assert "my score 8" in shown(pilot, "#right-score")
        await press(pilot, "j")
        assert screen.right.here not in (before, screen.walk.here)


async def test_seal_jumps_to_a_gap_and_back(workspace: Workspace) -> None:
    desk = a_desk()
    put_package(desk)
    score_everything(desk, leave_open=1)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "j", "f9")
        assert "1 still open" in shown(pilot, "#missing")
        await press(pilot, "enter")
        assert pilot.app.screen is screen
        assert screen.walk
        assert screen.book
        assert screen.walk.here == screen.book.desktop.cells[-1]


async def test_score_everything_and_seal(workspace: Workspace, tmp_path: Path) -> None:
    desk = a_desk()
    put_package(desk)
    score_everything(desk)
    async with EvalPanelApp(workspace, desk).run_test(size=NARROW) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "f9")
        await press(pilot, "space", "f9")  # tick the statement, then seal
        await press(pilot, "left", "enter")  # from “Cancel” to “Seal”
        await press(pilot, "enter")  # the suggested folder
        code = shown(pilot, "#code")
        assert len(code.replace("-", "")) == 16
        files = list(workspace.outbox.glob("*.evseal"))
        assert len(files) == 1
        await press(pilot, "f6", "enter")
        receipts = list(workspace.outbox.glob("*.txt"))
        assert code in receipts[0].read_text()
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert code in border(screen)
        assert screen.query_one("#reason", TextArea).read_only
        before = stored(desk, screen)
        await press(pilot, "e")
        assert stored(desk, screen) == before
