"""One item of the consensus meeting, as the beamer shows it: reveal, discuss, decide, record."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from evalpanel.domain.package import Cell
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.meeting_notes import MeetingNotes, draft_of, notes_of, record_draft
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.consensus_commands import (
    AllAgree,
    Decide,
    ItemBefore,
    NextItem,
    Record,
    Reveal,
    ShowAgenda,
    ShowDossier,
)
from evalpanel.tui.screens.dossier import DossierScreen
from evalpanel.tui.widgets.decision_form import DecisionForm
from evalpanel.tui.widgets.plain import Plain, as_content
from evalpanel.tui.widgets.score_marks import ScoreMarks
from evalpanel.tui.words.clock import minutes_text
from evalpanel.tui.words.lots import lot_words
from evalpanel.tui.words.meeting import (
    member_marks,
    reason_texts,
    revealed_text,
    state_words,
    waiting_text,
)
from evalpanel.tui.words.rounds import round_crumbs
from evalpanel.usecases.meeting import AgendaItem, Meeting
from evalpanel.usecases.names_in_decisions import list_names_in_decision
from evalpanel.usecases.ports import Desk

ROOMY = 100
"""Columns from which the reasons stand side by side."""


class ConsensusScreen(DeskScreen):
    """Nothing of the item shows before the reveal; totals and ranks never show here."""

    CSS_PATH = "consensus.tcss"
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-roomy")]
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        Reveal,
        Decide,
        Record,
        AllAgree,
        NextItem,
        ItemBefore,
        ShowDossier,
        ShowAgenda,
    )
    TITLE_WORDS = msgid("Consensus on one item")
    EXPLANATION = msgid(
        "First everybody thinks back to the dossier (d). Then space shows all scores and reasons "
        "together. The line below says who speaks first: whoever stands alone; the chair speaks "
        "last.\n\nThe panel then agrees on one score of the scale (s). It needs a reason, and a "
        "second one if nobody gave that score. Tick who is present and who agrees (F4: all), and "
        "record it (ctrl+s). A minority view can be written down beside it. What members sealed "
        "never changes.\n\n→ goes to the next item; an unfinished decision is kept."
    )

    def __init__(
        self, desk: Desk, workspace: Workspace, reference: str, meeting: Meeting, cell: Cell
    ) -> None:
        """Begin with this item of the meeting."""
        super().__init__(desk, workspace, reference)
        self.meeting = meeting
        self.cell = cell
        self.since = desk.clock.now()

    def compose_body(self) -> ComposeResult:
        """Scores, decision, reasons."""
        with Container(id="meeting"):
            with VerticalScroll(id="revealed", classes="pane"):
                yield ScoreMarks()
                yield Plain(id="scores")
            scale = self.meeting.rules.scale_of(self.meeting.rules.item(self.cell[2]))
            yield DecisionForm(scale, self._members, self.meeting.panel.reason_min_words)
            with VerticalScroll(id="reasons", classes="pane") as reasons:
                reasons.border_title = Content(_("Reasons"))
                for _key in self.meeting.members:
                    yield Plain(classes="reason")

    def on_mount(self) -> None:
        """Show the first item and start the clock."""
        self.query_one("#decision").border_title = Content(_("Decision of the panel"))
        self.set_interval(1, self._show_time)
        self._show_item()

    @property
    def notes(self) -> MeetingNotes:
        """What is unfinished, and what was revealed."""
        return notes_of(self.app, self.meeting)

    @property
    def item(self) -> AgendaItem:
        """The item under discussion."""
        return self.meeting.agenda[self._place()]

    @property
    def is_revealed(self) -> bool:
        """Whether the item may be seen: revealed in this meeting, or decided already."""
        return self.cell in self.notes.revealed or self.item.decision is not None

    def is_possible(self, command: type[Command]) -> bool:
        """What waits for the reveal, and what the edges of the agenda allow."""
        if command is Reveal:
            return not self.is_revealed
        if command in (Decide, Record, AllAgree):
            return self.is_revealed and not self.meeting.is_closed
        if command is NextItem:
            return self._place() < len(self.meeting.agenda) - 1
        if command is ItemBefore:
            return self._place() > 0
        return True

    def take(self, name: str, result: Any) -> None:
        """Show the meeting after a decision was recorded, and the names in it (R-31)."""
        if name == "names":
            self._tell_names(result)
            return
        cell, self.meeting = result
        decided = self.meeting.item_at(cell)
        if decided and decided.decision:
            self.begin("names", list_names_in_decision, self.desk, decided.decision)
        self.notes.drafts.pop(cell, None)
        if cell == self.cell:
            self._show_item()
            self.set_focus(None)

    async def before_leaving(self) -> bool:
        """Keep the unfinished decision and the time."""
        self._keep()
        return True

    @on(Reveal)
    def reveal(self) -> None:
        """Show all scores together."""
        self.notes.revealed.add(self.cell)
        self._show_item()

    @on(Decide)
    def decide(self) -> None:
        """Go to the score of the panel."""
        self.query_one(DecisionForm).focus_score()

    @on(AllAgree)
    def all_agree(self) -> None:
        """Tick everybody."""
        self.query_one(DecisionForm).all_agree()

    @on(Record)
    def record(self) -> None:
        """Record the decision; nobody agreeing is not the same as everybody."""
        draft = self.query_one(DecisionForm).draft()
        if not draft.agrees:
            words = _("Nobody agrees yet. Tick who agrees, or press F4 if all do.")
            self.app.push_screen(Tell(_("Not recorded"), words))
            return
        self._keep()
        self.begin("record", record_draft, self.desk, self.meeting, self.cell, draft)

    @on(NextItem)
    def next_item(self) -> None:
        """Go on."""
        self._move(1)

    @on(ItemBefore)
    def item_before(self) -> None:
        """Go back."""
        self._move(-1)

    @on(ShowDossier)
    def show_dossier(self) -> None:
        """Read the dossier."""
        self._keep()
        if not self.is_current:
            return
        self.app.push_screen(
            DossierScreen(self.desk, self.workspace, self.reference, self.meeting, self.cell)
        )

    @on(ShowAgenda)
    def show_agenda(self) -> None:
        """Go to the agenda; a second key while another screen comes up waits for that screen."""
        self._keep()
        if self.is_current:
            self.dismiss()

    @on(DecisionForm.Changed)
    def keep_change(self) -> None:
        """Keep what is unfinished with every change."""
        self._keep_draft()
        self._show_state()

    @property
    def _members(self) -> tuple[str, ...]:
        return tuple(sorted(self.meeting.members.values(), key=str.casefold))

    def _place(self) -> int:
        return [item.cell for item in self.meeting.agenda].index(self.cell)

    def _move(self, by: int) -> None:
        place = self._place() + by
        if 0 <= place < len(self.meeting.agenda):
            self._keep()
            self.cell = self.meeting.agenda[place].cell
            self.set_focus(None)
            self._show_item()

    def _keep(self) -> None:
        self._keep_draft()
        self.notes.seconds[self.cell] = self._seconds()
        self.since = self.desk.clock.now()

    def _keep_draft(self) -> None:
        if not self.is_revealed:
            return
        draft = self.query_one(DecisionForm).draft()
        if draft == draft_of(self.item.decision, self._members):
            self.notes.drafts.pop(self.cell, None)
        else:
            self.notes.drafts[self.cell] = draft

    def _tell_names(self, names: tuple[str, ...]) -> None:
        if names:
            words = _("“{name}” betrays a candidate: use the code and record it again.",
                      name=one_line(", ".join(names)))  # fmt: skip
            self.app.push_screen(Tell(_("A name in the decision"), words))

    def _seconds(self) -> int:
        spent = int((self.desk.clock.now() - self.since).total_seconds())
        return self.notes.seconds.get(self.cell, 0) + max(0, spent)

    def _show_item(self) -> None:
        lot, code, name = self.notes.here = self.cell
        item = self.meeting.rules.item(name)
        lots = [lot_words(lot)] if len(self.meeting.rules.lots) > 1 else []
        self.show_place(
            _("Consensus"),
            *round_crumbs(self.meeting.package),
            *lots,
            _("candidate {code}", code=code),
            f"{name} {item.title}",
        )
        self.since = self.desk.clock.now()
        self._show_time()
        self.query_one("#meeting").set_class(not self.is_revealed, "-covered")
        self._show_scores()
        if self.is_revealed:
            self._show_form()
            self._show_reasons()
        self.refresh_bindings()

    def _show_form(self) -> None:
        scale = self.meeting.rules.scale_of(self.meeting.rules.item(self.cell[2]))
        draft = self.notes.drafts.get(self.cell) or draft_of(self.item.decision, self._members)
        given = tuple(self.item.spread.scores.values())
        self.query_one(DecisionForm).show(draft, scale, given)
        self._show_state()

    def _show_state(self) -> None:
        words = state_words(self.item, has_draft=self.cell in self.notes.drafts)
        self.query_one("#decision").border_subtitle = as_content(words)

    def _show_scores(self) -> None:
        pane, scores = self.query_one("#revealed"), self.query_one("#scores", Plain)
        on_scale = self.query_one(ScoreMarks)
        on_scale.display = self.is_revealed
        if self.is_revealed:
            pane.border_title = Content(_("Revealed"))
            scale = self.meeting.rules.scale_of(self.meeting.rules.item(self.cell[2]))
            on_scale.show(scale, member_marks(self.meeting, self.item))
            scores.update(revealed_text(self.meeting, self.item))
        else:
            pane.border_title = Content(_("Not revealed yet"))
            scores.update(waiting_text(self.meeting, self.cell))

    def _show_reasons(self) -> None:
        texts = reason_texts(self.meeting, self.item)
        for pane, text in zip(self.query(".reason").results(Plain), texts, strict=True):
            pane.update(text)
        self.query_one("#reasons").scroll_home(animate=False)

    def _show_time(self) -> None:
        discuss = [item.cell for item in self.meeting.agenda if item.spread.must_discuss]
        if self.cell in discuss:
            point = _("point {number} of {total}", number=discuss.index(self.cell) + 1,
                      total=len(discuss))  # fmt: skip
        else:
            point = _("{done} of {total} decided", done=self.meeting.decided,
                      total=len(self.meeting.agenda))  # fmt: skip
        self.show_status(f"{point} · {minutes_text(self._seconds())}")
