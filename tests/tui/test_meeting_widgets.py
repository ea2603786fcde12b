"""The parts of the meeting screen: scores on a scale, overview, choice of a step, boxes."""

from dataclasses import replace

import pytest
from textual.app import App, ComposeResult

from evalpanel.domain.rules import Range, Scale, Step
from evalpanel.tui.widgets.heat_map import heat_map
from evalpanel.tui.widgets.score_marks import MemberMark, marks
from evalpanel.tui.widgets.step_choice import StepChoice
from evalpanel.tui.widgets.tick_box import TickBox
from evalpanel.tui.words.clock import minutes_text
from evalpanel.tui.words.meeting import reason_texts
from evalpanel.usecases.meeting import open_meeting
from tests.tui.chair_desks import chair_desk
from tests.tui.desks import REFERENCE

STEPS = Scale(
    id="s",
    steps=tuple(
        Step(code=code, value=value, label="x", definition="y")
        for code, value in (("10", "1"), ("8", "0.8"), ("6", "0.6"))
    ),
)
GRID = Scale.model_validate(
    {"id": "r", "range": Range.model_validate({"from": "0", "to": "10", "step": "0.25"})}
)


def mark(score: str, name: str = "Ama Osei") -> MemberMark:
    return MemberMark("A", name, score)


def test_a_mark_stands_under_its_score() -> None:
    head, line = marks(STEPS, [mark("8")], 40).plain.splitlines()
    assert line.index("●") == head.index("8")


def test_on_a_range_the_score_is_written_too() -> None:
    lines = marks(GRID, [mark("0"), mark("7.25"), mark("10")], 40).plain.splitlines()
    places = [line.index("●") for line in lines[1:]]
    assert places == sorted(places)
    assert lines[2].endswith(" 7.25")


@pytest.mark.parametrize("width", [24, 34, 60, 110])
def test_no_line_is_wider_than_asked(width: int) -> None:
    long = mark("8", "Ana-María " * 12)
    assert all(
        len(line) <= max(width, 24) for line in marks(STEPS, [long], width).plain.split("\n")
    )


def test_the_overview_has_a_row_per_candidate_and_the_figures() -> None:
    meeting = open_meeting(chair_desk("meeting"), REFERENCE)
    rows = heat_map(meeting.agenda).plain.splitlines()
    assert len(rows) == 1 + len({item.cell[1] for item in meeting.agenda})
    spread = meeting.agenda[0].spread
    row = next(line for line in rows if line.startswith(spread.cell[1]))
    assert f"{spread.steps} ▲" in row


def test_reasons_are_never_read_as_markup() -> None:
    meeting = open_meeting(chair_desk("meeting"), REFERENCE)
    item = meeting.agenda[0]
    hostile = "[/bold] [type=x, v={'a[0]'}] \x1b[31m"
    scores = {key: score.model_copy(update={"reason": hostile})
              for key, score in item.scores.items()}  # fmt: skip
    text = reason_texts(meeting, replace(item, scores=scores))[0].plain
    assert "[/bold] [type=x, v={'a[0]'}]" in text
    assert "\x1b" not in text


def test_minutes_become_hours() -> None:
    assert minutes_text(252) == "04:12"
    assert minutes_text(3852) == "1:04:12"


class Parts(App[None]):
    """A choice and a box."""

    def compose(self) -> ComposeResult:
        yield StepChoice(("10", "1", "8"))
        yield TickBox("present")


async def test_typing_a_longer_code_corrects_the_shorter_one() -> None:
    app = Parts()
    async with app.run_test() as pilot:
        choice = app.query_one(StepChoice)
        await pilot.press("1")
        assert choice.chosen == "1"
        await pilot.press("0")
        assert choice.chosen == "10"
        await pilot.press("right", "right", "right")
        assert choice.chosen == "8"
        await pilot.press("left")
        assert choice.chosen == "1"


async def test_a_box_differs_in_sign() -> None:
    app = Parts()
    async with app.run_test() as pilot:
        box = app.query_one(TickBox)
        await pilot.press("tab", "space")
        assert box.value
        assert box.render().plain == "[✓] present"
        await pilot.press("enter")
        assert box.render().plain == "[ ] present"
