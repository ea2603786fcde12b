"""The planning with every shift, and what else marked the course of the procedure (R-9)."""

from __future__ import annotations

from evalpanel.domain.archive import Archival
from evalpanel.domain.suspension import Resumption, Suspension
from evalpanel.domain.withdrawals import Withdrawal
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer


def add_planning(page: Composer, case: Case) -> None:
    """The milestones with their planned and actual dates, the shifts and the course."""
    page.chapter(page.words("Planning and course"))
    _add_milestones(page, case)
    _add_shifts(page, case)
    _add_course(page, case)


def _add_milestones(page: Composer, case: Case) -> None:
    words = page.words
    if not case.rules.milestones:
        page.text(words("The rules name no milestones."))
        return
    columns = [
        Column(words("Milestone"), 0.4),
        Column(words("Announced"), 0.22),
        Column(words("Planned now"), 0.22),
        Column(words("Actual"), 0.16),
    ]
    moved = {shift.milestone: shift.planned for shift in case.tender.shifts}
    rows = [
        [
            milestone.title,
            page.date(milestone.planned),
            page.date(moved.get(milestone.id, milestone.planned)),
            page.date(milestone.actual or ""),
        ]
        for milestone in case.rules.milestones
    ]
    if not moved:
        rows = [[title, planned, actual] for title, planned, _, actual in rows]
        columns = [columns[0], Column(words("Planned"), 0.3), Column(words("Actual"), 0.3)]
    page.table(columns, rows)


def _add_shifts(page: Composer, case: Case) -> None:
    """Every date that moved after the lock, with the reason."""
    words, shifts = page.words, case.tender.shifts
    if not shifts:
        page.text(words("No date was moved after the rules were locked."))
        return
    page.heading(words("Dates that were moved"), room=110)
    titles = {milestone.id: milestone.title for milestone in case.rules.milestones}
    if case.names_nobody:
        columns = [Column(words("Milestone"), 0.5), Column(words("Moved to"), 0.5)]
        moves = [(titles.get(s.milestone, s.milestone), page.date(s.planned)) for s in shifts]
        page.table(columns, moves)
        return
    columns = [
        Column(words("Milestone"), 0.24, styles.CELL_BOLD),
        Column(words("Moved to"), 0.2),
        Column(words("Reason"), 0.34),
        Column(words("By"), 0.22),
    ]
    rows = [
        [
            titles.get(shift.milestone, shift.milestone),
            page.date(shift.planned),
            shift.reason,
            f"{shift.by}\n{page.date(shift.at)}",
        ]
        for shift in shifts
    ]
    page.table(columns, rows)


def _add_course(page: Composer, case: Case) -> None:
    """What held the procedure up, changed who takes part, or ended it."""
    words = page.words
    rows = [
        [page.date(entry.at), *told, entry.by or "—"]
        for entry in case.register
        for told in [_told(page, case, entry)]
        if told
    ]
    if not rows and case.names_nobody:
        page.text(words("The procedure was not suspended."))
        return
    if not rows:
        page.text(words("The procedure was not suspended, and no candidate withdrew."))
        return
    page.heading(words("Course of the procedure"), room=110)
    columns = [
        Column(words("Time"), 0.22),
        Column(words("What happened"), 0.26, styles.CELL_BOLD),
        Column(words("Reason"), 0.34),
        Column(words("Recorded by"), 0.18),
    ]
    page.table(columns, rows)


def _told(page: Composer, case: Case, entry: object) -> list[str]:
    """What happened and why; nothing for an entry that another chapter prints."""
    words = page.words
    match entry:
        case Suspension():
            return [words("Suspended"), entry.reason or "—"]
        case Resumption():
            return [words("Resumed"), entry.reason or "—"]
        case Withdrawal():
            lots = joined(entry.lots) or words("every lot")
            name = case.name_of(entry.candidate)
            said = words("{name} withdrew from {lots}", name=name, lots=lots)
            if entry.after_ranking:
                said = f"{said}, {words('after the ranking was fixed')}"
            return [said, entry.reason]
        case Archival():
            ended = words("Stopped without a decision") if entry.stopped else words("Archived")
            return [ended, entry.reason or "—"]
    return []
