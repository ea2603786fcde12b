"""Scoring alone: candidates, dossier and own assessment side by side, every key saved."""

from typing import Any, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input, OptionList, TextArea

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.package import Cell
from evalpanel.domain.sheet import Draft, Score
from evalpanel.language import _, catalogue
from evalpanel.settings import Workspace
from evalpanel.tui.autosave import SAVE, Autosave
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import ShowError
from evalpanel.tui.dialogs.earlier_versions import EarlierVersions
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.score_book import ScoreBook, Walk, open_book
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.compare import CompareScreen
from evalpanel.tui.screens.scoring_commands import (
    CHANGES,
    SCORING_COMMANDS,
    AskQuestion,
    ChooseStep,
    CitePassage,
    CompareCandidates,
    NextCandidate,
    NextItem,
    NextOpen,
    PreviousCandidate,
    PreviousItem,
    SealScores,
    SwitchPanes,
    TurnRound,
    UndoChange,
    WriteReason,
)
from evalpanel.tui.widgets.assessment_form import AssessmentChanged
from evalpanel.tui.widgets.cell_list import CellList
from evalpanel.tui.widgets.progress_text import progress_text
from evalpanel.tui.widgets.scoring_panes import ScoringPanes
from evalpanel.tui.words.rounds import why_here
from evalpanel.tui.words.scores import crumbs_of, local_time
from evalpanel.usecases.dossiers import Dossier, read_dossiers
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Desktop, history


