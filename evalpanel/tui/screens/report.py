"""The report: make it, see who signs, sign it with a deliberate act."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import ProgressBar

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError, Refused
from evalpanel.domain.record import Variant
from evalpanel.domain.slug import slug
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import variant_word
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import AskPassphrase
from evalpanel.tui.dialogs.pick_file import PickFile, PickFolder
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.report_commands import (
    CopyReport,
    MakeReport,
    MakeVariant,
    NoteUnsigned,
    PickReport,
    Sign,
    Verify,
)
from evalpanel.tui.screens.verify import VerifyScreen
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words import report as words
from evalpanel.usecases.file_kinds import REPORT
from evalpanel.usecases.not_signing import record_not_signing
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.report_state import ReportState, latest_report, look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.variant_reports import make_variant_report


class ReportScreen(DeskScreen):
    """With a tender the organiser makes its report; without one a member picks a PDF to sign."""

    CSS_PATH = "report.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        MakeReport,
        PickReport,
        Sign,
        Verify,
        CopyReport,
        NoteUnsigned,
        MakeVariant,
    )
    TITLE_WORDS = msgid("Report")
    EXPLANATION = msgid(
        "The report holds everything that is needed to check the evaluation, as a document and "
        "as data inside it. It is made without signatures (F5). The chair signs first, then the "
        "file goes from member to member (F4 copies it to a stick); each picks it (F2) and signs "
        "it (F6) in their own workspace.\n\nBefore you sign you see whether the report holds "
        "exactly what you sealed, and every agreed score that differs from yours with the reason. "
        "Signing asks for your passphrase. Verify (F8) checks everything again; anybody can do "
        "that, now or in years.\n\nF9 makes a variant of the newest report: without the scores of "
        "members, or without names. F7 notes that a member declines or cannot be reached; the "
        "next version (F5) says so. A report that was signed stays as it is."
    )

    def compose_body(self) -> ComposeResult:
        """The report, what it holds of my own, and who signs."""
        with Vertical(id="report"):
            with VerticalScroll(id="file", classes="pane", can_focus=False) as pane:
                pane.border_title = Content(_("Report"))
                yield Plain(id="facts")
                yield Plain(id="phase")
                yield ProgressBar(id="bar", show_percentage=False, show_eta=False)
            with VerticalScroll(id="mine", classes="pane") as mine:
                mine.border_title = Content(_("Of your own"))
                yield Plain(id="own")
                yield Plain(id="changes")
            with VerticalScroll(id="signers", classes="pane") as signers:
                signers.border_title = Content(_("Signatures"))
                yield Plain(id="signer-lines")

    def on_mount(self) -> None:
        """Look for the newest report."""
        self.state: ReportState | None = None
        self.is_loading = bool(self.reference)
        self.show_place(*(part for part in (self.reference, _("Report")) if part))
        self._rest("")
        self._show()
        if self.reference:
            self.begin("latest", _latest, self.desk, self.reference)

    def is_possible(self, command: type[Command]) -> bool:
        """Only organisers make reports; only a signer whose turn it is signs."""
        if command is MakeReport:
            return bool(self.reference)
        if command is MakeVariant:
            return bool(self.reference) and self.state is not None
        if command is NoteUnsigned:
            return bool(self.reference and self.state and self.state.without_signature)
        if command is Sign:
            return self.state is not None and self.state.is_my_turn
        return command not in (Verify, CopyReport) or self.state is not None

    def take(self, name: str, result: Any) -> None:
        """Show the report as it is now."""
        if name in ("copy", "variant", "unsigned"):
            self._rest(_file_words(name, result))
            return
        self.state, self.is_loading = result, False
        self._rest(_done_words(name, self.state))
        self._show()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong."""
        self.is_loading = False
        self._rest("")
        self._show()
        super().fail(name, error)

    @on(MakeReport)
    def make(self) -> None:
        """Make a new version."""
        self._work(_("Drawing up the record and printing the pages…"))
        self.begin("make", _make, self.desk, self.workspace, self.reference)

    @on(PickReport)
    def pick(self) -> None:
        """Choose a PDF."""
        start = self.workspace.reports if self.reference else self.workspace.inbox
        picker = PickFile(_("Pick a report"), start, (REPORT,), _("A report as PDF."))
        self.app.push_screen(picker, self._look)

    @on(CopyReport)
    def ask_folder(self) -> None:
        """Ask where the copy goes."""
        text = _("The members sign the file where it lies, for example on a stick.")
        dialog = PickFolder(_("Copy the report to"), self.workspace.outbox, text)
        self.app.push_screen(dialog, self._copy)

    @on(Sign)
    def ask_signing(self) -> None:
        """Show what is signed and ask for the passphrase."""
        state = self.state
        if state is not None and state.is_my_turn:
            self.app.push_screen(
                AskPassphrase(_("Sign the report"), words.signing(state), _("Sign")), self._sign
            )

    @on(MakeVariant)
    def ask_variant(self) -> None:
        """Ask which variant is wanted."""
        options = [(one, variant_word(spoken(), one)) for one in ("internal", "shareable")]
        text = _("Made from the newest report: the same version and root, with less in it.")
        self.app.push_screen(ChooseOne(_("Make a variant"), text, options), self._make_variant)

    @on(NoteUnsigned)
    def ask_unsigned(self) -> None:
        """Ask who does not sign."""
        if self.state is not None:
            members = [(name, name) for name in self.state.without_signature]
            dialog = ChooseOne(_("Who does not sign?"), "", members)
            self.app.push_screen(dialog, self._ask_standing)

    @on(Verify)
    def verify(self) -> None:
        """Check this report."""
        if self.state is not None:
            screen = VerifyScreen(self.desk, self.workspace, self.reference)
            screen.file = self.state.file
            self.app.push_screen(screen)

    def _look(self, file: Path | None) -> None:
        if file is not None:
            self._work(_("Reading the report…"))
            self.begin("look", look_at_report, self.desk, file)

    def _copy(self, folder: Path | None) -> None:
        if folder is not None and self.state is not None:
            self.begin("copy", _copied, self.desk, self.state.file, folder)

    def _sign(self, passphrase: str | None) -> None:
        if passphrase is not None and self.state is not None:
            self._work(_("Checking the report and signing…"))
            self.begin_with_key(
                "sign", _sign, self.desk, self.workspace, self.state.file, passphrase
            )

    def _make_variant(self, variant: str | None) -> None:
        if variant is not None:
            self._work(_("Printing the pages…"))
            self.begin("variant", _variant, self.desk, self.workspace, self.reference, variant)

    def _ask_standing(self, name: str | None) -> None:
        def chosen(standing: str | None) -> None:
            if standing is not None:
                text = _("It stands in the next version of the report.")
                dialog = AskReason(_("Why?"), text, _("Note it"), needed=1)
                self.app.push_screen(dialog, lambda reason: self._note(name, standing, reason))

        if name is not None:
            options = [
                ("declined", _("declines to sign")),
                ("unreachable", _("cannot be reached")),
                ("signs", _("signs after all")),
            ]
            self.app.push_screen(ChooseOne(name, "", options), chosen)

    def _note(self, name: str | None, standing: str, reason: str | None) -> None:
        if name is not None and reason is not None:
            self.begin(
                "unsigned", record_not_signing, self.desk, self.reference, name, standing, reason
            )

    def _work(self, phase: str) -> None:
        self.query_one("#phase", Plain).show(phase)
        self.query_one("#bar").display = True

    def _rest(self, words: str) -> None:
        self.query_one("#phase", Plain).show(words, "$success")
        self.query_one("#bar").display = False

    def _show(self) -> None:
        state = self.state
        self.query_one("#mine").display = state is not None
        self.query_one("#signers").display = state is not None
        self.query_one("#facts", Plain).show(
            _("Looking for the report…") if self.is_loading else words.facts(state, self.reference)
        )
        if state is not None:
            self.query_one("#own", Plain).update(words.own(state))
            self.query_one("#changes", Plain).update(words.changes(state))
            lines = [words.signer_line(signer) for signer in state.signers]
            lines += [words.absent_line(absent) for absent in state.not_signing]
            self.query_one("#signer-lines", Plain).update(Content("\n").join(lines))
            done = len(state.signers) - len(state.waiting_for)
            self.show_status(_("{done} of {total} signed", done=done, total=state.expected))
        self.refresh_bindings()


