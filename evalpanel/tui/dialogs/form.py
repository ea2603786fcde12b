"""Several short answers in one dialog; what was typed is kept by who asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, Input

from evalpanel.domain.text import clean_text
from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.widgets.plain import Plain


@dataclass(frozen=True)
class Field:
    """One line to fill in, with its label and an example (translated)."""

    id: str
    label: str
    example: str = ""
    value: str = ""
    """Stands there until something else is typed."""
    is_needed: bool = True


class Form(Dialog[dict[str, str]]):
    """Answers the text of every field by its id; ↑ and ↓ go between them, enter goes on."""

    BINDINGS = [("up", "app.focus_previous", ""), ("down", "app.focus_next", "")]

    def __init__(
        self,
        title: str,
        text: str,
        agree: str,
        fields: Sequence[Field],
        typed: dict[str, str] | None = None,
    ) -> None:
        """Ask, with what was `typed` before; it is kept up to date while typing."""
        super().__init__(title, text, agree)
        self.add_class("-form")
        self.fields = tuple(fields)
        self.typed = {} if typed is None else typed

    def compose_field(self) -> ComposeResult:
        """A label and a line each."""
        with VerticalScroll(classes="form", can_focus=False):
            for field in self.fields:
                label = field.label if field.is_needed else f"{field.label} ({_('may be empty')})"
                value = clean_text(self.typed.get(field.id, field.value))
                yield Plain(label, classes="field-label")
                yield Input(value, placeholder=field.example, id=f"of-{field.id}", compact=True)
        yield Plain(id="complaint", classes="complaint")

    def on_mount(self) -> None:
        """Begin with the first field."""
        self.query(Input).first().focus()

    @on(Input.Changed)
    def keep(self, message: Input.Changed) -> None:
        """Keep what is typed."""
        self.typed[str(message.input.id).removeprefix("of-")] = message.value

    @on(Input.Submitted)
    def go_on(self, message: Input.Submitted) -> None:
        """Go to the next field; the last one answers."""
        if str(message.input.id) == f"of-{self.fields[-1].id}":
            self.agree()
        else:
            self.focus_next(Input)

    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer, once everything that is needed is there."""
        found = {f.id: self.query_one(f"#of-{f.id}", Input).value.strip() for f in self.fields}
        missing = next((f for f in self.fields if f.is_needed and not found[f.id]), None)
        if missing is None:
            self.dismiss(found)
            return
        words = _("Still to fill in: {label}", label=missing.label)
        self.query_one("#complaint", Plain).show(f"▲ {words}")
        self.query_one(f"#of-{missing.id}", Input).focus()


def names_in(text: str) -> tuple[str, ...]:
    """Names or codes with a comma between them."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
