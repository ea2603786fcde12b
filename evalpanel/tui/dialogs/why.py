"""Why a number is what it is: every step, to be read and scrolled with the arrow keys."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from evalpanel.language import _
from evalpanel.tui.widgets.plain import Plain, as_content


class Why(ModalScreen[None]):
    """A title and a line per step; escape and enter close it."""

    BINDINGS = [("escape,enter,q", "dismiss", "")]

    def __init__(self, title: str, steps: Sequence[str]) -> None:
        """Explain with these sentences (translated)."""
        super().__init__(classes="dialog")
        self._title = title
        self.steps = tuple(steps)

    def compose(self) -> ComposeResult:
        """The steps."""
        with VerticalScroll(id="help") as box:
            box.border_title = as_content(self._title)
            box.border_subtitle = Content(_("esc closes"))
            yield Plain("\n".join(f"· {step}" for step in self.steps), id="steps")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one("#help").focus()