def _latest(desk: Desk, reference: str) -> ReportState | None:
    made = latest_report(desk, reference)
    if made is None or not Path(made.path).is_file():
        return None
    return look_at_report(desk, Path(made.path))


def _make(desk: Desk, workspace: Workspace, reference: str) -> ReportState:
    last = latest_report(desk, reference)
    version = last.version + 1 if last else 1
    file = workspace.reports / f"{slug(reference)}-{version}.pdf"
    make_report(desk, reference, file)
    return look_at_report(desk, file)


def _variant(desk: Desk, workspace: Workspace, reference: str, variant: Variant) -> Path:
    last = latest_report(desk, reference)
    version = last.version if last else 0
    file = workspace.reports / f"{slug(reference)}-{version}-{variant}.pdf"
    make_variant_report(desk, reference, file, variant)
    return file


def _sign(desk: Desk, workspace: Workspace, file: Path, passphrase: str) -> ReportState:
    bootstrap.unlock_identity(workspace.identity, passphrase)
    sign_report(desk, file)
    return look_at_report(desk, file)


def _copied(desk: Desk, file: Path, folder: Path) -> Path:
    """Copy the report, never over another version of it: that one may hold more signatures."""
    copy, data = folder / file.name, desk.files.read(file)
    if not copy.exists():
        desk.files.write(copy, data)
    elif desk.files.read(copy) != data:
        raise Refused(
            "{file} is there already and differs; it may hold signatures.",
            hint="Choose another folder, or look at that file first (F2).",
            file=copy,
        )
    return copy


def _file_words(name: str, result: Any) -> str:
    if name == "unsigned":
        return _("✓ Noted. F5 makes the version that says so.")
    if name == "variant":
        return _("✓ The variant was made: {file}", file=result)
    return _("✓ Copied to {file}", file=result)


def _done_words(name: str, state: ReportState | None) -> str:
    if name == "make":
        return _("✓ The report was made. It is not signed yet.")
    if name != "sign" or state is None:
        return ""
    if state.waiting_for:
        return _("✓ You have signed. F4 copies the file for who still has to sign.")
    return _("✓ You have signed, as the last. The report is complete; F8 checks it.")
