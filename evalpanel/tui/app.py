"""The app: its looks, its language, and the first screen."""

import os
from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.worker import WorkerFailed

from evalpanel import bootstrap
from evalpanel.language import _, say, use
from evalpanel.settings import LOCK_MINUTES, Workspace, auto_lock_minutes
from evalpanel.tui.auto_lock import LOOK_SECONDS, IdleTime, seconds_passed
from evalpanel.tui.curtain import curtain_of
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.msgids import msgid
from evalpanel.tui.palette import CommandProvider
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.first_run import FirstRunScreen
from evalpanel.tui.screens.locked import LockedScreen
from evalpanel.tui.screens.unlock import UnlockScreen
from evalpanel.tui.theme import DARK, LIGHT
from evalpanel.tui.words.moments import days_in_words
from evalpanel.tui.workspace_opened import WorkspaceOpened
from evalpanel.usecases.journal import clock_warning
from evalpanel.usecases.ports import Desk

_NOTICE_SECONDS = 30


class EvalPanelApp(App[None]):
    """evalpanel on one workspace; with a desk it is open already."""

    TITLE = "evalpanel"
    CSS_PATH = "app.tcss"
    COMMANDS = {CommandProvider}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", msgid("Quit"), show=False, priority=True),
        Binding("f12", "lock_now", msgid("Lock now"), show=False, priority=True),
        Binding("ctrl+t", "switch_look", msgid("Dark or light"), show=False),
    ]

    def __init__(
        self,
        workspace: Workspace,
        desk: Desk | None = None,
        language: str = "",
        *,
        lock_minutes: int = LOCK_MINUTES,
        clock: Callable[[], float] = seconds_passed,
    ) -> None:
        """Work on this workspace, in this language if one is given; lock after so many minutes."""
        super().__init__()
        self._idle = IdleTime(lock_minutes, clock)
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
        if self.desk is not None:
            self._warn_of_clock(self.desk)
        self.set_interval(LOOK_SECONDS, self.lock_if_idle)
        warning = bootstrap.warning_of_place(self.workspace)
        if warning:
            self.notify(say(warning), severity="warning", timeout=30, markup=False)

    async def on_event(self, event: events.Event) -> None:
        """Note that somebody is there."""
        if isinstance(event, events.InputEvent | events.Paste):
            self._idle.begin_anew()
        await super().on_event(event)

    async def lock_if_idle(self) -> None:
        """Lock once nobody did anything for too long."""
        if self._idle.is_over:
            await self.action_lock_now()

    async def action_lock_now(self) -> None:
        """Save what is being written, then hide everything until the passphrase is given.

        What cannot be saved is still there after unlocking, with the reason.
        """
        if self.desk is None or curtain_of(self) is not None:
            return
        for screen in self.screen_stack:
            if isinstance(screen, PanelScreen):
                await screen.before_leaving()
        if curtain_of(self) is not None:
            return
        self.clear_notifications()
        await self.push_screen(LockedScreen(self.workspace, self.desk.me))

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
        self._warn_of_clock(message.desk)

    def _warn_of_clock(self, desk: Desk) -> None:
        """Say that the clock is behind what is known here; everything still works."""
        warning = clock_warning(desk)
        if warning is not None:
            words = days_in_words(say(warning))
            self.notify(words, severity="warning", timeout=_NOTICE_SECONDS, markup=False)

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

    def _fatal_error(self) -> None:
        """End on a fault of the program, without the trace of Textual.

        That shows the values of variables, which could be names, reasons or scores; who ran the
        app tells of the fault.
        """
        self.bell()
        self._close_messages_no_wait()

    @property
    def fault(self) -> BaseException | None:
        """What ended the app if the user did not."""
        found: BaseException | None = self._exception
        return found.error if isinstance(found, WorkerFailed) else found

    def _leave(self, agreed: bool | None) -> None:
        if agreed:
            self.exit()


def run_app(workspace: Workspace, language: str, passphrase: str = "") -> None:
    """Run the terminal app on a workspace until the user quits; asks for what is not given.

    Raises:
        Exception: a fault of the program, which its caller tells in one sentence.
    """
    is_given = bool(passphrase) and bootstrap.has_identity(workspace)
    desk = bootstrap.open_desk(workspace, passphrase) if is_given else None
    minutes = auto_lock_minutes(os.environ)
    app = EvalPanelApp(workspace, desk, language=language, lock_minutes=minutes)
    app.run()
    if app.fault is not None:
        raise app.fault
