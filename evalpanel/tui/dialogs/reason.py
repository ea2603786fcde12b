"""One reason for all items on which everybody gave the same score."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, TextArea

from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.writing_area import WritingArea


class AskReason(Dialog[str]):
    """A reason of at least so many words; what was typed is kept by who asks."""

    AUTO_FOCUS = "#reason"

    def __init__(self, title: str, text: str, agree: str, needed: int, value: str = "") -> None:
        """Ask with a text already filled in."""
        super().__init__(title, text, agree)
        self._needed = needed
        self.value = value

    def compose_field(self) -> ComposeResult:
        """The reason and how long it is."""
        yield WritingArea(self.value, id="reason")
        yield Plain(id="count", classes="quiet")

    def on_mount(self) -> None:
        """Count what is there already."""
        self._count()

    @on(TextArea.Changed)
    def count(self) -> None:
        """Count the words."""
        self.value = self.query_one("#reason", TextArea).text
        self._count()

    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer the reason, once it is long enough."""
        if self._missing() <= 0:
            self.dismiss(self.value)

    def _missing(self) -> int:
        return max(1, self._needed) - len(self.value.split())

    def _count(self) -> None:
        self.query_one("#agree", Button).disabled = self._missing() > 0
        count, needed = len(self.value.split()), self._needed
        words = _("{count} of {needed} words or more", count=count, needed=needed)
        self.query_one("#count", Plain).show(words if needed > 1 else "")