class ScoringScreen(DeskScreen):
    """One item across candidates in a drawn order, or one candidate across items."""

    CSS_PATH = "scoring.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    OFFERS: ClassVar[tuple[type[Command], ...]] = SCORING_COMMANDS
    TITLE_WORDS = msgid("Scoring")
    EXPLANATION = msgid(
        "Read the dossier, choose a step of the scale and write why. Everything is saved at once; "
        "the lower border of your assessment says when. Nobody sees your scores before everybody "
        "has sealed.\n\n"
        "Signs: · open, ~ draft (a score or enough words are missing), ✓ complete. ▲ warns and "
        "never blocks. The order of the candidates was drawn for you.\n\n"
        "Letters and codes choose a step when you are not in a text field; esc leaves a text "
        "field. Tab goes from pane to pane; the arrow keys move in it. In the dossier they mark "
        "a passage, which r takes as the reference."
    )

    def __init__(self, desk: Desk, workspace: Workspace, reference: str = "") -> None:
        """Score this tender."""
        super().__init__(desk, workspace, reference)
        self.book: ScoreBook | None = None
        self.walk: Walk | None = None
        self.saving = Autosave(self, desk, reference)
        self._earlier = EarlierVersions()
        self._dossiers: dict[Cell, tuple[Dossier, ...]] = {}

    def compose_body(self) -> ComposeResult:
        """The panes."""
        yield ScoringPanes()

    @property
    def panes(self) -> ScoringPanes:
        """The body of the screen."""
        return self.query_one(ScoringPanes)

    def on_mount(self) -> None:
        """Say where we are; the rest follows when the package is read."""
        self.show_place(self.reference, _(self.TITLE_WORDS))

    def on_screen_resume(self) -> None:
        """Read package and scores, also after the sheet was sealed on another screen."""
        if self.book is None or self.saving.is_clean:
            self.begin("open", open_book, self.desk, self.reference)

    def is_possible(self, command: type[Command]) -> bool:
        """Nothing before the package is read; no changes after sealing."""
        if command in SCORING_COMMANDS and self.book is None:
            return False
        if command in CHANGES and self.book is not None and self.book.is_sealed:
            return False
        return super().is_possible(command)

    def rest(self) -> bool:
        """Leave a text field for the dossier, or for the scale where the form stands alone."""
        if not isinstance(self.focused, Input | TextArea):
            return False
        self.panes.focus_resting_place()
        return True

    async def before_leaving(self) -> bool:
        """Save what is not saved yet; stay if that fails."""
        self._keep_last_keys()
        try:
            await self.saving.flush()
        except EvalPanelError as error:
            self.fail(SAVE, error)
            return False
        self._show_saved()
        return True

    def go_to(self, cell: Cell) -> None:
        """Show a cell, now or as soon as the package is read."""
        if self.book is None:
            self.walk = Walk((cell,), cell)
        elif self.walk is not None:
            self._walk_to(Walk(self.book.desktop.cells, cell, self.walk.per_candidate))

    def take(self, name: str, result: Any) -> None:
        """Show what was read, or that something was saved."""
        if name == "open":
            self._take_book(result)
        elif name == "dossier":
            self._dossiers[result[0]] = result[1]
            self._show_dossier()
        elif name == SAVE:
            self.saving.acknowledge(result)
            self._show_saved()
        elif name == "history":
            self._take_history(*result)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Show the error; what could not be saved is kept and tried again."""
        if name == SAVE:
            self.saving.keep()
            self._show_saved(_("▲ NOT SAVED"))
            if self.is_current:
                self.app.push_screen(ShowError(error))
        else:
            super().fail(name, error)

    def _take_book(self, book: ScoreBook) -> None:
        is_first, self.book = self.book is None, book
        cells = book.desktop.cells
        before = self.walk or Walk(cells, cells[0])
        wanted = before.here if self.walk else self._first_gap(book)
        self.saving.saved_at = book.desktop.saved_at
        self._walk_to(Walk(cells, wanted, before.per_candidate))
        self.panes.say_why_here(why_here(book.desktop))
        if is_first:
            self.panes.dossier.focus()
        self.refresh_bindings()

    def _first_gap(self, book: ScoreBook) -> Cell:
        gaps = book.desktop.gaps
        return gaps[0].cell if gaps else book.desktop.cells[0]

    def _walk_to(self, walk: Walk | None) -> None:
        if self.book is None or walk is None:
            return
        self._keep_last_keys()
        self.walk = walk
        self._earlier.forget()
        self.show_place(*crumbs_of(self.book, walk))
        self.panes.show_cell(self.book, walk)
        self._show_dossier()
        self._show_saved()
        self.show_status(progress_text(self.book.done, self.book.total))

    def _show_dossier(self) -> None:
        if self.book is None or self.walk is None:
            return
        here = self.walk.here
        if here in self._dossiers:
            self.panes.show_dossier(here, self._dossiers[here])
        else:
            self.begin("dossier", _read_dossiers, self.desk, self.book.desktop, here)

    def _show_saved(self, trouble: str = "") -> None:
        unsaved = "" if self.saving.is_clean else _("● not saved yet")
        self.panes.show_saved(self.saving.saved_at, trouble or unsaved)

    @on(AssessmentChanged)
    def take_change(self, message: AssessmentChanged) -> None:
        """Keep the change and save it soon."""
        self._earlier.forget()
        self._keep(message.score)

    def _keep_last_keys(self) -> None:
        """Keep what was typed just before leaving a cell, of which no message has come yet."""
        score = self.panes.form.collect()
        if score is not None:
            self._keep(score)

    def _keep(self, score: Score) -> None:
        if self.book is not None and not self.book.is_sealed:
            self.book.write(score)
            self.saving.change(score)
            self.panes.show_state()
            self._show_saved()
            self.show_status(progress_text(self.book.done, self.book.total))

    def on_key(self, event: events.Key) -> None:
        """Letters and codes choose a score, outside text fields."""
        typing = isinstance(self.focused, Input | TextArea)
        if self.book is None or self.book.is_sealed or typing:
            return
        if self.panes.form.take_sign(event.key, event.character or ""):
            event.stop()
            event.prevent_default()

    @on(ChooseStep)
    def choose_step(self) -> None:
        """Go to the scale."""
        self.panes.form.focus_score()

    @on(WriteReason)
    def write_reason(self) -> None:
        """Go to the reason."""
        self.panes.form.focus_field("reason")

    @on(AskQuestion)
    def ask_question(self) -> None:
        """Go to the question."""
        self.panes.form.focus_field("question")

    @on(CitePassage)
    def cite(self) -> None:
        """Take the marked passage as the reference."""
        view = self.panes.dossier
        if self.book is not None and view.here is not None:
            words = catalogue(self.book.desktop.rules.language)
            self.panes.form.cite(view.here.reference(words, with_title=view.has_many))

    @on(UndoChange)
    async def undo(self) -> None:
        """Bring back an earlier version of this cell."""
        if self.book is None or self.walk is None:
            return
        if self._earlier.is_for(self.walk.here):
            self._restore()
        elif await self.before_leaving():
            self.begin("history", _read_history, self.desk, self.book.desktop, self.walk.here)

    def _take_history(self, cell: Cell, versions: tuple[Draft, ...]) -> None:
        if self.book is not None and self.walk is not None and cell == self.walk.here:
            self._earlier.start(cell, versions)
            self._restore()

    def _restore(self) -> None:
        version = self._earlier.step_back()
        if version is None or self.book is None or self.walk is None:
            self.notify(_("There is no earlier version."), markup=False)
            return
        self._keep(version.score)
        self.panes.show_cell(self.book, self.walk)
        self.notify(_("As it was at {time}.", time=local_time(version.saved_at)), markup=False)

    @on(NextCandidate)
    def next_candidate(self) -> None:
        """Go down the list."""
        self._walk_to(self.walk.move(1) if self.walk else None)

    @on(PreviousCandidate)
    def previous_candidate(self) -> None:
        """Go up the list."""
        self._walk_to(self.walk.move(-1) if self.walk else None)

    @on(OptionList.OptionHighlighted)
    def walk_to_highlighted(self) -> None:
        """Follow the highlight of the list."""
        place = self.query_one(CellList).highlighted
        if self.walk and place is not None and place != self.walk.group.index(self.walk.here):
            self._walk_to(self.walk.move(place - self.walk.group.index(self.walk.here)))

    @on(NextItem)
    def next_item(self) -> None:
        """Go to the next item (or candidate)."""
        self._walk_to(self.walk.turn(1) if self.walk else None)

    @on(PreviousItem)
    def previous_item(self) -> None:
        """Go to the item (or candidate) before."""
        self._walk_to(self.walk.turn(-1) if self.walk else None)

    @on(TurnRound)
    def turn_round(self) -> None:
        """Per item, or per candidate."""
        self._walk_to(self.walk.turned_round() if self.walk else None)

    @on(NextOpen)
    def next_open(self) -> None:
        """Go to what is not complete."""
        if self.book is None or self.walk is None:
            return
        book = self.book
        found = self.walk.next_where(lambda cell: book.state(cell) != "complete")
        if found is None:
            self.notify(_("Everything is complete. F9 goes to the seal."), markup=False)
        self._walk_to(found)

    @on(SwitchPanes)
    def switch_panes(self) -> None:
        """Together, dossier alone, form alone."""
        self.panes.switch_side()

    @on(CompareCandidates)
    def compare(self) -> None:
        """Put this candidate beside another one."""
        if self.book is not None and self.walk is not None:
            walk = Walk(self.walk.cells, self.walk.here)
            place = (self.desk, self.workspace, self.reference)
            self.app.push_screen(CompareScreen(*place, self.book, walk))

    @on(SealScores)
    async def seal(self) -> None:
        """Save, and go to the seal."""
        if await self.before_leaving():
            screen = screen_for("seal", self.desk, self.workspace, self.reference)
            self.app.push_screen(screen)


def _read_dossiers(desk: Desk, desktop: Desktop, cell: Cell) -> tuple[Cell, tuple[Dossier, ...]]:
    return cell, read_dossiers(desk, desktop.package, desktop.rules, cell)


def _read_history(desk: Desk, desktop: Desktop, cell: Cell) -> tuple[Cell, tuple[Draft, ...]]:
    reference = desktop.package.reference
    return cell, history(desk, reference, desktop.package_sha256, cell)
