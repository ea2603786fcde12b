"""Names that were found where nobody should be known, and why each stayed or was masked (R-31)."""

from __future__ import annotations

from evalpanel.domain.name_decisions import NameDecision
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_names(page: Composer, case: Case) -> None:
    """A row per decision on a name, and what members said when they sealed."""
    words = page.words
    if case.names_nobody or not case.rules.anonymity.candidates:
        return
    page.heading(words("Names in dossiers and reasons"), room=110)
    decisions = case.happened(NameDecision)
    if decisions:
        page.table(_columns(page), [_row(page, case, decision) for decision in decisions])
    else:
        page.text(words("Nobody had to decide on a name that was found there."), styles.SMALL)
    for entry, sheet in case.sheets:
        if sheet.names_stay:
            who = case.member_name(entry.sheet.member)
            page.said(words("{name} sealed a text in which a name was found:", name=who),
                      sheet.names_stay)  # fmt: skip


def _columns(page: Composer) -> list[Column]:
    words = page.words
    return [
        Column(words("Candidate"), 0.22),
        Column(words("Name found"), 0.2),
        Column(words("What was decided"), 0.2),
        Column(words("Reason"), 0.38),
    ]


def _row(page: Composer, case: Case, decision: NameDecision) -> list[str]:
    words = page.words
    measures = {
        ("dossiers", "stays"): words("stays in the dossiers"),
        ("dossiers", "masked"): words("masked in the dossiers"),
    }
    measure = measures.get((decision.where, decision.measure), words("stays in the reasons"))
    why = words("{reason} ({name}, {time})", reason=decision.reason, name=decision.by,
                time=page.date(decision.at))  # fmt: skip
    return [case.name_of(decision.candidate), decision.term, measure, why]
