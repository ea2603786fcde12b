"""The app is locked: nothing of the work shows until the passphrase is given again."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Input

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError, Refused
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command, GoBack, LockNow
from evalpanel.tui.curtain import Curtain
from evalpanel.tui.dialogs.dialog import error_text
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.ports import Identity


class LockedScreen(Curtain, PanelScreen):
    """Lies over everything; work under way goes on behind it."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = ()
    TITLE_WORDS = msgid("Locked")
    EXPLANATION = msgid(
        "The app locks when nobody touches it for a while, or with F12. What you wrote is saved. "
        "Type your passphrase to go on where you were.\n\n"
        "Work that had begun, such as a report, goes on behind the lock, so the keys stay in the "
        "memory of this computer. Quit evalpanel (^q) to let go of them as well."
    )

    def __init__(self, workspace: Workspace, owner: Identity) -> None:
        """Wait for the passphrase of the owner of this workspace."""
        Curtain.__init__(self)
        PanelScreen.__init__(self)
        self.workspace = workspace
        self.owner = owner

    def compose_body(self) -> ComposeResult:
        """Field and button."""
        with Vertical(classes="page"):
            yield Plain(_("evalpanel is locked"), classes="title")
            yield Plain(
                _("What you wrote is saved. Your passphrase takes you back to where you were."),
                classes="quiet paragraph",
            )
            yield Input(password=True, id="passphrase", compact=True)
            yield Plain(id="answer", classes="paragraph")
            yield Button(Content(_("Open")), id="open", compact=True)

    def on_mount(self) -> None:
        """Say where we are, and nothing else."""
        self.show_place("evalpanel", _(self.TITLE_WORDS))
        self.query_one("#passphrase").focus()

    def is_possible(self, command: type[Command]) -> bool:
        """There is no way back but the passphrase."""
        return command not in (GoBack, LockNow) and super().is_possible(command)

    async def go_back(self) -> None:
        """Stay."""

    @on(Input.Submitted)
    @on(Button.Pressed, "#open")
    def unlock(self) -> None:
        """Try the passphrase."""
        field = self.query_one("#passphrase", Input)
        if field.disabled or not field.value:
            return
        passphrase, field.value = field.value, ""
        field.disabled = True
        self.query_one("#answer", Plain).show(_("Opening, one moment …"))
        self.begin_with_key("unlock", self._check, passphrase)

    def take(self, name: str, result: Any) -> None:
        """Lift the curtain."""
        self.log.debug(name, result)
        self.dismiss()
        self.let_go_on()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what is wrong, and ask again."""
        self.log.error(name)
        field = self.query_one("#passphrase", Input)
        field.disabled = False
        field.focus()
        self.query_one("#answer", Plain).show(error_text(error), "$error")

    def _check(self, passphrase: str) -> None:
        found = bootstrap.unlock_identity(self.workspace.identity, passphrase)
        if found.sign_key != self.owner.sign_key:
            raise Refused(
                "The key file is not that of the person who works here.",
                hint="Quit (^q) and begin anew; what was written is saved.",
            )
