"""The first run: name, passphrase, recovery sheet."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import ContentSwitcher

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError
from evalpanel.language import _, say
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command, GoBack
from evalpanel.tui.dialogs.dialog import AskText
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import PanelScreen
from evalpanel.tui.recovery_sheet import write_sheet
from evalpanel.tui.screens.first_run_steps import (
    NameStep,
    PassphraseStep,
    Person,
    SheetStep,
    StepDone,
)
from evalpanel.tui.workspace_opened import WorkspaceOpened
from evalpanel.usecases.beginning_anew import lost_memory
from evalpanel.usecases.ports import Desk

_READING_TIME = 60
"""Seconds that a notice stays."""


class OtherWords(Command):
    """Suggest other words for a passphrase."""

    anywhere = "f5"
    label = msgid("Other words")
    help = msgid("Suggest other words for the passphrase.")


class SaveSheet(Command):
    """Save the recovery sheet as a text file."""

    anywhere = "f6"
    label = msgid("Save the sheet")
    help = msgid("Save the recovery sheet as a text file in a place that you choose, to print it.")


class UseSheet(Command):
    """Come back with a recovery sheet."""

    anywhere = "f7"
    label = msgid("I have a recovery sheet")
    help = msgid("Set up this laptop with the codes of your recovery sheet.")


class FirstRunScreen(PanelScreen):
    """Three steps; a workspace is made after the second one."""

    CSS_PATH = "first_run.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (OtherWords, SaveSheet, UseSheet)
    TITLE_WORDS = msgid("Getting started")
    EXPLANATION = msgid(
        "evalpanel needs to know who you are, and a passphrase that only you know. Everything "
        "that you write stays on this laptop, locked with that passphrase.\n\n"
        "The recovery sheet is your spare key. If you forget the passphrase it opens what is "
        "here, and on another laptop it opens a backup. Keep it on paper, not on this laptop."
    )

    def __init__(self, workspace: Workspace, *, restoring: bool = False) -> None:
        """Set up this workspace; with `restoring` the recovery sheet is asked for at once."""
        super().__init__()
        self.restoring = restoring
        self.workspace = workspace
        self.recovery = ""
        self.desk: Desk | None = None
        self.person = Person("", "", "")

    def compose_body(self) -> ComposeResult:
        """The step at hand."""
        with ContentSwitcher(initial="name-step", id="steps"):
            yield NameStep(id="name-step", classes="page")
            yield PassphraseStep(bootstrap.suggest_passphrase(), id="pass-step", classes="page")
            yield SheetStep(id="sheet-step", classes="page")

    def on_mount(self) -> None:
        """Begin with the name."""
        self._show_step("name-step", 1)
        if self.restoring:
            self.ask_sheet()

    def is_possible(self, command: type[Command]) -> bool:
        """Each command belongs to one step; only a passphrase leads back, to the name."""
        steps: dict[type[Command], str] = {
            OtherWords: "pass-step",
            SaveSheet: "sheet-step",
            UseSheet: "name-step",
            GoBack: "pass-step",
        }
        return self.step == steps[command] if command in steps else super().is_possible(command)

    @property
    def step(self) -> str | None:
        """The id of the step at hand."""
        return self.query_one("#steps", ContentSwitcher).current

    @on(StepDone)
    def go_on(self, message: StepDone) -> None:
        """Take what the step asked for and show the next one."""
        if isinstance(message.value, Person):
            self.person = message.value
            self._show_step("pass-step", 2)
        elif isinstance(message.value, str):
            self._make(message.value)
        elif self.desk:
            self.app.post_message(WorkspaceOpened(self.desk))

    def _make(self, passphrase: str) -> None:
        self.query_one(PassphraseStep).show_busy(True)
        who = (self.person.name, self.person.organisation, self.person.function, passphrase)
        if self.recovery:
            self.begin_with_key(
                "restore", bootstrap.restore_desk, self.workspace, self.recovery, *who
            )
        else:
            self.begin_with_key("make", bootstrap.new_desk, self.workspace, *who)

    def take(self, name: str, result: Any) -> None:
        """The workspace is there: show the sheet, or go home with a restored one."""
        if name == "restore":
            lost = lost_memory(result)
            if lost is not None:
                self.app.notify(say(lost), severity="warning", timeout=_READING_TIME, markup=False)
            self.app.post_message(WorkspaceOpened(result))
        elif name == "make":
            self.desk, code = result
            self.query_one(SheetStep).show_code(code, self.desk.chance.below)
            self._show_step("sheet-step", 3)
        elif name == "sheet":
            self.query_one(SheetStep).show_saved(result)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong; the passphrase can be given again."""
        self.query_one(PassphraseStep).show_busy(False)
        super().fail(name, error)

    async def go_back(self) -> None:
        """Go back from the passphrase to the name; the fields keep the focus."""
        self._show_step("name-step", 1)

    @on(OtherWords)
    def suggest(self) -> None:
        """Show other words."""
        self.query_one(PassphraseStep).suggest(bootstrap.suggest_passphrase())

    @on(UseSheet)
    def ask_sheet(self) -> None:
        """Ask for the codes of a recovery sheet."""
        text = _("Type the 14 groups of your recovery sheet. Capitals and dashes do not matter.")
        self.app.push_screen(AskText(_("I have a recovery sheet"), text), self._keep_recovery)

    def _keep_recovery(self, code: str | None) -> None:
        self.recovery = code or ""
        self.query_one(NameStep).show_restoring(bool(self.recovery))

    @on(SaveSheet)
    def ask_folder(self) -> None:
        """Ask where to save the sheet."""
        text = _("Best on a stick that you keep apart from this laptop.")
        dialog = PickFolder(_("Save the recovery sheet in"), Path.home(), text)
        self.app.push_screen(dialog, self._save)

    def _save(self, folder: Path | None) -> None:
        if folder and self.desk:
            code = self.query_one(SheetStep).code
            self.begin("sheet", write_sheet, self.desk, folder, code)

    def _show_step(self, step: str, number: int) -> None:
        self.query_one("#steps", ContentSwitcher).current = step
        self.show_place("evalpanel", _(self.TITLE_WORDS))
        self.show_status(_("step {number} of 3", number=number))
        fields = self.query_one(f"#{step}").query("Input")
        if fields:
            fields.first().focus()
        self.refresh_bindings()
