"""The passphrase that opens the workspace."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Input

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import error_text
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.screens.first_run import FirstRunScreen, UseSheet
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.workspace_opened import WorkspaceOpened


class UnlockScreen(PanelScreen):
    """Asks for the passphrase; opening takes a second or two by design."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (UseSheet,)
    TITLE_WORDS = msgid("Open your workspace")
    EXPLANATION = msgid(
        "Everything that evalpanel keeps on this laptop is locked with your passphrase. Type it "
        "and press enter. Opening takes a second or two; that is meant to be so.\n\n"
        "Nobody can look up a passphrase that you forgot. Your recovery sheet brings everything "
        "back, with a new passphrase."
    )

    def __init__(self, workspace: Workspace) -> None:
        """Open this workspace."""
        super().__init__()
        self.workspace = workspace

    def compose_body(self) -> ComposeResult:
        """Field and button."""
        with Vertical(classes="page"):
            yield Plain(_("Your passphrase"), classes="title")
            yield Plain(str(self.workspace.home), classes="quiet paragraph")
            yield Input(password=True, id="passphrase", compact=True)
            yield Plain(id="answer", classes="paragraph")
            yield Button(Content(_("Open")), id="open", compact=True)

    def on_mount(self) -> None:
        """Say where we are."""
        self.show_place("evalpanel", _(self.TITLE_WORDS))
        self.query_one("#passphrase").focus()

    @on(Input.Submitted)
    @on(Button.Pressed, "#open")
    def unlock(self) -> None:
        """Try the passphrase."""
        field = self.query_one("#passphrase", Input)
        if field.disabled or not field.value:
            return
        field.disabled = True
        self.query_one("#answer", Plain).show(_("Opening, one moment …"))
        self.begin_with_key("unlock", bootstrap.open_desk, self.workspace, field.value)

    @on(UseSheet)
    def restore(self) -> None:
        """Set the workspace up again with the recovery sheet."""
        self.app.switch_screen(FirstRunScreen(self.workspace, restoring=True))

    def take(self, name: str, result: Any) -> None:
        """Hand the desk to the app."""
        if name == "unlock":
            self.app.post_message(WorkspaceOpened(result))

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what is wrong, and ask again."""
        self.log.error(name)
        field = self.query_one("#passphrase", Input)
        field.disabled = False
        field.value = ""
        field.focus()
        self.query_one("#answer", Plain).show(error_text(error), "$error")
