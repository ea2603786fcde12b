"""Names in dossiers on the preparation screen: shown, decided on, and pages to look at (R-31)."""

from dataclasses import replace

import pytest
from textual.widgets import OptionList, TextArea

from evalpanel.domain.dossier import DossierSurvey
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.score_book import open_book
from evalpanel.tui.score_warnings import warnings_of
from evalpanel.tui.screens.seal import SealScreen
from evalpanel.usecases.scoring import open_desktop, save_score
from tests.tui import test_consensus
from tests.tui.chair_desks import QuickReader, chair_desk
from tests.tui.conftest import WIDE
from tests.tui.desks import REFERENCE, a_desk, put_package, score_everything
from tests.tui.pilot import press, shown, type_text
from tests.tui.test_prepare import open_prepare
from tests.tui.test_scoring import open_scoring

CANDIDATE = "Lantaarnhof"


class TellingReader(QuickReader):
    """Finds a name in one dossier, and a picture in it."""

    def survey(self, data: bytes, name: str, count: int) -> DossierSurvey:
        """A page with the name where Kadeveld wrote it."""
        if data and count and name == "prestatiedossier.txt":
            return DossierSurvey(
                pages=(("Wij van Kadeveld",), ()), images=(1,), complete=False,
                handed_in=(("properties", "Kadeveld"),),
            )  # fmt: skip
        return DossierSurvey(pages=(("Wij",),))


async def test_a_name_is_shown_and_a_person_says_why_it_stays(workspace: Workspace) -> None:
    desk = replace(chair_desk("carded"), dossiers=TellingReader())
    async with EvalPanelApp(workspace, desk).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "8", "enter")
        assert isinstance(pilot.app.screen, Why)
        assert "Kadeveld betrays kadeveld" in pilot.app.screen.steps[0]
        await press(pilot, "escape", "n")
        assert isinstance(pilot.app.screen, ChooseOne)
        options = pilot.app.screen.query_one("#options", OptionList)
        lines = [str(option.prompt) for option in options.options]
        assert lines[0].startswith("▲ kadeveld")
        assert lines[1].startswith("· kadeveld")
        assert "look at the pictures on page 1; no words on page 2" in lines[2]
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, AskReason)
        pilot.app.screen.query_one("#reason", TextArea).text = "The name of a street"
        await press(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, ChooseOne)
        await press(pilot, "escape", "8", "enter")
    with desk.work() as work:
        assert work.packages.of(REFERENCE)
        [decision] = (e for e in work.register.of(REFERENCE) if isinstance(e, NameDecision))
    assert (decision.candidate, decision.reason) == ("kadeveld", "The name of a street")


async def test_where_no_name_is_found_the_screen_says_what_it_cannot_find(
    workspace: Workspace,
) -> None:
    async with EvalPanelApp(workspace, chair_desk("carded")).run_test() as pilot:
        await open_prepare(pilot, REFERENCE)
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, Why)
        assert "in a picture cannot be found" in pilot.app.screen.steps[0]


async def test_a_name_in_the_own_texts_is_on_the_checklist_and_stays_only_with_a_reason(
    workspace: Workspace,
) -> None:
    """The line leads to its place; sealing asks why the name stays."""
    desk = a_desk()
    put_package(desk)
    score_everything(desk)
    desktop = open_desktop(desk, REFERENCE)
    cell = desktop.cells[-1]
    text = f"Zoals {CANDIDATE} het ook elders deed, goed en duidelijk onderbouwd"
    save_score(desk, REFERENCE, desktop.scores[cell].model_copy(update={"reason": text}))
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        screen = await open_scoring(pilot)
        await press(pilot, "f9")
        seal = pilot.app.screen
        assert isinstance(seal, SealScreen)
        last = str(seal.query_one("#checks", OptionList).options[-1].prompt)
        assert last.startswith("→ reason on")
        assert "betrays" in last
        assert shown(pilot, "#missing").startswith("▲ Everything is scored, but")
        assert seal.query_one("#checks").has_focus, "the names come before the statement"
        await press(pilot, "tab", "space", "f9", "left", "enter")
        assert isinstance(pilot.app.screen, AskReason)
        pilot.app.screen.query_one("#reason", TextArea).text = "It is quoted"
        await press(pilot, "tab", "enter", "enter")
        assert shown(pilot, "#code")
        assert screen.is_running
    assert open_desktop(desk, REFERENCE).sealed_code


async def test_a_name_in_a_decision_of_the_meeting_is_told_at_once(
    workspace: Workspace,
) -> None:
    reason = "Zoals Kadeveld het ook elders heeft gedaan, en goed onderbouwd"
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        screen = await test_consensus.open_item(pilot)
        await press(pilot, "space")
        await test_consensus.decide(pilot, test_consensus.a_given(screen), reason)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, Tell)
        assert "Kadeveld" in shown(pilot, ".dialog-text Plain")


async def test_a_name_in_one_reason_for_many_decisions_is_told_at_once(
    workspace: Workspace,
) -> None:
    async with EvalPanelApp(workspace, chair_desk("meeting")).run_test() as pilot:
        await test_consensus.open_agenda(pilot)
        await press(pilot, "g")
        await type_text(pilot, "Te kort is dit niet meer en Kadeveld doet dat elders ook")
        await press(pilot, "tab", "enter")
        assert isinstance(pilot.app.screen, Tell)
        assert "Kadeveld" in shown(pilot, ".dialog-text Plain")


@pytest.mark.parametrize(
    "text", ["Zoals L a n t a a r n h o f doet", "Lantaarn-\nhof", "LANTAARNHOF"]
)
def test_the_scoring_screen_warns_with_the_search_of_sealing(text: str) -> None:
    """R-31: what will be refused on sealing is told while it is written."""
    desk = a_desk()
    put_package(desk)
    score_everything(desk)
    book = open_book(desk, REFERENCE)
    cell = book.desktop.cells[0]
    assert not any("betray" in warning for warning in warnings_of(book, cell))
    book.write(book.score(cell).model_copy(update={"reference": text}))
    assert "may betray a candidate" in warnings_of(book, cell)[0]
