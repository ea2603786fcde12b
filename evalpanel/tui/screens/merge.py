"""Merge: who has sealed, a verdict per file, and the one act that opens the round."""

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.compare_card import CompareCard
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.dialogs.pick_files import PickFiles
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.home_rows import IssuedRound, last_rounds
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.paths_in_text import paths_in_text
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.merge_commands import (
    ConfirmCard,
    NextRound,
    OpenRound,
    ReopenSeal,
    TakeSeals,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.merging import member_row, verdict_line
from evalpanel.tui.words.rounds import round_crumbs
from evalpanel.usecases.file_kinds import EXCUSE, SEAL, STEP_IN
from evalpanel.usecases.merging import MemberStatus, MergeResult, merge_seals
from evalpanel.usecases.merging import merge_status as load_status
from evalpanel.usecases.panel import confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.reopening import ReopenedSeal, reopen_seal
from evalpanel.usecases.rounds import open_round

SEALS = (SEAL, EXCUSE, STEP_IN)
"""Seals, what a member says who steps back, and the key of an alternate who steps in."""


class MergeScreen(DeskScreen):
    """A row per member and a verdict per file; nothing here shows what anybody scored."""

    CSS_PATH = "merge.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        TakeSeals,
        ConfirmCard,
        OpenRound,
        NextRound,
        ReopenSeal,
    )
    TITLE_WORDS = msgid("Seals come back")
    EXPLANATION = msgid(
        "Every member stands here with what is in: card, declaration, package, seal. Read the "
        "card code to the member by telephone and press space when it is the same.\n\n"
        "Take in the sealed files with F2, or drop them on this window. Each file gets its own "
        "verdict, and a file may come twice. Nothing is opened by that, and nobody can see what "
        "is in a seal. The file of a member who steps back (.evexcuse) and the key of an alternate "
        "who steps in (.evstepin) are taken in the same way. F7 takes the seal of the chosen "
        "member back, with a reason, so that it can be changed before the opening.\n\n"
        "When every scoring member has sealed, the round can be opened: one "
        "act, for all sheets together, that cannot be undone."
    )

    def compose_body(self) -> ComposeResult:
        """Members, what is awaited, and verdicts."""
        with Vertical(id="merge"):
            members = OptionList(id="members", markup=False)
            members.border_title = Content(_("Members"))
            yield members
            yield Plain(id="waiting")
            with VerticalScroll(id="verdicts", classes="pane") as verdicts:
                verdicts.border_title = Content(_("Files taken in"))
                yield Plain(id="verdict-lines")

    def on_mount(self) -> None:
        """Load the members."""
        self.members: tuple[MemberStatus, ...] = ()
        self.rounds: tuple[IssuedRound, ...] = ()
        self.panel = ""
        self.show_place(self.reference, _("Seals"))
        self.query_one("#verdicts").display = False
        self.look_again()

    def look_again(self) -> None:
        """Load the members of the panel that is shown, or of the first with seals to come."""
        self.begin("status", _load, self.desk, self.reference, self.panel)

    def is_possible(self, command: type[Command]) -> bool:
        """A card is confirmed once; a round is opened when all are in."""
        if command is OpenRound:
            return self.is_ready
        if command is ReopenSeal:
            chosen, shown = self._chosen(), self.round
            return bool(chosen and chosen.scores and chosen.seal_code and shown
                        and shown.opening is None)  # fmt: skip
        if command is NextRound:
            return len(self.rounds) > 1
        if command is ConfirmCard:
            chosen = self._chosen()
            return chosen is not None and not chosen.card_confirmed
        return True

    @property
    def is_ready(self) -> bool:
        """Whether every scoring member has sealed."""
        shown = self.round
        return shown is not None and shown.opening is None and not shown.waiting

    @property
    def round(self) -> IssuedRound | None:
        """The round whose seals come back: the last one of the panel that is shown."""
        return next((found for found in self.rounds if found.panel == self.panel), None)

    def take(self, name: str, result: Any) -> None:
        """Show what a use case gave."""
        if name == "status":
            self.rounds, self.panel, members = result
            self._show_members(members)
        elif name == "merge":
            self._show_verdicts(result)
            self.look_again()
        elif name == "confirm":
            self.look_again()
        elif name == "reopen":
            self.look_again()
            self.query_one("#verdicts").display = True
            written = _("✓ Written: {file}. Give it to {name}.", file=result.file,
                        name=one_line(result.member))  # fmt: skip
            self.query_one("#verdict-lines", Plain).show(written)
        elif name == "open":
            self._go_on(result)

    @on(OptionList.OptionHighlighted)
    def choose(self) -> None:
        """Offer what fits the chosen member."""
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    @on(ConfirmCard)
    def ask_card(self) -> None:
        """Ask whether the code is the same before it is noted."""
        member = self._chosen()
        if member is None or member.card_confirmed:
            return

        def confirm(agreed: bool | None) -> None:
            if agreed:
                self.begin("confirm", confirm_card, self.desk, self.reference, member.name)

        self.app.push_screen(CompareCard(member.name, member.card_code), confirm)

    @on(ReopenSeal)
    def ask_reopening(self) -> None:
        """Ask why, then where the file for the member goes."""
        member = self._chosen()
        if member is not None and self.is_possible(ReopenSeal):
            text = _("{name} can change the sheet after this and seals it again. Why?",
                     name=one_line(member.name))  # fmt: skip
            dialog = AskReason(_("Reopen a sealed sheet"), text, _("Go on"), 1)
            self.ask(dialog, partial(self._reopen_with, member.name))

    def _reopen_with(self, name: str, reason: str) -> None:
        text = _("For example a stick for {name}.", name=one_line(name))
        dialog = PickFolder(_("Write the file in"), self.workspace.outbox, text)
        self.ask(dialog, partial(self._reopen, name, reason))

    def _reopen(self, name: str, reason: str, folder: Path) -> None:
        self.begin("reopen", _reopen, self.desk, self.reference, name, folder, reason, self.panel)

    @on(NextRound)
    def next_round(self) -> None:
        """Show another panel."""
        panels = [found.panel for found in self.rounds]
        self.panel = panels[(panels.index(self.panel) + 1) % len(panels)]
        self.look_again()

    @on(TakeSeals)
    def pick(self) -> None:
        """Ask which files."""
        text = _(
            "Files that end in .evseal, .evexcuse or .evstepin. Enter chooses a file; several may "
            "be chosen."
        )
        picker = PickFiles(_("Take in seals"), self.workspace.inbox, SEALS, text)
        self.app.push_screen(picker, self._merge)

    def on_paste(self, event: events.Paste) -> None:
        """Take in the files whose paths were pasted or dropped."""
        event.stop()
        self._merge(paths_in_text(event.text))

    @on(OpenRound)
    def ask_opening(self) -> None:
        """Ask before the round is opened."""
        count = sum(member.scores and not member.stepped_back for member in self.members)
        text = _(
            "All {count} seals are in. Opening shows all sheets together. It cannot be undone, "
            "and after it no score that a member sealed can change.",
            count=count,
        )

        def opened(agreed: bool | None) -> None:
            if agreed:
                self.show_status(_("opening…"))
                self.begin("open", _open, self.desk, self.reference, self.panel)

        self.app.push_screen(Confirm(_("Open the round"), text, _("Open the round")), opened)

    def _merge(self, files: tuple[Path, ...] | None) -> None:
        if files:
            self.show_status(_("reading {count} files…", count=len(files)))
            self.begin("merge", merge_seals, self.desk, self.reference, files)

    def _go_on(self, step: str) -> None:
        """To the meeting or the ranking; where seals of another panel are to come stay here."""
        if step == "merge":
            self.panel = ""
            self.look_again()
            return
        self.app.switch_screen(screen_for(step, self.desk, self.workspace, self.reference))

    def _waiting(self) -> list[str]:
        return [m.name for m in self.members
                if m.scores and not m.seal_code and not m.stepped_back]  # fmt: skip

    def _chosen(self) -> MemberStatus | None:
        index = self.query_one("#members", OptionList).highlighted
        return self.members[index] if index is not None and index < len(self.members) else None

    def _show_members(self, members: tuple[MemberStatus, ...]) -> None:
        rows = self.query_one("#members", OptionList)
        before = rows.highlighted or 0
        self.members = members
        rows.clear_options()
        rows.add_options([Option(member_row(member)) for member in members])
        if members:
            rows.highlighted = min(before, len(members) - 1)
            rows.focus()
        if self.round is not None:
            package = self.round.package
            self.show_place(self.reference, *round_crumbs(package), _("Seals"))
        self._show_waiting()
        self.refresh_bindings()

    def _show_waiting(self) -> None:
        waiting = self._waiting()
        sealed = sum(bool(member.seal_code) and member.scores for member in self.members)
        self.show_status(_("{done} of {total} sealed", done=sealed, total=sealed + len(waiting)))
        line = self.query_one("#waiting", Plain)
        shown = self.round
        if shown is not None and shown.opening is not None:
            words = _("✓ This round is open. Escape goes back; home goes on with it.")
            line.show(words, "$success")
        elif self.is_ready:
            line.show(_("✓ All seals are in. Press F6 to open the round."), "$success")
        else:
            names = ", ".join(one_line(name) for name in waiting)
            line.show(_("Waiting for: {names}", names=names))

    def _show_verdicts(self, result: MergeResult) -> None:
        self.query_one("#verdicts").display = True
        lines = [verdict_line(found) for found in result.files]
        self.query_one("#verdict-lines", Plain).update(Content("\n").join(lines))


def _load(
    desk: Desk, reference: str, panel: str
) -> tuple[tuple[IssuedRound, ...], str, tuple[MemberStatus, ...]]:
    """The last round of every panel, the panel that is shown, and its members."""
    last = last_rounds(desk, reference)
    sealing = [found.panel for found in last if found.opening is None]
    shown = panel or next(iter((*sealing, *(found.panel for found in last))), "")
    return last, shown, load_status(desk, reference, shown)


def _open(desk: Desk, reference: str, panel: str) -> str:
    """Open the round; gives the step that follows.

    Seals of another panel first; only where the panel agrees on scores is there a meeting.
    """
    open_round(desk, reference, panel)
    rounds = last_rounds(desk, reference)
    if any(found.opening is None for found in rounds):
        return "merge"
    return "consensus" if any(found.in_meeting for found in rounds) else "ranking"


def _reopen(
    desk: Desk, reference: str, name: str, folder: Path, reason: str, panel: str
) -> ReopenedSeal:
    return reopen_seal(desk, reference, name, folder, reason=reason, panel=panel)
