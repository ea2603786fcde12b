"""F1: what a screen is for in plain words, and its keys."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.widgets.plain import Plain


class HelpScreen(ModalScreen[None]):
    """Explains a screen and lists its keys; any of escape, enter and F1 closes it."""

    BINDINGS = [("escape,f1,enter,q", "dismiss", "")]

    def __init__(self, title: str, text: str, commands: Iterable[type[Command]]) -> None:
        """Explain with this text (English) and these commands."""
        super().__init__(classes="dialog")
        self._words = (title, text)
        self._commands = [command for command in commands if command.keys()]

    def compose(self) -> ComposeResult:
        """Text and table of keys."""
        title, text = self._words
        with VerticalScroll(id="help") as box:
            box.border_title = Content(_(title))
            box.border_subtitle = Content(_("esc closes"))
            yield Plain(_(text), classes="paragraph")
            for command in self._commands:
                with Horizontal(classes="key-line"):
                    yield Plain(command.keys(), classes="key-name")
                    yield Plain(f"{_(command.label)}: {_(command.help)}", classes="key-help")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help").focus()
