"""Revising a package and carrying scores over, in the app."""

from functools import partial

from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.revision_steps import CarryOverScores, RevisePackage
from evalpanel.usecases import carrying_over, merging, scoring
from tests.panels import REF
from tests.revisions import (
    ANN,
    CAS,
    come,
    half_sealed,
    open_file,
    package_of,
    replace,
    roster_revised,
    rules_revised,
    seal_file,
)
from tests.tui.pilot import press, settle, shown
from tests.tui.test_course import home


async def test_home_says_that_the_package_must_be_revised_and_revises_it(
    workspace: Workspace,
) -> None:
    found = half_sealed()
    come(found)
    replace(found)
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert f"waits for {CAS}, who left" in shown(pilot, "#next-step")
        assert screen.is_possible(RevisePackage)
        screen._revise(REF, "Cas is ill", workspace.outbox)
        await settle(pilot)
        assert "The package is revised" in str(pilot.app.screen.query_one("#dialog").border_title)
    assert package_of(found).revision == 2


async def test_the_menu_asks_why_before_it_asks_where(workspace: Workspace) -> None:
    found = half_sealed()
    async with EvalPanelApp(workspace, found.lead).run_test() as pilot:
        screen = await home(pilot)
        assert screen.row is not None
        assert "revise" in dict(screen.choices(screen.row))
        screen.do_other(REF, "revise")
        await settle(pilot)
        assert str(pilot.app.screen.query_one("#dialog").border_title) == "Revise the package"
        await press(pilot, "escape")
    assert package_of(found).revision == 1


async def test_a_member_looks_at_what_stands_and_carries_it_over(workspace: Workspace) -> None:
    """R-3: after the assessor's confirmation."""
    found = rules_revised()
    open_file(found, ANN)
    async with EvalPanelApp(workspace, found.desk(ANN)).run_test() as pilot:
        screen = await home(pilot)
        assert "Scores of yours that still stand: 3." in shown(pilot, "#next-step")
        assert screen.is_possible(CarryOverScores)
        screen.show_what_stands()
        await settle(pilot)
        text = shown(pilot, "#dialog Plain")
        assert "A1: " in text
        assert "B1 (3): the item was changed." in text
        await press(pilot, "left", "enter")
        await settle(pilot)
        assert "Carried over: 3" in shown(pilot, "#dialog Plain")
        await press(pilot, "enter")
        await settle(pilot)
        assert not screen.is_possible(CarryOverScores)
    assert len(scoring.open_desktop(found.desk(ANN), REF).gaps) == 3


async def test_the_seal_screen_seals_the_same_sheet_again(workspace: Workspace) -> None:
    found = roster_revised()
    code = scoring.open_desktop(found.desk(ANN), REF).sealed_code
    open_file(found, ANN)
    async with EvalPanelApp(workspace, found.desk(ANN)).run_test() as pilot:
        await home(pilot)
        assert "seal the same sheet once more" in shown(pilot, "#next-step")
        screen = screen_for("seal", found.desk(ANN), workspace, REF)
        await pilot.app.push_screen(screen)
        await settle(pilot)
        assert "F5 seals the same sheet once more" in shown(pilot, "#where")
        seal = partial(getattr(screen, "_seal"))  # noqa: B009 - private to the screen
        seal(seal_file(ANN).parent)
        await settle(pilot)
        assert "Written and read back" in shown(pilot, "#where")
    desktop = scoring.open_desktop(found.desk(ANN), REF)
    assert (desktop.sealed_code, desktop.seal_again) == (code, False)
    (verdict,) = merging.merge_seals(found.lead, REF, [seal_file(ANN)]).files
    assert verdict.verdict == "accepted"


def test_nothing_is_carried_over_before_the_member_agrees() -> None:
    found = rules_revised()
    open_file(found, ANN)
    assert carrying_over.plan_carry_over(found.desk(ANN), REF).carried
    assert len(scoring.open_desktop(found.desk(ANN), REF).gaps) == 6
