"""Reconciliation in print: every application has one outcome in each of its lots (R-20)."""

from __future__ import annotations

from evalpanel.domain.record import ApplicationEntry
from evalpanel.language.vocabulary import outcome_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer


def add_outcomes(page: Composer, case: Case) -> None:
    """A row per application; lots with the same outcome for the same reason stand together."""
    words = page.words
    page.heading(words("What became of every application"), room=120)
    columns = [
        Column(words("Candidate"), 0.32, styles.CELL_BOLD),
        Column(words("Outcome and reason"), 0.68),
    ]
    rows = [
        [entry.application.name, "\n".join(_lines(page, case, entry)) or "—"]
        for entry in case.applications
    ]
    page.table(columns, rows)


def _lines(page: Composer, case: Case, entry: ApplicationEntry) -> list[str]:
    """Outcome and reason, after the lots where there are several."""
    found: dict[tuple[str, str], list[str]] = {}
    for each in entry.outcomes:
        found.setdefault((each.outcome, each.reason), []).append(each.lot)
    return [
        _line(page, case, outcome_word(page.words, outcome), reason, lots)
        for (outcome, reason), lots in found.items()
    ]


def _line(page: Composer, case: Case, outcome: str, reason: str, lots: list[str]) -> str:
    said = f"{outcome}: {reason}" if reason else outcome
    if len(case.rules.lots) == 1:
        return said
    return f"{page.words('Lot')} {joined(lots)}: {said}"
