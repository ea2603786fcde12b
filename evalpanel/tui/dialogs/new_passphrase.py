"""Another passphrase: the old one, and the new one twice."""

from dataclasses import dataclass, field

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, Input

from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.passphrase_strength import LEVELS, strength_bar, strength_of
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.identities import MIN_PASSPHRASE


@dataclass(frozen=True)
class PassphraseChange:
    """The old and the new passphrase; never kept."""

    old: str = field(repr=False)
    new: str = field(repr=False)


class AskNewPassphrase(Dialog[PassphraseChange]):
    """Asks for both; enter goes to the next field, and the last one answers."""

    def compose_field(self) -> ComposeResult:
        """Three fields and how strong the new passphrase is."""
        for name, label in (
            ("old", _("Passphrase of today")),
            ("new", _("New passphrase")),
            ("again", _("Once more")),
        ):
            yield Plain(label, classes="field-label")
            yield Input(password=True, id=name, compact=True)
        yield Plain(id="strength", classes="quiet")
        yield Plain(id="complaint", classes="complaint")

    def on_mount(self) -> None:
        """Begin with the old one."""
        self.query_one("#old").focus()

    @on(Input.Changed, "#new")
    def show_strength(self, message: Input.Changed) -> None:
        """Show how strong the new passphrase is."""
        word = _(LEVELS[strength_of(message.value)]) if message.value else ""
        self.query_one("#strength", Plain).show(f"{strength_bar(message.value)} {word}")

    @on(Input.Submitted)
    def go_on(self, message: Input.Submitted) -> None:
        """Go to the next field, or answer."""
        if message.input.id == "again":
            self.agree()
        else:
            self.focus_next(Input)

    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer, once the new one is long enough and twice the same."""
        old, new, again = (
            self.query_one(f"#{name}", Input).value for name in ("old", "new", "again")
        )
        complaint = self.query_one("#complaint", Plain)
        if not old:
            complaint.show(_("Type the passphrase of today first."))
        elif len(new) < MIN_PASSPHRASE:
            complaint.show(_("Use at least {count} characters.", count=MIN_PASSPHRASE))
        elif new != again:
            complaint.show(_("The two are not the same; type both again."))
        else:
            self.dismiss(PassphraseChange(old, new))
