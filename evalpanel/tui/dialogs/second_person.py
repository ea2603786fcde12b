"""The second person of an act: a key file, brought along, and its passphrase."""

from dataclasses import dataclass
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, Input

from evalpanel import bootstrap
from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.dialogs.pick_file import PickFile
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.confirming import confirm
from evalpanel.usecases.ports import Desk

KEY_FILES = (".evkey",)


@dataclass(frozen=True)
class SecondKey:
    """What opens the identity of the second person; the passphrase is never kept."""

    file: Path
    passphrase: str


class AskSecondPerson(Dialog[SecondKey]):
    """Asks another person for key file and passphrase; F2 looks for the file."""

    BINDINGS = [("f2", "browse", "")]

    def __init__(self, title: str, text: str, start: Path, file: str = "") -> None:
        """Ask, with the file of an earlier try already filled in."""
        super().__init__(title, text, _("Confirm"))
        self._start = start
        self._file = file

    def compose_field(self) -> ComposeResult:
        """File and passphrase."""
        yield Plain(_("Key file of the second person (identity.evkey); F2 looks for it"),
                    classes="field-label")  # fmt: skip
        yield Input(self._file, id="key-file", compact=True)
        yield Plain(_("Passphrase of the second person"), classes="field-label")
        yield Input(password=True, id="passphrase", compact=True)
        yield Plain(id="complaint", classes="complaint")

    def on_mount(self) -> None:
        """Begin with what is missing."""
        self.query_one("#passphrase" if self._file else "#key-file").focus()

    def action_browse(self) -> None:
        """Look for the key file."""

        def chosen(file: Path | None) -> None:
            if file is not None:
                self.query_one("#key-file", Input).value = str(file)
                self.query_one("#passphrase").focus()

        self.app.push_screen(PickFile(_("Key file"), self._start, KEY_FILES), chosen)

    @on(Input.Submitted, "#key-file")
    def go_on(self) -> None:
        """Go on to the passphrase."""
        self.query_one("#passphrase").focus()

    @on(Input.Submitted, "#passphrase")
    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer, once there is such a file."""
        typed = self.query_one("#key-file", Input).value.strip().strip("\"'")
        file = Path(typed).expanduser()
        passphrase = self.query_one("#passphrase", Input).value
        complaint = self.query_one("#complaint", Plain)
        if not typed or not file.is_file():
            complaint.show(_("There is no such file: {path}", path=typed or "–"))
        elif not passphrase:
            complaint.show(_("The second person types the passphrase here."))
        else:
            self.dismiss(SecondKey(file, passphrase))


def confirm_with_key(desk: Desk, reference: str, act: str, key: SecondKey) -> str:
    """Unlock the second person (takes more than a second) and confirm; gives the act's id.

    Raises:
        Unreadable: a wrong passphrase or a damaged key file.
        Refused: the same person, or no such act.
    """
    other = bootstrap.unlock_identity(key.file, key.passphrase)
    return confirm(desk, reference, act, other).id
