"""What hides all screens under it, and keeps from them what would show something."""

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.screen import Screen


class Curtain:
    """A screen in front of all others; what they were to show waits until it is gone."""

    def __init__(self) -> None:
        """Hold nothing back yet."""
        self._waiting: list[tuple[Screen[Any], Callable[[], object]]] = []

    def hold_back(self, screen: Screen[Any], go_on: Callable[[], object]) -> None:
        """Let this screen go on later."""
        self._waiting.append((screen, go_on))

    def let_go_on(self) -> None:
        """Let every screen go on, in its own turn and in order."""
        for screen, go_on in self._waiting:
            screen.call_later(go_on)
        self._waiting.clear()


def curtain_of(app: App[Any]) -> Curtain | None:
    """The curtain that is down, if one is."""
    return next((screen for screen in app.screen_stack if isinstance(screen, Curtain)), None)
