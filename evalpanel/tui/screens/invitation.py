"""Answering an invitation: file and code, interests against the names, card with its code."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, TextArea

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.people import Conflict, InviteV1
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import AskText, Confirm, ShowError
from evalpanel.tui.dialogs.pick_file import PickFile, PickFolder
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.widgets.code_box import CodeBox
from evalpanel.tui.widgets.interest_row import InterestRow
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.tick_box import TickBox
from evalpanel.usecases.declaring import STATEMENT, DeclaredCard, declare, read_invite
from evalpanel.usecases.file_kinds import INVITATION, ending_of
from evalpanel.usecases.ports import Desk


class ChooseInvitation(Command):
    """Choose the invitation."""

    anywhere = "f4"
    label = msgid("Choose file")
    help = msgid("Choose the invitation; its name ends in .evinvite.")


class Declare(Command):
    """Declare and make the card."""

    anywhere = "f9"
    label = msgid("Declare")
    help = msgid("Sign your declaration of interests and make your card.")


class InvitationScreen(DeskScreen):
    """The names of the candidates, without codes; an interest is ticked and described."""

    CSS_PATH = "invitation.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (ChooseInvitation, Declare)
    TITLE_WORDS = msgid("Invitation")
    EXPLANATION = msgid(
        "You open the invitation with the code that the process lead told you. Then you see who "
        "takes part, in alphabetical order. Do you work for one of them, have family there, "
        "shares, or anything else that might colour your judgement? Tick the name (space) and "
        "say what it is. Nothing to declare? Tick nothing.\n\n"
        "Your answer goes into a card, which you give to the process lead together with its code. "
        "The dossiers come later and carry codes, not names."
    )

    def __init__(self, desk: Desk, workspace: Workspace, reference: str = "") -> None:
        """Answer an invitation that is still to be chosen."""
        super().__init__(desk, workspace, reference)
        self.invite: InviteV1 | None = None
        self._file: Path | None = None

    def compose_body(self) -> ComposeResult:
        """Before the file, the declaration, and the card."""
        with Vertical(id="choose-step", classes="page"):
            yield Plain(_("Which invitation?"), classes="title")
            yield Button(Content(_("Choose a file")), id="choose", compact=True)
            yield Plain(id="busy")
        with VerticalScroll(id="declare-step", classes="page", can_focus=False):
            yield Plain(id="who", classes="paragraph")
            yield Plain(_("Tick whoever you have an interest in (space), and say what it is."))
            yield Vertical(id="interests")
            yield Plain(id="statement")
            yield TickBox(_("I declare this (space)"), id="agree")
            yield Plain(id="complaint", classes="complaint")
            yield Button(Content(_("Make my card")), id="declare", compact=True)
        with Vertical(id="card-step", classes="page"):
            yield Plain(_("✓ Your card is ready."), classes="title")
            yield Plain(_("The code of your card; the process lead will ask for it:"))
            yield CodeBox(id="code")
            yield Plain(id="where")

    def on_mount(self) -> None:
        """Ask for the file."""
        self.show_place("evalpanel", _(self.TITLE_WORDS))
        self._show_step("choose-step")
        self.choose_file()

    def is_possible(self, command: type[Command]) -> bool:
        """Choose first, then declare."""
        if command is ChooseInvitation:
            return self._step == "choose-step"
        if command is Declare:
            return self._step == "declare-step"
        return super().is_possible(command)

    @property
    def is_begun(self) -> bool:
        """Whether something was ticked that is not in a card yet."""
        boxes = self.query("#declare-step TickBox").results(TickBox)
        return self._step == "declare-step" and any(box.value for box in boxes)

    async def before_leaving(self) -> bool:
        """A declaration that was begun is kept nowhere until the card is made."""
        return not self.is_begun

    async def go_back(self) -> None:
        """Leave, but ask first where a declaration would be lost."""
        is_typing = isinstance(self.focused, Input | TextArea)
        if not self.is_begun or is_typing or not self.is_current:
            await super().go_back()
            return
        text = _("Your declaration is not signed yet. If you leave now, it is lost.")
        self.ask(Confirm(_("Leave without declaring?"), text, _("Leave")), self._leave)

    def _leave(self, agreed: bool) -> None:
        if agreed:
            self.dismiss()

    @on(ChooseInvitation)
    @on(Button.Pressed, "#choose")
    def choose_file(self) -> None:
        """Ask for the file."""
        dialog = PickFile(_("Open invitation"), self.workspace.inbox, (INVITATION,))
        self.app.push_screen(dialog, self._ask_code)

    def _ask_code(self, file: Path | None) -> None:
        self._file = file
        if file:
            text = _("Type the words (or digits) that the process lead told you.")
            self.app.push_screen(AskText(_("The code of the invitation"), text), self._read)
        else:
            self.dismiss()

    def _read(self, code: str | None) -> None:
        if code and self._file:
            self.query_one("#busy", Plain).show(_("Opening, one moment …"))
            self.begin("invite", _read_file, self.desk, self._file, code)

    def take(self, name: str, result: Any) -> None:
        """Show the names, or the card."""
        if name == "invite":
            self._show_invite(result)
        elif name == "card":
            self._show_card(result)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Show the error; everything filled in stays."""
        self.query_one("#busy", Plain).show("")
        self.log.error(name)

        def again(_closed: bool | None) -> None:
            if name == "invite" and self._file and ending_of(self._file) == INVITATION:
                self._ask_code(self._file)

        self.app.push_screen(ShowError(error), again)

    def _show_invite(self, invite: InviteV1) -> None:
        self.invite = invite
        self.show_place("evalpanel", _(self.TITLE_WORDS), invite.title)
        words = _(
            "{organiser} of {organisation} invites you for {title} ({reference}).",
            organiser=invite.organiser,
            organisation=invite.organisation,
            title=invite.title,
            reference=invite.reference,
        )
        self.query_one("#who", Plain).show(words)
        self.query_one("#interests").mount_all(InterestRow(found) for found in invite.candidates)
        self.query_one("#statement", Plain).show(STATEMENT[invite.language])
        self._show_step("declare-step")
        self.call_after_refresh(self._focus_first)

    def _focus_first(self) -> None:
        self.query(TickBox).first().focus()

    @on(Declare)
    @on(Button.Pressed, "#declare")
    def ask_folder(self) -> None:
        """Check what was filled in, and ask where the card goes."""
        rows = list(self.query(InterestRow))
        empty = next((row for row in rows if row.is_incomplete), None)
        complaint = self.query_one("#complaint", Plain)
        if empty:
            complaint.show(_("Say what your interest in {name} is.", name=empty.candidate.name))
            empty.focus_text()
        elif not self.query_one("#agree", TickBox).value:
            complaint.show(_("Read the statement and tick it."))
            self.query_one("#agree").focus()
        else:
            complaint.show("")
            text = _("For example a stick for the process lead.")
            dialog = PickFolder(_("Save my card in"), self.workspace.outbox, text)
            self.app.push_screen(dialog, self._declare)

    def _declare(self, folder: Path | None) -> None:
        if folder and self.invite:
            conflicts: tuple[Conflict, ...] = tuple(
                row.conflict for row in self.query(InterestRow) if row.conflict
            )
            self.begin("card", declare, self.desk, self.invite, conflicts, folder)

    def _show_card(self, card: DeclaredCard) -> None:
        self.query_one("#code", CodeBox).show_code(card.code)
        words = _(
            "✓ Saved: {file}\n\nGive this file to the process lead, and read the code aloud when "
            "you meet or call. You find the code again with F3 on the first screen.",
            file=card.file,
        )
        self.query_one("#where", Plain).show(words)
        self._show_step("card-step")

    def _show_step(self, step: str) -> None:
        self._step = step
        for name in ("choose-step", "declare-step", "card-step"):
            self.query_one(f"#{name}").display = name == step
        self.refresh_bindings()


def _read_file(desk: Desk, file: Path, code: str) -> InviteV1:
    return read_invite(desk, desk.files.read(file), code)
