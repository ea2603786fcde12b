"""Pictures of what the rules of the trade add: ties, evidence, interests, suspension."""

from collections.abc import Callable

import pytest

from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.usecases import consensus, course
from tests import panels
from tests.builders import a_criterion, a_lot, an_item
from tests.panels import ADMITTED, ASSESSORS, REF, Play, play
from tests.tui.conftest import NARROW, WIDE
from tests.tui.pilot import AppPilot, press, settle
from tests.tui.test_before_scoring import interested, open_gates, open_prepare
from tests.tui.test_open_ends import open_ranking
from tests.usecases.test_gates import ONE, a_combination, opened, uea

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
Compare = Callable[..., bool]


def tied_and_below() -> Play:
    """In lot 1 two are equal at the cut, and the third is below the threshold in both lots."""
    found = play("round", "tui tied and below")
    for lot in found.lots:
        for candidate, score in zip(ADMITTED, ("6", "6", "4"), strict=True):
            for item in ("A1", "B1"):
                found.decide(candidate, score, item, lot=lot)
    consensus.close_meeting(found.lead, REF)
    return found


@SIZES
def test_a_tie_and_a_threshold(
    snap_compare: Compare,
    workspace: Workspace,
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = [a_criterion("A", an_item("A1", minimum={"score": "6"})),
             a_criterion("B", an_item("B1"))]  # fmt: skip
    lots = [a_lot("1", reserve=1), a_lot("2", 5)]
    variant = {"tui tied and below": {"criterion": items, "lot": lots}}
    monkeypatch.setattr(panels, "VARIANTS", variant)

    async def show(pilot: AppPilot) -> None:
        await open_ranking(pilot)

    app = EvalPanelApp(workspace, tied_and_below().lead, "en")
    assert snap_compare(app, terminal_size=size, run_before=show)


@SIZES
def test_gates_with_evidence(
    snap_compare: Compare, workspace: Workspace, size: tuple[int, int]
) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_gates(pilot)

    found = opened(a_combination(evidence=[uea(ONE)]))
    app = EvalPanelApp(workspace, found.lead, "en")
    assert snap_compare(app, terminal_size=size, run_before=show)


def test_an_interest_to_decide(snap_compare: Compare, workspace: Workspace) -> None:
    async def show(pilot: AppPilot) -> None:
        await open_prepare(pilot)
        await press(pilot, "i")

    app = EvalPanelApp(workspace, interested(ASSESSORS[0]).lead, "en")
    assert snap_compare(app, terminal_size=NARROW, run_before=show)


def test_a_suspended_tender(snap_compare: Compare, workspace: Workspace) -> None:
    found = play("judged")
    course.suspend_tender(found.lead, REF, "A complaint about the reasons in a letter")

    async def show(pilot: AppPilot) -> None:
        await settle(pilot)

    app = EvalPanelApp(workspace, found.lead, "en")
    assert snap_compare(app, terminal_size=NARROW, run_before=show)
