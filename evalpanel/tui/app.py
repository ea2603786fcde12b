"""The app: its looks, its language, and the first screen."""

from typing import Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from evalpanel import bootstrap
from evalpanel.language import _, use
from evalpanel.settings import Workspace
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.msgids import msgid
from evalpanel.tui.palette import CommandProvider
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.first_run import FirstRunScreen
from evalpanel.tui.screens.unlock import UnlockScreen
from evalpanel.tui.theme import DARK, LIGHT
from evalpanel.tui.workspace_opened import WorkspaceOpened
from evalpanel.usecases.ports import Desk


class EvalPanelApp(App[None]):
    """evalpanel on one workspace; with a desk it is open already."""

    TITLE = "evalpanel"
    CSS_PATH = "app.tcss"
    COMMANDS = {CommandProvider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", msgid("Quit"), show=False, priority=True),
        Binding("ctrl+t", "switch_look", msgid("Dark or light"), show=False),
    ]

    def __init__(self, workspace: Workspace, desk: Desk | None = None, language: str = "") -> None:
        """Work on this workspace, in this language if one is given."""
        super().__init__()
        if language:
            use(language)
        self.workspace = workspace
        self.desk = desk
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def on_mount(self) -> None:
        """Show home, the passphrase, or the first run."""
        self.push_screen(self._first_screen())

    def _first_screen(self) -> Screen[Any]:
        if self.desk is not None:
            return screen_for("home", self.desk, self.workspace)
        if bootstrap.has_identity(self.workspace):
            return UnlockScreen(self.workspace)
        return FirstRunScreen(self.workspace)

    @on(WorkspaceOpened)
    async def show_home(self, message: WorkspaceOpened) -> None:
        """Go home on the desk that was opened."""
        self.desk = message.desk
        await self.switch_screen(screen_for("home", message.desk, self.workspace))

    def action_switch_look(self) -> None:
        """Change between dark and light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_command_palette(self) -> None:
        """Open the list of commands."""
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(placeholder=_("Type what you want to do"), id="--command-palette")
            )

    async def action_quit(self) -> None:
        """End after every screen has saved what it holds; ask if one cannot."""
        screens = [screen for screen in self.screen_stack if isinstance(screen, PanelScreen)]
        if all([await screen.before_leaving() for screen in screens]):
            self.exit()
            return
        text = _("Something could not be saved. If you leave now, it is lost.")
        self.push_screen(Confirm(_("Leave without saving?"), text, _("Leave")), self._leave)

    def _leave(self, agreed: bool | None) -> None:
        if agreed:
            self.exit()


def run_app(workspace: Workspace, language: str, passphrase: str = "") -> None:
    """Run the terminal app on a workspace until the user quits; asks for what is not given."""
    is_given = bool(passphrase) and bootstrap.has_identity(workspace)
    desk = bootstrap.open_desk(workspace, passphrase) if is_given else None
    EvalPanelApp(workspace, desk, language=language).run()
