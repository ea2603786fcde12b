"""Names in dossiers on the preparation screen: shown, decided on, and pages to look at (R-31)."""

from dataclasses import replace

from textual.widgets import OptionList, TextArea

from evalpanel.domain.dossier import DossierSurvey
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.why import Why
from tests.tui.chair_desks import QuickReader, chair_desk
from tests.tui.desks import REFERENCE
from tests.tui.pilot import press
from tests.tui.test_prepare import open_prepare


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
