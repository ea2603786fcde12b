"""Questions and statements over a screen; escape answers None."""

from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input

from evalpanel.domain.errors import EvalPanelError, HasProblems
from evalpanel.domain.text import clean_text
from evalpanel.language import _, say
from evalpanel.tui.widgets.plain import Plain, as_content
from evalpanel.tui.words.moments import days_in_words

AnswerT = TypeVar("AnswerT")


class Dialog(ModalScreen[AnswerT | None], Generic[AnswerT]):
    """A box with a title; escape gives None, left and right go between the buttons."""

    BINDINGS = [
        ("escape", "cancel", ""),
        ("left", "app.focus_previous", ""),
        ("right", "app.focus_next", ""),
    ]

    def __init__(self, title: str, text: str = "", agree: str = "") -> None:
        """Ask with a title, a text and a label for the button that agrees (all translated)."""
        super().__init__(classes="dialog")
        self.words = (title, text, agree or _("OK"))

    def compose(self) -> ComposeResult:
        """Text, field, buttons."""
        title, text, agree = self.words
        with Vertical(id="dialog") as box:
            box.border_title = as_content(title)
            if text:
                with VerticalScroll(classes="dialog-text", can_focus=False):
                    yield Plain(text)
            yield from self.compose_field()
            with Horizontal(classes="buttons"):
                yield Button(as_content(agree), id="agree", variant="primary", compact=True)
                yield from self.compose_refusal()

    def compose_field(self) -> ComposeResult:
        """What is to be filled in."""
        yield from ()

    def compose_refusal(self) -> ComposeResult:
        """The button that does nothing."""
        yield Button(Content(_("Cancel")), id="cancel", compact=True)

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    @on(Button.Pressed, "#cancel")
    def cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)


class Confirm(Dialog[bool]):
    """A question before something that cannot be undone; the refusal has the focus."""

    AUTO_FOCUS = "#cancel"

    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class Tell(Dialog[bool]):
    """A statement with one button."""

    def compose_refusal(self) -> ComposeResult:
        """Nothing to refuse."""
        yield from ()

    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Close."""
        self.dismiss(True)


class ShowError(Tell):
    """What happened and what to do next."""

    def __init__(self, error: EvalPanelError) -> None:
        """Show the sentences of an error in the language in use."""
        super().__init__(_("That did not work"), error_text(error))
        self.add_class("-error")


class AskText(Dialog[str]):
    """A question with one line as the answer."""

    PASSWORD = False

    def __init__(self, title: str, text: str = "", agree: str = "", value: str = "") -> None:
        """Ask, with the value already filled in."""
        super().__init__(title, text, agree)
        self._value = value

    def compose_field(self) -> ComposeResult:
        """One line."""
        yield Input(clean_text(self._value), password=self.PASSWORD, id="answer", compact=True)

    @on(Button.Pressed, "#agree")
    @on(Input.Submitted)
    def agree(self) -> None:
        """Answer what was typed."""
        self.dismiss(self.query_one("#answer", Input).value)


class AskPassphrase(AskText):
    """A question for a passphrase, which is not shown."""

    PASSWORD = True


def error_text(error: EvalPanelError) -> str:
    """The sentences of an error: what happened, every problem, what to do next."""
    lines = [days_in_words(say(error.sentence))]
    if isinstance(error, HasProblems):
        lines += [f"{p.path}: {say(p.sentence)}" if p.path else say(p.sentence)
                  for p in error.problems]  # fmt: skip
    if error.hint:
        lines += ["", say(error.hint)]
    return "\n".join(lines)
