"""What all screens have in common: line on top, commands, footer, help, work in threads."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widgets import Input, TextArea

from evalpanel.domain.errors import EvalPanelError
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import (
    Command,
    GoBack,
    LockNow,
    Quit,
    ShowHelp,
    SwitchLook,
    bindings_of,
)
from evalpanel.tui.curtain import Curtain, curtain_of
from evalpanel.tui.dialogs.dialog import ShowError
from evalpanel.tui.dialogs.help import HelpScreen
from evalpanel.tui.widgets.header_line import HeaderLine
from evalpanel.tui.widgets.key_footer import KeyFooter
from evalpanel.tui.workers import WorkDone, WorkFailed, run_in_thread
from evalpanel.usecases.ports import Desk

AnswerT = TypeVar("AnswerT")

_MOMENT_SECONDS = 0.4
"""Work that takes longer shows that it is under way."""

_PAINT_SECONDS = 0.1
"""How long the screen may need to show something, also one that a dialog lay over."""


class PanelScreen(Screen[None]):
    """A screen with commands; see the guide in `evalpanel.tui`."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (GoBack, ShowHelp, SwitchLook, LockNow, Quit)
    """The commands of the screen itself; those of its base classes are added."""
    TITLE_WORDS: ClassVar[str] = ""
    """The name of the screen (English)."""
    EXPLANATION: ClassVar[str] = ""
    """What the screen is for and how it works, in plain words (English)."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Bind the keys of the commands that the class offers."""
        cls.BINDINGS = list(bindings_of(cls.__dict__.get("OFFERS", ())))
        super().__init_subclass__(**options)

    BINDINGS = list(bindings_of(OFFERS))

    def __init__(self) -> None:
        """Nothing is under way yet."""
        super().__init__()
        self.under_way: list[str] = []
        """The names of the work that was begun and is not done."""

    def compose(self) -> ComposeResult:
        """Header line, body, footer."""
        yield HeaderLine()
        yield from self.compose_body()
        yield KeyFooter(compact=True)

    def compose_body(self) -> ComposeResult:
        """What stands between header line and footer."""
        yield from ()

    @classmethod
    def offers(cls) -> tuple[type[Command], ...]:
        """All commands of the screen, its own first."""
        lists = (base.__dict__.get("OFFERS", ()) for base in cls.__mro__)
        return tuple(dict.fromkeys(command for offers in lists for command in offers))

    def is_possible(self, command: type[Command]) -> bool:
        """Whether the command can be given now; footer and palette show only those that can."""
        if command is GoBack:
            return self._lies_over_another() or isinstance(self.focused, Input | TextArea)
        if command is LockNow:
            return getattr(self.app, "desk", None) is not None
        return command in self.offers()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ask `is_possible` for a command."""
        if action != "command":
            return super().check_action(action, parameters)
        command = next((c for c in self.offers() if c.__name__ == parameters[0]), None)
        return command is not None and self.is_possible(command)

    def action_command(self, name: str) -> None:
        """Give the command with this class name to the screen."""
        command = next(c for c in self.offers() if c.__name__ == name)
        self.post_message(command())

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, with their labels in the language in use."""
        found = super().active_bindings.items()
        ordered = sorted(found, key=lambda item: self._rank(item[1].binding.id or ""))
        return {key: _translated(active) for key, active in ordered}

    def _rank(self, binding: str) -> tuple[bool, bool, int]:
        """Where a key stands in the footer: what all screens offer comes last."""
        offers = [command.__name__ for command in self.offers()]
        name = binding.partition(".")[0]
        if name not in offers:
            return (False, True, len(offers))
        command = self.offers()[offers.index(name)]
        return (command in PanelScreen.OFFERS, not command.comes_first, offers.index(name))

    def show_place(self, *crumbs: str) -> None:
        """Show in the header line where you are."""
        self.query_one(HeaderLine).show_place(*crumbs)

    def show_status(self, text: str) -> None:
        """Show in the header line how it stands."""
        self.query_one(HeaderLine).show_status(text)

    def begin(self, name: str, function: Callable[..., Any], *arguments: Any) -> None:
        """Run a use case in a thread; `take` or `fail` follows.

        What takes longer than a moment shows in the header line.
        """
        self.under_way.append(name)
        self.set_timer(_MOMENT_SECONDS, self._show_busy)
        run_in_thread(self, name, lambda: function(*arguments))

    def begin_with_key(self, name: str, function: Callable[..., Any], *arguments: Any) -> None:
        """The same for work that opens a key file, once the screen says so.

        That holds the whole program for a second or more by design, so nothing can be shown then.
        """
        self.under_way.append(name)
        self._show_busy()
        work = partial(run_in_thread, self, name, lambda: function(*arguments))
        self.set_timer(_PAINT_SECONDS, work)

    def take(self, name: str, result: Any) -> None:
        """The work with this name is done."""

    def fail(self, name: str, error: EvalPanelError) -> None:
        """The work with this name failed; shows the sentence of the error."""
        self.log.error(name)
        self.app.push_screen(ShowError(error))

    async def before_leaving(self) -> bool:
        """Finish what must not be lost; says whether the screen may be left."""
        return True

    def rest(self) -> bool:
        """Leave a text field for the part of the screen where single keys work."""
        if not isinstance(self.focused, Input | TextArea):
            return False
        self.set_focus(None)
        return True

    @on(WorkDone)
    def _take(self, message: WorkDone) -> None:
        self._end_work(message.name)
        self._show_work(lambda: self.take(message.name, message.result))

    @on(WorkFailed)
    def _fail(self, message: WorkFailed) -> None:
        self._end_work(message.name)
        self._show_work(lambda: self.fail(message.name, message.error))

    def _end_work(self, name: str) -> None:
        if name in self.under_way:
            self.under_way.remove(name)
        self._show_busy()

    def _show_busy(self) -> None:
        words = _("◆ One moment …") if self.under_way else ""
        for line in self.query(HeaderLine):
            line.show_busy(words)

    def _show_work(self, go_on: Callable[[], object]) -> None:
        """Show what work gave, now or once the app is no longer locked."""
        curtain = curtain_of(self.app)
        if curtain is None or isinstance(self, Curtain):
            go_on()
        else:
            curtain.hold_back(self, go_on)

    @on(LockNow)
    async def lock_now(self) -> None:
        """Hide everything until the passphrase is given."""
        await self.app.run_action("lock_now")

    @on(SwitchLook)
    async def switch_look(self) -> None:
        """Change between dark and light."""
        await self.app.run_action("switch_look")

    @on(Quit)
    def quit(self) -> None:
        """End the app, once everything is saved."""
        self.app.call_later(self.app.action_quit)

    @on(ShowHelp)
    def show_help(self) -> None:
        """Open the help of this screen."""
        self.app.push_screen(HelpScreen(self.TITLE_WORDS, self.EXPLANATION, self.offers()))

    @on(GoBack)
    async def _take_back(self) -> None:
        await self.go_back()

    async def go_back(self) -> None:
        """Leave the text field, or this screen if another lies under it."""
        if self.rest() or not self.is_current or not self._lies_over_another():
            return
        if await self.before_leaving():
            self.dismiss()

    def _lies_over_another(self) -> bool:
        """Whether there is a screen to go back to; a blank one of Textual lies at the bottom."""
        stack = self.app.screen_stack
        return self in stack and stack.index(self) > len(("blank",))


class DeskScreen(PanelScreen):
    """A screen on an open workspace; `reference` names the tender where there is one."""

    def __init__(self, desk: Desk, workspace: Workspace, reference: str = "") -> None:
        """Show this tender of this workspace."""
        super().__init__()
        self.desk = desk
        self.workspace = workspace
        self.reference = reference
        self.typed: defaultdict[str, dict[str, str]] = defaultdict(dict)
        """What was typed in a form that was not done yet, by the name of its work."""
        self.key_file = ""
        """The key file that a second person chose last, to try its passphrase again."""

    def ask(self, dialog: Screen[AnswerT | None], then: Callable[[AnswerT], object]) -> None:
        """Show a dialog and go on with its answer, if there is one."""

        def answered(answer: AnswerT | None) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)

    def look_again(self) -> None:
        """Read anew what is shown, after something changed."""


def _translated(active: ActiveBinding) -> ActiveBinding:
    """The binding with label and key in the language in use; the palette gets a word of its own."""
    binding = active.binding
    is_palette = binding.action.endswith("command_palette")
    words = _("All") if is_palette else _(binding.description)
    key = _(binding.key_display) if binding.key_display else None
    return active._replace(binding=replace(binding, description=words, key_display=key))
