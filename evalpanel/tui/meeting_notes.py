"""What the chair has in hand during a meeting: unfinished decisions, what was revealed, time."""

from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from textual.app import App

from evalpanel.domain.consensus import Decision
from evalpanel.domain.package import Cell
from evalpanel.usecases.consensus import DecisionInput, record_decision
from evalpanel.usecases.meeting import Meeting, open_meeting
from evalpanel.usecases.ports import Desk


@dataclass(frozen=True)
class DraftDecision:
    """A decision as it stands in the form; `score` is empty until the panel chooses one."""

    score: str = ""
    reason: str = ""
    outside_reason: str = ""
    remark: str = ""
    internal_note: str = ""
    present: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()


@dataclass
class MeetingNotes:
    """Kept in memory while the app runs, so that going elsewhere loses nothing."""

    drafts: dict[Cell, DraftDecision] = field(default_factory=dict)
    revealed: set[Cell] = field(default_factory=set)
    seconds: dict[Cell, int] = field(default_factory=dict)
    """How long each item was on the screen."""
    here: Cell | None = None
    """The item that was discussed last."""
    panel_reason: str = ""
    """The reason for unanimous items, as last typed."""


_NOTES: WeakKeyDictionary[App[None], dict[str, MeetingNotes]] = WeakKeyDictionary()


def notes_of(app: App[None], meeting: Meeting) -> MeetingNotes:
    """The notes on a meeting; what was revealed in one round is covered in the next."""
    package = meeting.package
    key = f"{package.reference} {package.panel} {package.round}"
    return _NOTES.setdefault(app, {}).setdefault(key, MeetingNotes())


def draft_of(decision: Decision | None, members: tuple[str, ...]) -> DraftDecision:
    """The form for a recorded decision, or an empty one: all present, no score, nobody agrees."""
    if decision is None:
        return DraftDecision(present=members)
    return DraftDecision(
        score=decision.score,
        reason=decision.reason,
        outside_reason=decision.outside_reason,
        remark=decision.remark,
        internal_note=decision.internal_note,
        present=tuple(name for name in members if name in decision.present),
        agrees=tuple(name for name in members if name in decision.agrees),
    )


def record_draft(
    desk: Desk, meeting: Meeting, cell: Cell, draft: DraftDecision
) -> tuple[Cell, Meeting]:
    """Record a draft as the decision on a cell; gives the meeting as it is then.

    Who is recused from the lot has no part in it, whatever is ticked.
    """
    lot, candidate, item = cell
    reference, panel = meeting.package.reference, meeting.package.panel
    found = open_meeting(desk, reference, panel).item_at(cell)
    required = found.required if found else ()
    given = DecisionInput(
        lot=lot,
        candidate=candidate,
        item=item,
        score=draft.score,
        reason=draft.reason,
        present=tuple(name for name in draft.present if name in required),
        agrees=tuple(name for name in draft.agrees if name in required),
        remark=draft.remark.strip(),
        outside_reason=draft.outside_reason.strip(),
        internal_note=draft.internal_note.strip(),
    )
    record_decision(desk, reference, given, panel)
    return cell, open_meeting(desk, reference, panel)
