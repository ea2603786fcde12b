"""Who did not reach a threshold, confirmed by two persons, and why (R-48)."""

from __future__ import annotations

from evalpanel.domain.acts import Act
from evalpanel.domain.calculation import RankedCandidate
from evalpanel.domain.record import ActEntry
from evalpanel.report import styles
from evalpanel.report.case import Case, named
from evalpanel.report.composer import Column, Composer


def add_thresholds(page: Composer, case: Case) -> None:
    """A row per candidate and lot; a variant has not the steps that say by how much."""
    words = page.words
    page.chapter(words("Thresholds"))
    below = [
        (result.lot, row)
        for result in case.results
        for row in result.ranking
        if row.outcome == "below_threshold"
    ]
    if not below:
        page.text(words("None: no candidate fell below a threshold."))
        return
    columns = [
        Column(words("Candidate"), 0.18, styles.CELL_BOLD),
        Column(words("Lot"), 0.09),
        *([Column(words("What was not reached"), 0.23)] if case.is_full else []),
        Column(words("Reason"), 0.31),
        Column(words("Asked and confirmed by"), 0.19),
    ]
    page.table(columns, [_row(page, case, lot, row) for lot, row in below])


def _row(page: Composer, case: Case, lot: str, row: RankedCandidate) -> list[str]:
    act = _confirmed(case, lot, row.candidate)
    return [
        named(case, row.candidate),
        lot,
        *([row.why[-1] if row.why else "—"] if case.is_full else []),
        act.subject.get("reason", "—") if act else "—",
        f"{act.by}\n{act.confirmed_by}\n{page.date(act.confirmed_at)}" if act else "—",
    ]


def _confirmed(case: Case, lot: str, candidate: str) -> Act | None:
    """The last word of two persons on an exclusion; an earlier one was about other figures."""
    found = (entry.act for entry in case.record.entries(ActEntry) if entry.act.kind == "threshold")
    about = {"lot": lot, "candidate": candidate}
    mine = [act for act in found if act.is_confirmed and about.items() <= act.subject.items()]
    return max(mine, key=lambda act: act.confirmed_at, default=None)
