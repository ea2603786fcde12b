"""The three steps of the first run."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Input

from evalpanel.domain.crockford import plain
from evalpanel.language import _
from evalpanel.tui.passphrase_strength import LEVELS, strength_bar, strength_of
from evalpanel.tui.recovery_sheet import sheet_rows
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.identities import MIN_PASSPHRASE

GROUPS = 14


@dataclass(frozen=True)
class Person:
    """Who sets up the workspace."""

    name: str
    organisation: str
    function: str


class StepDone(Message):
    """A step is done: it gives a person, a passphrase, or nothing."""

    def __init__(self, value: Person | str | None = None) -> None:
        """Carry what was filled in."""
        super().__init__()
        self.value = value


class Step(VerticalScroll):
    """Fields and a button; enter goes to the next empty field, or on."""

    def on_mount(self) -> None:
        """Leave the focus to the fields."""
        self.can_focus = False

    @on(Input.Changed)
    def forget_complaint(self) -> None:
        """What was said about a field no longer holds once it is typed in."""
        self.complain("")

    @on(Input.Submitted)
    @on(Button.Pressed)
    def go_on(self, message: Input.Submitted | Button.Pressed) -> None:
        """Go to the next empty field, or finish the step."""
        fields = list(self.query(Input))
        if isinstance(message, Input.Submitted) and message.input is not fields[-1]:
            fields[fields.index(message.input) + 1].focus()
        else:
            self.finish()

    def finish(self) -> None:
        """Check the fields and post `StepDone`, or say what is missing."""

    def complain(self, text: str) -> None:
        """Say what is missing."""
        self.query_one(".complaint", Plain).show(text)


class NameStep(Step):
    """Who are you?"""

    def compose(self) -> ComposeResult:
        """Name, organisation, function."""
        yield Plain(_("Welcome. Who are you?"), classes="title")
        yield Plain(_("Your name stands under your scores and in the report."), classes="quiet")
        for name, label in (
            ("name", _("Name")),
            ("organisation", _("Organisation")),
            ("function", _("Function")),
        ):
            yield Plain(label, classes="field-label")
            yield Input(id=name, compact=True)
        yield Plain(classes="complaint")
        yield Plain(id="restoring", classes="good")
        yield Button(Content(_("Next")), compact=True)

    def show_restoring(self, restoring: bool) -> None:
        """Say that the workspace will come from a recovery sheet."""
        words = _("Your recovery sheet is taken. Fill in your name and choose a new passphrase.")
        self.query_one("#restoring", Plain).show(words if restoring else "")

    def finish(self) -> None:
        """A name is needed."""
        name, organisation, function = (field.value.strip() for field in self.query(Input))
        if name:
            self.post_message(StepDone(Person(name, organisation, function)))
        else:
            self.complain(_("Fill in your name."))


class PassphraseStep(Step):
    """Choose a passphrase."""

    def __init__(self, suggestion: str, *, id: str, classes: str) -> None:
        """Show a suggestion."""
        super().__init__(id=id, classes=classes)
        self._suggestion = suggestion

    def compose(self) -> ComposeResult:
        """Suggestion, two fields, strength."""
        yield Plain(_("Choose a passphrase"), classes="title")
        yield Plain(
            _(
                "It locks everything on this laptop. At least {count} characters; a few words are "
                "easy to remember and hard to guess. Nobody can look it up for you.",
                count=MIN_PASSPHRASE,
            ),
            classes="quiet paragraph",
        )
        yield Plain(_("For example (F5 gives other words):"), classes="quiet")
        yield Plain(self._suggestion, id="suggestion")
        yield Plain(_("Passphrase"), classes="field-label")
        yield Input(password=True, id="first", compact=True)
        yield Plain(id="strength")
        yield Plain(_("Once more"), classes="field-label")
        yield Input(password=True, id="second", compact=True)
        yield Plain(classes="complaint")
        yield Button(Content(_("Next")), id="make", compact=True)

    def suggest(self, words: str) -> None:
        """Show other words."""
        self.query_one("#suggestion", Plain).show(words)

    def show_busy(self, busy: bool) -> None:
        """Say that the workspace is being made, which takes a second or two."""
        self.complain("")
        self.query_one("#strength", Plain).show(_("One moment …") if busy else "")
        for field in self.query("Input, Button"):
            field.disabled = busy

    @on(Input.Changed, "#first")
    def show_strength(self, message: Input.Changed) -> None:
        """Show how strong the passphrase is."""
        word = _(LEVELS[strength_of(message.value)]) if message.value else ""
        bar = f"{strength_bar(message.value)} {word}" if message.value else ""
        self.query_one("#strength", Plain).show(bar)

    def finish(self) -> None:
        """Long enough, and twice the same."""
        first, second = (field.value for field in self.query(Input))
        if len(first) < MIN_PASSPHRASE:
            self.complain(_("Use at least {count} characters.", count=MIN_PASSPHRASE))
        elif first != second:
            self.complain(_("The two are not the same; type both again."))
        else:
            self.post_message(StepDone(first))


class SheetStep(Step):
    """Write down the recovery sheet; two groups are typed back."""

    code = ""
    asked = (1, 2)
    """The numbers of the two groups that are asked for."""

    def compose(self) -> ComposeResult:
        """The groups, and two fields."""
        yield Plain(_("Your recovery sheet"), classes="title")
        yield Plain(
            _(
                "Write these 14 groups down, or save the sheet (F6) and print it. With them you "
                "can always come back; so can anybody else who has them."
            ),
            classes="quiet paragraph",
        )
        yield Plain(id="groups")
        yield Plain(id="saved", classes="good")
        for number in (0, 1):
            yield Plain(id=f"ask-{number}", classes="field-label")
            yield Input(id=f"group-{number}", max_length=9, compact=True)
        yield Plain(classes="complaint")
        yield Button(Content(_("Ready")), id="ready", compact=True)

    def show_code(self, code: str, below: Callable[[int], int]) -> None:
        """Show the groups and draw the two that are asked for."""
        self.code = code
        first = below(GROUPS)
        second = (first + 1 + below(GROUPS - 1)) % GROUPS
        self.asked = (min(first, second) + 1, max(first, second) + 1)
        self.query_one("#groups", Plain).show("\n".join(sheet_rows(code)))
        for place, number in enumerate(self.asked):
            words = _("Type group {number}, from your paper", number=number)
            self.query_one(f"#ask-{place}", Plain).show(words)

    def show_saved(self, file: Path) -> None:
        """Say where the sheet was saved."""
        self.query_one("#saved", Plain).show(_("✓ saved: {file}", file=file))

    def finish(self) -> None:
        """Both groups as they are on the sheet."""
        groups = self.code.split()
        for field, number in zip(self.query(Input), self.asked, strict=True):
            if plain(field.value) != groups[number - 1]:
                self.complain(_("Group {number} is not what the sheet says.", number=number))
                field.focus()
                return
        self.post_message(StepDone())
