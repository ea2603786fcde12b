"""Merge: who has sealed, a verdict per file, and the one act that opens the round."""

from pathlib import Path
from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import roles_text
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.compare_card import CompareCard
from evalpanel.tui.dialogs.dialog import Confirm
from evalpanel.tui.dialogs.pick_files import PickFiles
from evalpanel.tui.home_rows import IssuedRound, last_rounds
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.paths_in_text import paths_in_text
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.merge_commands import ConfirmCard, NextRound, OpenRound, TakeSeals
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.rounds import round_crumbs
from evalpanel.usecases.merging import FileVerdict, MemberStatus, MergeResult, merge_seals
from evalpanel.usecases.merging import merge_status as load_status
from evalpanel.usecases.panel import confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.rounds import open_round

SEALS = (".evseal",)
VERDICTS = {
    "accepted": ("✓", msgid("taken in"), "$success"),
    "already_here": ("·", msgid("was already here"), "$quiet"),
    "refused": ("×", msgid("refused"), "$error"),
}
"""Sign, words and colour of a verdict."""


class MergeScreen(DeskScreen):
    """A row per member and a verdict per file; nothing here shows what anybody scored."""

    CSS_PATH = "merge.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (TakeSeals, ConfirmCard, OpenRound, NextRound)
    TITLE_WORDS = msgid("Seals come back")
    EXPLANATION = msgid(
        "Every member stands here with what is in: card, declaration, package, seal. Read the "
        "card code to the member by telephone and press space when it is the same.\n\n"
        "Take in the sealed files with F2, or drop them on this window. Each file gets its own "
        "verdict, and a file may come twice. Nothing is opened by that, and nobody can see what "
        "is in a seal.\n\nWhen every scoring member has sealed, the round can be opened: one "
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

    @on(NextRound)
    def next_round(self) -> None:
        """Show another panel."""
        panels = [found.panel for found in self.rounds]
        self.panel = panels[(panels.index(self.panel) + 1) % len(panels)]
        self.look_again()

    @on(TakeSeals)
    def pick(self) -> None:
        """Ask which files."""
        text = _("Files that end in .evseal. Enter chooses a file; several may be chosen.")
        picker = PickFiles(_("Take in seals"), self.workspace.inbox, SEALS, text)
        self.app.push_screen(picker, self._merge)

    def on_paste(self, event: events.Paste) -> None:
        """Take in the files whose paths were pasted or dropped."""
        event.stop()
        self._merge(paths_in_text(event.text))

    @on(OpenRound)
    def ask_opening(self) -> None:
        """Ask before the round is opened."""
        count = sum(member.scores for member in self.members)
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
        return [m.name for m in self.members if m.scores and not m.seal_code]

    def _chosen(self) -> MemberStatus | None:
        index = self.query_one("#members", OptionList).highlighted
        return self.members[index] if index is not None and index < len(self.members) else None

    def _show_members(self, members: tuple[MemberStatus, ...]) -> None:
        rows = self.query_one("#members", OptionList)
        before = rows.highlighted or 0
        self.members = members
        rows.clear_options()
        rows.add_options([Option(_row(member)) for member in members])
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
        sealed = sum(bool(member.seal_code) for member in self.members)
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
        lines = [_verdict(found) for found in result.files]
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


def _row(member: MemberStatus) -> Content:
    """Two lines: who and whether sealed; then card, declaration and package."""
    name = Content(one_line(member.name)).stylize("bold")
    roles = Content(f"  {roles_text(spoken(), member.roles)}").stylize("$quiet")
    checks = (
        _mark(member.card_confirmed, _("card {code}", code=member.card_code)),
        _mark(True, _("declaration")),
        _mark(member.handed_out, _("package")),
    )
    return Content("\n").join(
        [name + roles + Content("  ") + _seal(member), Content("  ") + Content("  ").join(checks)]
    )


def _seal(member: MemberStatus) -> Content:
    if member.seal_code:
        return Content(_("✓ sealed {code}", code=member.seal_code)).stylize("$success")
    if member.scores:
        return Content(_("○ seal not in")).stylize("$accent")
    return Content(_("does not score")).stylize("$quiet")


def _mark(done: bool, words: str) -> Content:
    return Content(f"{'✓' if done else '○'} {words}").stylize("$success" if done else "$accent")


def _verdict(found: FileVerdict) -> Content:
    sign, words, colour = VERDICTS[found.verdict]
    who = f" · {one_line(found.member)}" if found.member else ""
    line = Content(f"{sign} {_(words)}").stylize(f"bold {colour}")
    line += Content(f"  {one_line(found.file.name)}{who}")
    return line + Content(f"\n    {one_line(say(found.reason))}") if found.reason else line
