"""Driving the app: wait until all work is done, type words, read the screen."""

from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from evalpanel.tui.app import EvalPanelApp
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.widgets.plain import Plain

AppPilot = Pilot[None]
_ROUNDS = 10
"""How often work may lead to other work before something is wrong."""


async def settle(pilot: AppPilot) -> None:
    """Wait for the work of the screens and for what follows; a folder tree never stops working."""
    for _ in range(_ROUNDS):
        await pilot.pause()
        busy = [worker for worker in pilot.app.workers if isinstance(worker.node, PanelScreen)]
        if busy:
            await pilot.app.workers.wait_for_complete(busy)
        elif not any(_is_waited_for(screen) for screen in pilot.app.screen_stack):
            return
    raise AssertionError("the work of the screens does not end")


def _is_waited_for(screen: object) -> bool:
    """Whether work was begun that is not done, or that begins once the screen says so."""
    return isinstance(screen, PanelScreen) and bool(screen.under_way)


async def type_text(pilot: AppPilot, text: str) -> None:
    """Press the keys of a text, one by one."""
    names = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "-": "minus"}
    await pilot.press(*(names.get(char, char) for char in text))


async def paste_text(pilot: AppPilot, text: str) -> None:
    """Paste a text where the cursor is, which is quicker than its keys."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def press(pilot: AppPilot, *keys: str) -> None:
    """Press keys and wait until all that follows is done."""
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: AppPilot, selector: str) -> str:
    """The text of a `Plain` or `Static` on the screen in front."""
    widget = pilot.app.screen.query_one(selector, Static)
    return widget.text if isinstance(widget, Plain) else str(widget.render())


def app_of(pilot: AppPilot) -> EvalPanelApp:
    """The app that is driven."""
    assert isinstance(pilot.app, EvalPanelApp)
    return pilot.app
