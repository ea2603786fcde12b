"""Before anybody scores: interests decided, gates with evidence and terms, who withdraws."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from evalpanel.domain.people import Conflict
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.form import Form
from evalpanel.tui.dialogs.second_person import AskSecondPerson
from evalpanel.tui.screens.gate_commands import JudgeForLot, TakeAnswer
from evalpanel.tui.screens.gates import GatesScreen
from evalpanel.tui.screens.prepare import PrepareScreen
from evalpanel.tui.screens.prepare_commands import IssuePackage
from evalpanel.usecases.conflicts import list_cases
from evalpanel.usecases.gate_lines import list_gates
from tests import panels
from tests.panels import ASSESSORS, LEAD, REF, SECOND, Play, person, play
from tests.tui.pilot import AppPilot, press, settle, shown
from tests.tui.test_open_ends import second, submit
from tests.usecases.test_gates import ONE, a_combination, opened, uea

WHAT = "Worked there until 2024"


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A key file that opens the second person without the wait of a passphrase."""
    monkeypatch.setattr("evalpanel.bootstrap.unlock_identity", lambda _file, _words: person(SECOND))
    file = tmp_path / "sam.evkey"
    file.write_bytes(b"key")
    return file


def interested(name: str, of: str = "Alpha") -> Play:
    """All cards are in, and one member declared an interest."""
    found = play("invited")
    for other in (LEAD, SECOND, *ASSESSORS[:3]):
        found.declare(other, [Conflict(name=of, what=WHAT)] if other == name else [])
    panels._carded(found)
    return found


async def open_prepare(pilot: AppPilot) -> PrepareScreen:
    app = pilot.app
    assert isinstance(app, EvalPanelApp)
    assert app.desk is not None
    await settle(pilot)
    screen = PrepareScreen(app.desk, app.workspace, REF)
    await app.push_screen(screen)
    await settle(pilot)
    return screen


async def open_gates(pilot: AppPilot) -> GatesScreen:
    await open_prepare(pilot)
    await press(pilot, "5")
    screen = pilot.app.screen
    assert isinstance(screen, GatesScreen)
    return screen


def shown_lines(screen: GatesScreen) -> list[str]:
    return [str(option.prompt) for option in screen.query_one("#lines", OptionList).options]


async def answer(pilot: AppPilot, text: str) -> None:
    await press(pilot, *(char if char != " " else "space" for char in text), "tab", "enter")


async def test_an_interest_stands_between_the_cards_and_the_issue(workspace: Workspace) -> None:
    """R-11: nothing is issued while it is open; facts and reason are asked."""
    found = interested(ASSESSORS[0])
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_prepare(pilot)
        assert [row.id for row in screen.rows][-3:] == ["cards", "interests", "issue"]
        assert screen.rows[-2].detail == "1 interest still to decide"
        assert not screen.is_possible(IssuePackage)
        await press(pilot, "i", "enter", "enter")
        assert isinstance(pilot.app.screen, Form)
        await submit(pilot, facts="It ended long ago", reason="Nothing binds them any more")
        assert screen.rows[-2].is_done
        assert screen.is_possible(IssuePackage)
    [case] = list_cases(found.lead, REF)
    assert case.decided is not None
    assert (case.decided.measure, case.decided.facts) == ("none", "It ended long ago")


async def test_a_case_about_oneself_is_decided_by_another(workspace: Workspace, key: Path) -> None:
    found = interested(LEAD)
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        await open_prepare(pilot)
        await press(pilot, "i", "enter", "enter")
        await submit(pilot, facts="It ended long ago", reason="Nothing binds them any more")
        assert isinstance(pilot.app.screen, AskSecondPerson)
        await second(pilot, key)
    [case] = list_cases(found.lead, REF)
    assert case.decided is not None
    assert case.decided.decided_by == SECOND


async def test_an_interest_is_brought_up_by_somebody_else(workspace: Workspace) -> None:
    found = play("carded")
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_prepare(pilot)
        assert "interests" not in [row.id for row in screen.rows]
        await press(pilot, "i", "enter", "enter", "enter")
        await submit(pilot, what=WHAT, alleged_by="A competitor")
        assert screen.rows[-2].detail == "1 interest still to decide"


async def test_evidence_and_pairs_without_an_outcome_are_named(workspace: Workspace) -> None:
    """R-20, R-27: what lacks stands below its gate; who has no outcome stands below all."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        rows = shown_lines(screen)
        assert any("▲ GVA is missing" in row for row in rows)
        assert any("✓ own declaration (ESPD) is valid" in row for row in rows)
        assert "is not judged" in shown(pilot, "#without-outcome")


async def test_met_without_its_evidence_asks_why(workspace: Workspace) -> None:
    """R-27: foreign evidence can do; the reason for it stands beside the judgement."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        gate = screen.lines[0].need.gate
        await press(pilot, "home", "enter", "enter")
        await answer(pilot, "Seen")
        assert "The evidence is incomplete" in shown(pilot, ".dialog-text Plain")
        await answer(pilot, "Foreign")
        line = screen.lines[0]
        assert line.need.gate == gate
        assert line.judgement is not None
        assert (line.judgement.outcome, line.judgement.evidence_reason) == ("met", "Foreign")


async def test_a_facultative_ground_asks_why_it_is_proportionate(workspace: Workspace) -> None:
    """R-25."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        place = next(n for n, line in enumerate(screen.lines) if line.need.gate == "U-2")
        await press(pilot, "home", *["down"] * place, "enter", "down", "down", "enter")
        await answer(pilot, "Conviction")
        assert "proportionate" in shown(pilot, ".dialog-text Plain")
        await answer(pilot, "Grave")
        assert screen.lines[place].waits
        [act] = [act for act in screen.found.waiting if act.subject["gate"] == "U-2"]
        assert act.subject["proportionality"] == "Grave"


async def test_repair_has_a_term_and_an_answer(workspace: Workspace) -> None:
    """R-24: the term stands below the gate, and the answer is taken down."""
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        await press(pilot, "home", "enter", "down", "enter")
        await submit(pilot, question="Send the GVA", days="3")
        request = screen.lines[0].request
        assert request is not None
        assert request.request.days == 3
        rows = shown_lines(screen)
        assert "term is running" in rows[0]
        assert screen.is_possible(TakeAnswer)
        await press(pilot, "a")
        await submit(pilot, answer="Here it is")
        assert screen.lines[0].request is not None
        assert screen.lines[0].request.state == "answered"


async def test_a_gate_is_judged_for_one_lot(workspace: Workspace) -> None:
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        assert screen.is_possible(JudgeForLot)
        place = next(n for n, line in enumerate(screen.lines) if line.need.gate == "U-2")
        await press(pilot, "home", *["down"] * place, "l", "down", "enter", "enter")
        await answer(pilot, "Seen")
        assert screen.applicant is not None
        lines = list_gates(found.lead, REF, screen.applicant.application.id)
        assert [line.lot for line in lines if line.need.gate == "U-2"] == ["*", "2"]


async def test_a_candidate_withdraws_from_one_lot(workspace: Workspace) -> None:
    found = opened(a_combination(evidence=[uea(ONE)]))
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await open_gates(pilot)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, ChooseOne)
        await press(pilot, "down", "enter")
        await answer(pilot, "No staff")
        assert "withdrawn: lot 1" in shown(pilot, "#standing")
        assert screen.lots_left == ("2",)
