"""Home: what is on this laptop and what to do next."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.slug import slug
from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import act_word, phase_word
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.home_rows import HomeRow, list_rows
from evalpanel.tui.msgids import msgid
from evalpanel.tui.screens import STEP_OF_PHASE, screen_for
from evalpanel.tui.screens.home_commands import (
    CopyKey,
    GoOn,
    NewTender,
    OpenInvitation,
    OpenPackage,
    ShowCard,
    SignReport,
    VerifyReport,
)
from evalpanel.tui.screens.revision_steps import RevisionSteps
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.progress_text import progress_text
from evalpanel.tui.words.moments import days_in_words, shown_day
from evalpanel.tui.words.rounds import round_line
from evalpanel.usecases.overview import WorkItem
from evalpanel.usecases.ports import Desk


class HomeScreen(RevisionSteps):
    """The tenders on this laptop, and the next step of the chosen one."""

    CSS_PATH = "home.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        GoOn,
        OpenPackage,
        ShowCard,
        OpenInvitation,
        SignReport,
        NewTender,
        VerifyReport,
        CopyKey,
    )
    TITLE_WORDS = msgid("What is on this laptop")
    EXPLANATION = msgid(
        "Every tender on this laptop stands on a line of its own: how far it is, and the seal "
        "code once your scores are sealed. Choose one with the arrow keys; enter does the next "
        "step.\n\nA tender comes here by an invitation (F4). You declare your interests and get "
        "a card; give the card to the process lead. Later you get a package with the dossiers "
        "(F2), score them on your own, and hand in one sealed "
        "file.\n\nAre you the process lead? Begin a tender with F6. Are you the second person of "
        "an act? Copy your key file to a stick with F5 and take it to the process lead.\n\n"
        "What is not every day stands under m: suspending and resuming, stopping, a decision that "
        "is withdrawn, later rounds."
    )

    def compose_body(self) -> ComposeResult:
        """The list, the next step, and a welcome where nothing is here yet."""
        with Vertical(id="home"):
            tenders = OptionList(id="tenders", markup=False)
            tenders.border_title = Content(_("Tenders"))
            yield tenders
            yield Plain(id="welcome")
            with Horizontal(id="next"):
                yield Plain(id="next-step")
                yield Button(Content(_("Go on")), id="go-on", compact=True)
            yield Plain(id="rounds", classes="quiet")

    def on_mount(self) -> None:
        """Say whose workspace this is."""
        self.rows: tuple[HomeRow, ...] = ()
        self.show_place("evalpanel")
        self.show_owner()

    def on_screen_resume(self) -> None:
        """Look again at what is here, as work may have been done on another screen."""
        self.look_again()

    def look_again(self) -> None:
        """Load the tenders."""
        self.begin("list", list_rows, self.desk)

    @property
    def items(self) -> tuple[WorkItem, ...]:
        """The tenders in the order of the list."""
        return tuple(row.item for row in self.rows)

    @property
    def row(self) -> HomeRow | None:
        """The chosen tender with what waits for it."""
        index = self.query_one("#tenders", OptionList).highlighted
        return self.rows[index] if index is not None and index < len(self.rows) else None

    def take(self, name: str, result: Any) -> None:
        """Show the list, or where the key file went."""
        if name == "list":
            self._show_items(result)
        elif name == "key":
            text = _(
                "✓ Saved: {file}\n\nIt opens only with your passphrase, which you type yourself "
                "when the process lead asks for a second person.",
                file=result,
            )
            self.app.push_screen(Tell(_("My key file"), text))
        else:
            super().take(name, result)

    def is_possible(self, command: type[Command]) -> bool:
        """A card and a next step belong to a chosen tender."""
        if command is GoOn:
            return self._step() != ""
        if command is ShowCard:
            return self._chosen() is not None
        return super().is_possible(command)

    @on(OptionList.OptionHighlighted)
    def show_next_step(self) -> None:
        """Say what the chosen tender asks for."""
        row = self.row
        if row:
            self.query_one("#next-step", Plain).show(_next_words(row))
            is_told = len(row.rounds) > 1
            lines = [round_line(found) for found in row.rounds] if is_told else []
            self.query_one("#rounds", Plain).show("\n".join(lines))
        self.query_one("#go-on").display = bool(self._step())
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#go-on")
    @on(GoOn)
    def go_on(self) -> None:
        """Open the screen for the next step; without one, say what the step is."""
        item, step = self._chosen(), self._step()
        if item and item.carries:
            self.show_what_stands()
        elif item and step:
            self._open(step, item.reference)
        elif item:
            self.app.push_screen(Tell(one_line(item.title), days_in_words(say(item.next_step))))

    @on(OpenPackage)
    def open_package(self) -> None:
        """Go to the screen that opens a package."""
        self._open("package")

    @on(OpenInvitation)
    def open_invitation(self) -> None:
        """Go to the screen that answers an invitation."""
        self._open("invitation")

    @on(NewTender)
    def new_tender(self) -> None:
        """Go to the steps of a tender that is still to come."""
        self._open("prepare")

    @on(SignReport)
    def sign_report(self) -> None:
        """Go to the screen that shows and signs a report."""
        self._open("report")

    @on(VerifyReport)
    def verify_report(self) -> None:
        """Go to the screen that checks a report."""
        self._open("verify")

    @on(CopyKey)
    def copy_key(self) -> None:
        """Ask where the copy of the key file goes."""
        text = _("For example a stick that you take to the laptop of the process lead.")
        dialog = PickFolder(_("Copy my key file to"), self.workspace.outbox, text)
        self.app.push_screen(dialog, self._copy_key)

    def _copy_key(self, folder: Path | None) -> None:
        if folder:
            self.begin("key", _copied, self.desk, self.workspace.identity, folder)

    @on(ShowCard)
    def show_card(self) -> None:
        """Show the code of the card for the chosen tender."""
        item = self._chosen()
        if item:
            self._open_card(item.reference)

    def _open_card(self, reference: str) -> None:
        with self.desk.work() as work:
            mine = work.participations.get(reference)
        if mine:
            text = _("Read this code to the process lead:\n\n    {code}", code=mine.card_code)
        else:
            text = _("You have no card yet; answer the invitation first.")
        self.app.push_screen(Tell(_("My card"), text))

    def _open(self, step: str, reference: str = "") -> None:
        self.app.push_screen(screen_for(step, self.desk, self.workspace, reference))

    def _step(self) -> str:
        item = self._chosen()
        return STEP_OF_PHASE.get(item.phase, "") if item else ""

    def _chosen(self) -> WorkItem | None:
        return self.row.item if self.row else None

    def _show_items(self, rows: tuple[HomeRow, ...]) -> None:
        tenders = self.query_one("#tenders", OptionList)
        before = tenders.highlighted or 0
        self.rows, items = rows, tuple(row.item for row in rows)
        tenders.clear_options()
        tenders.add_options([Option(line) for line in _lines(rows, self.size.width - 10)])
        tenders.display = bool(items)
        self.query_one("#next").display = bool(items)
        self.query_one("#welcome", Plain).show("" if items else _welcome())
        if items:
            tenders.highlighted = min(before, len(items) - 1)
            if self.is_current:
                tenders.focus()
        self.refresh_bindings()


def _copied(desk: Desk, key_file: Path, folder: Path) -> Path:
    """Copy the key file, which stays locked, under the name of its owner."""
    copy = folder / f"{slug(desk.me.name)}{key_file.suffix}"
    desk.files.write(copy, desk.files.read(key_file))
    return copy


def _welcome() -> str:
    return _(
        "Nothing is here yet.\n\n"
        "Did you get an invitation (a file that ends in .evinvite)? Press F4.\n"
        "Did you get a package with dossiers (.evpack)? Press F2.\n"
        "Do you prepare a tender as its process lead? Press F6.\n"
        "Do you want to know what this is about? Press F1."
    )


def _next_words(row: HomeRow) -> str:
    """The next step; a suspension and an outcome without a decision have a key of their own."""
    lines = [_("Next step: {step}", step=_step_words(row))]
    if row.suspension is not None:
        day = shown_day(row.suspension.at)
        words = _("▲ Suspended since {day}: {reason}", day=day, reason=row.suspension.reason)
        lines = [one_line(words), _("h lets it go on; until then almost everything stands still.")]
    elif row.acts:
        lines.append(_("c lets a second person confirm it here."))
    elif "decision" in row.possible:
        lines.append(_("The decision of the authority can be recorded too: b."))
    return "\n".join(lines)


def _step_words(row: HomeRow) -> str:
    """Acts that wait are told by what they are; their ids are for the command line."""
    if not row.acts or row.suspension is not None:
        return say(row.item.next_step)
    acts = dict.fromkeys(act_word(spoken(), act.kind) for act in row.acts)
    return _("Let a second person confirm: {waiting_acts}.", waiting_acts=", ".join(acts))


def _lines(rows: tuple[HomeRow, ...], width: int) -> list[Content]:
    """Each tender on one line: reference, title, phase, and progress, code or deadline."""
    items = tuple(row.item for row in rows)
    ends = [_ending(item) for item in items]
    references = [one_line(item.reference) for item in items]
    phases = [
        _("▲ suspended") if row.suspension else phase_word(spoken(), row.item.phase) for row in rows
    ]
    first, third, last = (max(map(len, texts), default=0) for texts in (references, phases, ends))
    room = max(8, width - first - third - last - 6)
    return [
        Content(f"{references[place]:<{first}}  ").stylize("bold")
        + Content(f"{_fit(one_line(item.title), room)}  ")
        + Content(f"{phases[place]:<{third}}  ").stylize("$secondary")
        + Content(ends[place])
        for place, item in enumerate(items)
    ]


def _ending(item: WorkItem) -> str:
    if item.seal_code:
        return item.seal_code
    until = _("until {day}", day=shown_day(item.deadline)) if item.deadline else ""
    return "  ".join(part for part in (progress_text(item.done, item.total), until) if part)


def _fit(text: str, width: int) -> str:
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)
