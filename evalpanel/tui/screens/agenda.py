"""The agenda of the consensus meeting: what diverges most comes first; candidates are codes."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Confirm, Tell
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.home_rows import last_rounds
from evalpanel.tui.meeting_notes import MeetingNotes, notes_of
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.consensus import ConsensusScreen
from evalpanel.tui.screens.consensus_commands import (
    CloseMeeting,
    OpenItem,
    OtherPanel,
    RecordUnanimous,
    ShowHeatMap,
    ShowRanking,
)
from evalpanel.tui.widgets.heat_map import heat_map
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.lots import lot_words
from evalpanel.tui.words.rounds import round_crumbs
from evalpanel.usecases.consensus import close_meeting, record_unanimous
from evalpanel.usecases.meeting import AgendaItem, Meeting, open_meeting
from evalpanel.usecases.names_in_decisions import list_names_in_latest
from evalpanel.usecases.ports import Desk

ROOMY = 100
"""Columns from which the map stands beside the agenda."""


class AgendaScreen(DeskScreen):
    """All items, widest spread × points first; no total and no rank can be seen here."""

    CSS_PATH = "agenda.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (ROOMY, "-roomy")]
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        OpenItem,
        ShowHeatMap,
        RecordUnanimous,
        CloseMeeting,
        ShowRanking,
        OtherPanel,
    )
    TITLE_WORDS = msgid("Agenda of the meeting")
    EXPLANATION = msgid(
        "Every item of every candidate, in the order of the meeting: where the members lie "
        "furthest apart and most points are at stake comes first. ▲ must be discussed, ✓ is "
        "decided. Enter opens an item.\n\nThe map (m) shows candidates and items together; the "
        "figure is the number of steps between the highest and the lowest score.\n\nItems on "
        "which everybody gave the same score can be recorded together (g). Totals and ranks stay "
        "hidden until everything is decided and the meeting is closed (F6)."
    )

    def compose_body(self) -> ComposeResult:
        """Summary, list and map."""
        yield Plain(id="summary")
        with Horizontal(id="agenda"):
            items = OptionList(id="items", markup=False)
            items.border_title = Content(_("Agenda"))
            yield items
            with VerticalScroll(id="map", classes="pane") as pane:
                pane.border_title = Content(_("Spread in steps"))
                yield Static(id="heat", markup=False)
                yield Plain(_("▲ must be discussed   ✓ decided"), classes="quiet")

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.meeting: Meeting | None = None
        self.panel = ""
        self.panels: tuple[str, ...] = ()
        self.show_place(self.reference, _("Consensus"), _("Agenda"))

    @property
    def notes(self) -> MeetingNotes:
        """What is unfinished."""
        if self.meeting is None:
            return MeetingNotes()
        return notes_of(self.app, self.meeting)

    def on_screen_resume(self) -> None:
        """Look again, as decisions may have been recorded on another screen."""
        self.look_again()

    def look_again(self) -> None:
        """Load the meeting of the panel that is shown, or of the first with one to hold."""
        self.begin("meeting", _load, self.desk, self.reference, self.panel)

    def is_possible(self, command: type[Command]) -> bool:
        """The meeting is closed once, when all is decided; then comes the ranking."""
        meeting = self.meeting
        if meeting is None:
            return False
        if command is CloseMeeting:
            return meeting.is_complete and not meeting.is_closed
        if command is ShowRanking:
            return meeting.is_closed
        if command is OtherPanel:
            return len(self.panels) > 1
        if command is RecordUnanimous:
            return bool(_unanimous(meeting)) and not meeting.is_closed
        return True

    def take(self, name: str, result: Any) -> None:
        """Show the meeting, or go on after it was closed."""
        if name == "names":
            self._tell_names(result)
        elif name == "close" and not result:
            self._open_ranking()
        elif name == "close":
            self.panel = result
            self.look_again()
        else:
            self.panels, self.panel, meeting = result
            self._show(meeting)
        if name == "unanimous":
            self.begin("names", list_names_in_latest, self.desk, self.reference, self.panel)

    def _tell_names(self, names: tuple[str, ...]) -> None:
        """One reason for many decisions names nobody either (R-31)."""
        if names:
            words = _("“{name}” betrays a candidate: use the code and record it again.",
                      name=one_line(", ".join(names)))  # fmt: skip
            self.app.push_screen(Tell(_("A name in the decisions"), words))

    @on(OptionList.OptionSelected)
    @on(OpenItem)
    def discuss(self) -> None:
        """Open the chosen item."""
        index = self.query_one("#items", OptionList).highlighted
        if self.meeting is not None and index is not None and self.is_current:
            cell = self.meeting.agenda[index].cell
            self.app.push_screen(
                ConsensusScreen(self.desk, self.workspace, self.reference, self.meeting, cell)
            )

    @on(ShowHeatMap)
    def turn(self) -> None:
        """Show the map instead of the list, and back, where there is no room for both."""
        self.toggle_class("-map")
        shown = self.query_one("#map") if self.has_class("-map") else self.query_one("#items")
        shown.focus()

    async def go_back(self) -> None:
        """From the map to the list where only one of them is in sight, else off the screen."""
        if self.has_class("-map") and self.has_class("-narrow"):
            self.turn()
        else:
            await super().go_back()

    @on(RecordUnanimous)
    def ask_reason(self) -> None:
        """Ask one reason for all unanimous items."""
        meeting = self.meeting
        if meeting is None:
            return
        same = _unanimous(meeting)
        rows = ", ".join(f"{item.cell[1]} {item.cell[2]}" for item in same)
        text = _(
            "On {count} items everybody gave the same score: {items}. They are recorded together "
            "as agreed by all, with one reason that goes into the letters.",
            count=len(same),
            items=rows,
        )
        needed = meeting.panel.reason_min_words
        dialog = AskReason(_("Same scores"), text, _("Record"), needed, self.notes.panel_reason)

        def record(reason: str | None) -> None:
            self.notes.panel_reason = dialog.value
            if reason:
                self.begin("unanimous", _record_same, self.desk, self.reference, self.panel, reason)

        self.app.push_screen(dialog, record)

    @on(CloseMeeting)
    def ask_closing(self) -> None:
        """Ask before the meeting is closed."""
        text = _(
            "Everything is decided. After closing the decisions stand and the ranking can be "
            "seen. It cannot be undone."
        )

        def close(agreed: bool | None) -> None:
            if agreed:
                self.begin("close", _close, self.desk, self.reference, self.panel)

        self.app.push_screen(Confirm(_("Close the meeting"), text, _("Close the meeting")), close)

    @on(OtherPanel)
    def other_panel(self) -> None:
        """Show the meeting of the next panel."""
        self.panel = self.panels[(self.panels.index(self.panel) + 1) % len(self.panels)]
        self.look_again()

    @on(ShowRanking)
    def show_ranking(self) -> None:
        """Go to the ranking."""
        self._open_ranking()

    def _open_ranking(self) -> None:
        self.app.switch_screen(screen_for("ranking", self.desk, self.workspace, self.reference))

    def _show(self, meeting: Meeting) -> None:
        rows = self.query_one("#items", OptionList)
        cells = [item.cell for item in meeting.agenda]
        here = self.notes.here
        before = cells.index(here) if here in cells else rows.highlighted or 0
        self.meeting = meeting
        self.show_place(self.reference, *round_crumbs(meeting.package), _("Consensus"), _("Agenda"))
        many_lots = len({item.cell[0] for item in meeting.agenda}) > 1
        rows.clear_options()
        rows.add_options(
            [Option(_row(meeting, item, self.notes, many_lots)) for item in meeting.agenda]
        )
        if meeting.agenda:
            rows.highlighted = min(before, len(meeting.agenda) - 1)
        if not self.has_class("-map"):
            rows.focus()
        self.query_one("#heat", Static).update(heat_map(meeting.agenda))
        self.show_status(
            _("{done} of {total} decided", done=meeting.decided, total=len(meeting.agenda))
        )
        self.query_one("#summary", Plain).show(_summary(meeting))
        self.refresh_bindings()


_Loaded = tuple[tuple[str, ...], str, Meeting]


def _load(desk: Desk, reference: str, panel: str) -> _Loaded:
    """The panels with a meeting, the one that is shown, and its meeting.

    Raises:
        Refused: no round is open yet.
    """
    rounds = last_rounds(desk, reference)
    opened = [found for found in rounds if found.opening is not None and found.has_meeting]
    panels = tuple(dict.fromkeys(found.panel for found in opened))
    held = [found.panel for found in opened if found.in_meeting]
    shown = panel if panel in panels else next(iter((*held, *panels)), "")
    first = shown or next((found.panel for found in rounds), "")
    return panels, shown, open_meeting(desk, reference, first)


def _close(desk: Desk, reference: str, panel: str) -> str:
    """Close the meeting; gives the next panel with one to hold, empty where all are closed."""
    close_meeting(desk, reference, panel)
    held = (found.panel for found in last_rounds(desk, reference) if found.in_meeting)
    return next(held, "")


def _record_same(desk: Desk, reference: str, panel: str, reason: str) -> _Loaded:
    record_unanimous(desk, reference, reason, panel)
    return _load(desk, reference, panel)


def _unanimous(meeting: Meeting) -> list[AgendaItem]:
    return [a for a in meeting.agenda if a.spread.is_unanimous and a.decision is None]


def _summary(meeting: Meeting) -> str:
    if meeting.is_closed:
        return _("The meeting is closed. F8 shows the ranking.")
    if meeting.is_complete:
        return _("Everything is decided. F6 closes the meeting.")
    discuss = [item for item in meeting.agenda if item.spread.must_discuss]
    done = sum(item.counts for item in discuss)
    same = len(_unanimous(meeting))
    parts = [_("▲ {done} of {total} discussed", done=done, total=len(discuss))]
    if same:
        parts.append(_("{count} with the same scores: g records them together", count=same))
    return " · ".join(parts)


def _row(meeting: Meeting, item: AgendaItem, notes: MeetingNotes, many_lots: bool) -> Content:
    lot, code, name = item.cell
    mark = "▲" if item.spread.must_discuss and not item.counts else " "
    place = f"{lot_words(lot)} " if many_lots else ""
    title = one_line(meeting.rules.item(name).title)
    state, style = _state(item, notes, shows_score=meeting.is_complete)
    return (
        Content(f"{state.ljust(13)}").stylize(style)
        + Content(f"{mark} {item.spread.steps} ").stylize("bold $accent" if mark == "▲" else "")
        + Content(f" {place}{code.ljust(4)}").stylize("bold")
        + Content(f" {name} {title}")
    )


def _state(item: AgendaItem, notes: MeetingNotes, *, shows_score: bool) -> tuple[str, str]:
    """Agreed scores side by side would betray the standing, so they show when all is decided."""
    if item.counts and not shows_score:
        return _("✓ decided"), "$success"
    if item.counts and item.decision:
        return _("✓ agreed {score}", score=item.decision.score), "$success"
    if item.decision:
        return _("× no accord"), "$error"
    if item.cell in notes.drafts:
        return _("◆ unfinished"), "$accent"
    return _("○ open"), "$quiet"
