"""Text that people typed is shown by the app as text: no control, no markup, no link that acts.

Issue 4, item 9: every free text of a whole evaluation is hostile here.
"""

from collections.abc import Sequence
from typing import Any

import pytest
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import TextArea

from evalpanel.domain.errors import Refused
from evalpanel.settings import Workspace
from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import AskText, Confirm, ShowError, Tell
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.screens import screen_for
from evalpanel.usecases.ports import Desk
from tests.hostile_panel import hostile_names, hostile_stages
from tests.hostile_texts import (
    DIRECTIONS,
    ESCAPES,
    FORMATS,
    INVISIBLE,
    LINES,
    PAPER_MARKUP,
    TERMINAL_MARKUP,
    forbidden_in,
)
from tests.panels import REF
from tests.tui.conftest import WIDE
from tests.tui.desks import a_desk
from tests.tui.pilot import AppPilot, paste_text, press, settle


def rendered(pilot: AppPilot) -> str:
    """Everything that the terminal gets of the screen in front, line by line."""
    screen = pilot.app.screen
    lines = screen._compositor.render_strips()
    assert len(lines) == screen.size.height
    return "\n".join("".join(segment.text for segment in strip) for strip in lines)


def actions(pilot: AppPilot) -> list[object]:
    """What would happen at a click on a text of the screen in front."""
    strips = pilot.app.screen._compositor.render_strips()
    metas = [segment.style.meta for strip in strips for segment in strip if segment.style]
    links = [segment.style.link for strip in strips for segment in strip if segment.style]
    return [meta for meta in metas if "@click" in meta] + [link for link in links if link]


def expect_clean(pilot: AppPilot) -> None:
    """Nothing that reaches the terminal acts, hides or turns; widgets hold no such text either."""
    assert forbidden_in(rendered(pilot)) == set()
    assert actions(pilot) == []
    for widget in pilot.app.screen.walk_children(Widget):
        titles = f"{widget.border_title or ''}{widget.border_subtitle or ''}{widget.tooltip or ''}"
        assert forbidden_in(titles) == set(), widget


STEPS: Sequence[tuple[str, str, str]] = (
    ("home", "open", "member"), ("prepare", "carded", "lead"), ("scoring", "scored", "member"),
    ("seal", "scored", "member"), ("merge", "merged", "lead"), ("consensus", "round", "lead"),
    ("ranking", "closed", "lead"), ("report", "reported", "member"),
)  # fmt: skip


@pytest.fixture(scope="module")
def desks() -> dict[tuple[str, str], Desk]:
    """By stage and whose desk it is."""
    with hostile_names():
        plays = {stage: play.copy(stage) for stage, play in hostile_stages("reported")}
        return {
            (stage, who): play.desk(play.scorers[0]) if who == "member" else play.lead
            for stage, play in plays.items()
            for who in ("lead", "member")
        }


@pytest.mark.parametrize(("step", "stage", "who"), STEPS)
async def test_a_screen_full_of_hostile_texts_shows_them(
    step: str, stage: str, who: str, desks: dict[tuple[str, str], Desk], workspace: Workspace
) -> None:
    desk = desks[stage, who]
    async with EvalPanelApp(workspace, desk).run_test(size=WIDE) as pilot:
        if step != "home":
            await pilot.app.push_screen(screen_for(step, desk, workspace, REF))
        await settle(pilot)
        expect_clean(pilot)
        await press(pilot, "down", "enter")
        expect_clean(pilot)


def _dialogs(text: str) -> tuple[ModalScreen[Any], ...]:
    line = text[:300]
    return (
        Confirm(line, text, line[:20]), Tell(line, text), AskText(line, text, value=line),
        ChooseOne(line, text, [("1", line), ("2", text)]), Why(line, [text, line]),
        AskReason(line, text, "OK", 3, text),
        Form(line, text, "OK", [Field("x", line, value=line)]),
        ShowError(Refused("{name} is wrong.", hint="Ask {name}.", name=text)),
    )  # fmt: skip


async def test_dialogs_about_hostile_texts_show_them(workspace: Workspace) -> None:
    kinds = (*LINES, *ESCAPES, *TERMINAL_MARKUP, *PAPER_MARKUP, *FORMATS, *DIRECTIONS, *INVISIBLE)
    text = " ".join(kinds)
    async with EvalPanelApp(workspace, a_desk()).run_test(size=WIDE) as pilot:
        await settle(pilot)
        for dialog in _dialogs(text):
            await pilot.app.push_screen(dialog)
            await settle(pilot)
            expect_clean(pilot)
            pilot.app.pop_screen()
        pilot.app.notify(text, title=text, markup=False)
        await settle(pilot)


async def test_what_is_pasted_shows_for_what_it_is(workspace: Workspace) -> None:
    """The text stays as it was pasted; only what is drawn is safe."""
    async with EvalPanelApp(workspace, a_desk()).run_test(size=WIDE) as pilot:
        await pilot.app.push_screen(AskReason("Why?", "", "OK", 1))
        await paste_text(pilot, "a\x1b[31mb\u202ec")
        await settle(pilot)
        expect_clean(pilot)
        assert "a�[31mb�c" in rendered(pilot)
        assert pilot.app.screen.query_one("#reason", TextArea).text == "a\x1b[31mb\u202ec"
