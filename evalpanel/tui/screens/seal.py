"""The seal: checklist, own distribution, statement of independence, one deliberate act."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.package import Cell
from evalpanel.domain.slug import slug
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.seal_commands import StepBack, StepIn
from evalpanel.tui.widgets.code_box import CodeBox
from evalpanel.tui.widgets.plain import Plain, as_content
from evalpanel.tui.widgets.tick_box import TickBox
from evalpanel.tui.words.seal import (
    CheckLine,
    check_lines,
    excuse_text,
    missing_words,
    name_lines,
    receipt_text,
    standing_lines,
)
from evalpanel.usecases.excusing import step_back
from evalpanel.usecases.names_in_reasons import NameWritten, list_names_in_sheet
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Desktop, open_desktop
from evalpanel.usecases.sealing import SealedSheet, independence_statement, seal_sheet
from evalpanel.usecases.standing_by import step_in


class SealNow(Command):
    """Seal the scores, once and for all."""

    anywhere = "f9"
    label = msgid("Seal now")
    help = msgid("Seal your scores once all is complete and you have stated your independence.")


class WriteAgain(Command):
    """Write the sealed file once more."""

    anywhere = "f5"
    label = msgid("Write again")
    help = msgid("Write the same sealed file in another place.")


class SaveReceipt(Command):
    """Save a receipt with the seal code."""

    anywhere = "f6"
    label = msgid("Receipt")
    help = msgid("Save a text file with the seal code, to keep.")


class SealScreen(DeskScreen):
    """What is missing, or the seal; after sealing the code and where the file went."""

    CSS_PATH = "seal.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        SealNow,
        WriteAgain,
        SaveReceipt,
        StepBack,
        StepIn,
    )
    TITLE_WORDS = msgid("Seal")
    EXPLANATION = msgid(
        "Each line is an item: ✓ is complete, → has a gap; enter goes to the gap. Behind it stands "
        "how often you gave each score.\n\n"
        "State that you worked on your own, and seal. From then on you can change nothing, unless "
        "the process lead reopens your sheet with a reason that goes into the report, and nobody "
        "can open your scores before everybody has sealed. You get a file for the process lead "
        "and a code of 16 characters. Write the code down: with it you can check later that "
        "your scores are unchanged."
    )

    def compose_body(self) -> ComposeResult:
        """Before sealing and after it."""
        with VerticalScroll(id="before", classes="page", can_focus=False):
            yield OptionList(id="checks", markup=False)
            yield Plain(id="missing", classes="paragraph")
            yield Plain(id="statement")
            yield TickBox(_("I state this (space)"), id="state")
            yield Button(Content(_("Seal my scores")), id="seal", compact=True)
        with Vertical(id="after", classes="page"):
            yield Plain(_("✓ Your scores are sealed."), classes="title")
            yield Plain(_("Your seal code; write it down:"), classes="quiet")
            yield CodeBox(id="code")
            yield Plain(id="where", classes="paragraph")
            yield Plain(id="receipt", classes="good")

    def on_mount(self) -> None:
        """Read how far the scores are."""
        self.desktop: Desktop | None = None
        self.sealed: SealedSheet | None = None
        self._lines: tuple[CheckLine, ...] = ()
        self.names: tuple[NameWritten, ...] = ()
        self.names_stay = ""
        self.query_one("#before").display = self.query_one("#after").display = False
        self.show_place(self.reference, _(self.TITLE_WORDS))
        self.begin("open", _open, self.desk, self.reference)

    def is_possible(self, command: type[Command]) -> bool:
        """Seal once; a receipt when the file was written."""
        if self.desktop is None and command in self.OFFERS:
            return False
        is_sealed = self.sealed is not None or bool(self.desktop and self.desktop.sealed_code)
        possible = {
            SealNow: not is_sealed and self._is_ready and self._is_open,
            SaveReceipt: self.sealed is not None,
            StepBack: self._may_step_back and self._is_open and not is_sealed,
            StepIn: is_sealed and bool(self.desktop and self.desktop.on_standby),
            WriteAgain: is_sealed or not self._is_open,
        }
        return possible[command] if command in possible else super().is_possible(command)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong; nothing is under way any more."""
        self.show_status("")
        super().fail(name, error)

    @property
    def _is_ready(self) -> bool:
        return bool(self.desktop and not self.desktop.gaps and self.query_one(TickBox).value)

    @property
    def _is_open(self) -> bool:
        return bool(self.desktop and not self.desktop.stepped_back)

    @property
    def _may_step_back(self) -> bool:
        return bool(self.desktop and not self.desktop.on_standby)

    def take(self, name: str, result: Any) -> None:
        """Show what was read, sealed or saved."""
        self.show_status("")
        if name == "open":
            self._show_desktop(*result)
        elif name == "seal":
            self.sealed = result
            self._show_seal(result.code, result.file)
        elif name == "excuse":
            self.desktop, file = result
            self._show_excuse(file)
        elif name == "step-in":
            text = _("✓ Written: {file}. Give it to the process lead.", file=result.file)
            self.query_one("#receipt", Plain).show(text)
        elif name == "receipt":
            self.query_one("#receipt", Plain).show(_("✓ receipt: {file}", file=result))
        self.refresh_bindings()

    def _show_desktop(self, desktop: Desktop, names: tuple[NameWritten, ...]) -> None:
        self.desktop, self.names = desktop, names
        if desktop.sealed_code:
            self._show_seal(desktop.sealed_code, None)
            return
        if desktop.stepped_back:
            self._show_excuse(None)
            return
        self._lines = (*check_lines(desktop), *name_lines(names))
        checks = self.query_one("#checks", OptionList)
        checks.border_title = Content(_("Checklist"))
        checks.add_options([Option(as_content(line.text)) for line in self._lines])
        count = len(desktop.gaps)
        self.query_one("#missing", Plain).show(*missing_words(count, len(names)))
        self.query_one("#statement", Plain).show(
            "\n\n".join([*standing_lines(desktop), independence_statement(desktop)])
        )
        for part in ("#statement", "#state", "#seal"):
            self.query_one(part).display = not count
        self.query_one("#before").display = True
        self.query_one("#seal").disabled = True
        gaps = (place for place, line in enumerate(self._lines) if line.gap)
        checks.highlighted = next(gaps, 0)
        (checks if count or names else self.query_one("#state")).focus()

    def _show_seal(self, code: str, file: Path | None) -> None:
        self.query_one("#before").display = False
        self.query_one("#after").display = True
        self.query_one("#code", CodeBox).show_code(code)
        written = _(
            "✓ Written and read back: {file}\n\nGive this file to the process lead. If it is on "
            "a stick, eject the stick and then remove it. F6 saves a receipt.",
            file=file,
        )
        again = _("F5 writes the sealed file once more, for the process lead.")
        if self.desktop and self.desktop.seal_again:
            again = _("The panel was revised. F5 seals the same sheet once more for the new one, "
                      "under the same code.")  # fmt: skip
        self.query_one("#where", Plain).show(written if file else again)

    def _show_excuse(self, file: Path | None) -> None:
        """The round is closed for who stepped back."""
        self.query_one("#after").display = False
        for part in ("#checks", "#statement", "#state", "#seal"):
            self.query_one(part).display = False
        self.query_one("#before").display = True
        self.query_one("#missing", Plain).show(excuse_text(file))

    @on(StepBack)
    def ask_excuse(self) -> None:
        """Ask why, then where the file goes."""
        if self.is_possible(StepBack):
            text = _("This is for good: you score no more in this round, and hand in no sheet. The "
                     "reason stands in the report.")  # fmt: skip
            self.ask(AskReason(_("Step back from this round?"), text, _("Go on"), 1), self._leave)

    def _leave(self, reason: str) -> None:
        text = _("For example a stick for the process lead.")
        dialog = PickFolder(_("Write the file in"), self.workspace.outbox, text)
        self.ask(dialog, partial(self._write_excuse, reason))

    def _write_excuse(self, reason: str, folder: Path) -> None:
        self.begin("excuse", _step_back, self.desk, self.reference, folder, reason)

    @on(StepIn)
    def ask_step_in(self) -> None:
        """Ask where the file goes that lets the own sheet be opened."""
        text = _("Only if you replace a member: with this file the process lead can open your "
                 "sheet.")  # fmt: skip
        dialog = PickFolder(_("Write the file in"), self.workspace.outbox, text)
        self.ask(dialog, partial(self.begin, "step-in", step_in, self.desk, self.reference))

    @on(TickBox.Changed)
    def show_readiness(self) -> None:
        """The button works once the statement is ticked."""
        self.query_one("#seal").disabled = not self._is_ready
        if self._is_ready:
            self.query_one("#seal").focus()
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    def go_to_gap(self, message: OptionList.OptionSelected) -> None:
        """Go to the first gap of the line."""
        gap = self._lines[message.option_index].gap
        if gap:
            self._open_scoring(gap)

    def _open_scoring(self, gap: Cell) -> None:
        from evalpanel.tui.screens.scoring import ScoringScreen

        below = self.app.screen_stack[-2]
        if isinstance(below, ScoringScreen):
            below.go_to(gap)
            self.dismiss()
            return
        screen = screen_for("scoring", self.desk, self.workspace, self.reference)
        if isinstance(screen, ScoringScreen):
            screen.go_to(gap)
            self.app.switch_screen(screen)

    @on(SealNow)
    @on(Button.Pressed, "#seal")
    def ask_sealing(self) -> None:
        """Ask once more."""
        if self._is_ready and self.sealed is None:
            text = _("After this you can change nothing, unless the process lead reopens your "
                     "sheet with a reason. Nobody can read your scores before everybody has "
                     "sealed.")  # fmt: skip
            self.app.push_screen(Confirm(_("Seal your scores?"), text, _("Seal now")), self._agreed)

    def _agreed(self, agreed: bool | None) -> None:
        if agreed and self.names:
            text = _("Your texts name a candidate. If that is on purpose, say why; it is kept in "
                     "your sheet. If not, go back and change them.")  # fmt: skip
            self.ask(
                AskReason(_("Why do these names stay?"), text, _("Go on"), 1), self._names_stay
            )
        elif agreed:
            self.ask_folder()

    def _names_stay(self, why: str) -> None:
        self.names_stay = why
        self.ask_folder()

    @on(WriteAgain)
    def ask_folder(self) -> None:
        """Ask where the file goes; who stepped back writes that file again."""
        if not self._is_open:
            self._leave("")
            return
        text = _("For example a stick for the process lead.")
        dialog = PickFolder(_("Write the sealed file in"), self.workspace.outbox, text)
        self.app.push_screen(dialog, self._seal)

    def _seal(self, folder: Path | None) -> None:
        if folder:
            self.begin("seal", seal_sheet, self.desk, self.reference, folder, "", self.names_stay)

    @on(SaveReceipt)
    def ask_receipt_folder(self) -> None:
        """Ask where the receipt goes."""
        dialog = PickFolder(_("Save the receipt in"), self.workspace.outbox)
        self.app.push_screen(dialog, self._save_receipt)

    def _save_receipt(self, folder: Path | None) -> None:
        if folder and self.sealed and self.desktop:
            self.begin("receipt", _write_receipt, self.desk, self.desktop, self.sealed, folder)


def _open(desk: Desk, reference: str) -> tuple[Desktop, tuple[NameWritten, ...]]:
    """How far the scores are, and the names in them while they can still change."""
    desktop = open_desktop(desk, reference)
    return desktop, () if desktop.sealed_code else list_names_in_sheet(desk, reference)


def _step_back(desk: Desk, reference: str, folder: Path, reason: str) -> tuple[Desktop, Path]:
    written = step_back(desk, reference, folder, reason=reason)
    return open_desktop(desk, reference), written.file


def _write_receipt(desk: Desk, desktop: Desktop, sealed: SealedSheet, folder: Path) -> Path:
    name = f"{slug(desktop.package.reference)}-{slug(desk.me.name)}-{sealed.code}.txt"
    desk.files.write(folder / name, receipt_text(desk, desktop, sealed).encode())
    return folder / name
