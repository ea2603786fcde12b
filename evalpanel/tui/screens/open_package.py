"""Opening a package: choose the file, see what was checked, go on to scoring."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import error_text
from evalpanel.tui.dialogs.pick_file import PickFile
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.file_kinds import PACKAGE, REOPENING, ending_of
from evalpanel.usecases.opening_package import OpenedPackage, open_package
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.reopening import ReopenedSheet, take_reopening

"""How the file ends that lets a sealed sheet change."""


class ChooseFile(Command):
    """Choose another file."""

    anywhere = "f2"
    label = msgid("Choose file")
    help = msgid("Choose the file with the dossiers (.evpack), or one that reopens your sheet.")


class PackageScreen(DeskScreen):
    """Three checks in words; a package that fails one is not opened."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (ChooseFile,)
    TITLE_WORDS = msgid("Open package")
    EXPLANATION = msgid(
        "The package holds the rules and the dossiers that you score. evalpanel checks that it "
        "comes from the organiser who invited you, that you are on the panel with your own card, "
        "and that nothing in it was changed. If one of these is not so, do not score, and call "
        "the process lead."
    )

    def compose_body(self) -> ComposeResult:
        """Checks and buttons."""
        with VerticalScroll(classes="page", can_focus=False):
            yield Plain(_("Which package?"), id="title", classes="title")
            yield Plain(id="checks", classes="paragraph")
            yield Plain(id="count", classes="paragraph")
            yield Button(Content(_("Start scoring")), id="start", compact=True)
            yield Button(Content(_("Choose a file")), id="choose", compact=True)

    def on_mount(self) -> None:
        """Ask for the file."""
        self.show_place("evalpanel", _(self.TITLE_WORDS))
        self._has_tried = False
        self.query_one("#start").display = False
        self.choose_file()

    @on(ChooseFile)
    @on(Button.Pressed, "#choose")
    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = PickFile(_("Open package"), self.workspace.inbox, (PACKAGE, REOPENING))
        self.app.push_screen(dialog, self._open)

    def _open(self, file: Path | None) -> None:
        if file:
            self._has_tried = True
            self.query_one("#title", Plain).show(_("Opening, one moment …"))
            self.begin("package", _open_file, self.desk, file)
        elif not self._has_tried:
            self.dismiss()

    def take(self, name: str, result: Any) -> None:
        """Show what was checked."""
        if isinstance(result, ReopenedSheet):
            self._show_reopened(result)
        elif name == "package":
            self._show_checks(result)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say why the package was not opened."""
        self.log.error(name)
        self.query_one("#title", Plain).show(_("The package was not opened."))
        self.query_one("#checks", Plain).show(f"▲ {error_text(error)}", "$error")
        self.query_one("#choose").focus()

    def _show_checks(self, opened: OpenedPackage) -> None:
        self.reference = opened.reference
        self.query_one("#title", Plain).show(_("The package is open."))
        lines = [f"✓ {say(sentence)}" for sentence in opened.proven]
        lines += [f"· {say(sentence)}" for sentence in opened.told]
        self.query_one("#checks", Plain).show("\n".join(lines))
        if opened.to_score:
            words = _("{count} assessments wait for you.", count=opened.to_score)
        else:
            words = _("Nothing in it is for you to score.")
        self.query_one("#count", Plain).show(words)
        start = self.query_one("#start")
        start.display = opened.to_score > 0
        self.query_one("#choose").display = False
        start.focus()

    def _show_reopened(self, told: ReopenedSheet) -> None:
        """Say why the sheet may change again (R-35)."""
        self.reference = told.reference
        title = _("This file was opened before.") if told.again else _("Your sheet was reopened.")
        self.query_one("#title", Plain).show(title)
        lines = (
            _("✓ From {name}, who issued the package.", name=one_line(told.by)),
            _("Your scores under code {code} can change again: {reason}", code=told.code,
              reason=one_line(told.reason)),
        )  # fmt: skip
        self.query_one("#checks", Plain).show("\n".join(lines))
        words = _("Seal them again when they are ready. Both versions stay on record.")
        self.query_one("#count", Plain).show(words)
        self.query_one("#choose").display = False
        self.query_one("#start").display = True
        self.query_one("#start").focus()

    @on(Button.Pressed, "#start")
    def start(self) -> None:
        """Go to scoring; not awaited, as a screen cannot wait for its own end."""
        screen = screen_for("scoring", self.desk, self.workspace, self.reference)
        self.app.switch_screen(screen)


def _open_file(desk: Desk, file: Path) -> OpenedPackage | ReopenedSheet:
    if ending_of(file) == REOPENING:
        return take_reopening(desk, desk.files.read(file))
    return open_package(desk, desk.files.read(file))
