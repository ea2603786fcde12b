"""The summary: all lots side by side, or of one lot the totals as bars and the cut."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import PageBreak

from evalpanel.domain.calculation import LotResult
from evalpanel.domain.exact import exact
from evalpanel.language.vocabulary import outcome_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined, named
from evalpanel.report.charts import Bar
from evalpanel.report.composer import Column, Composer
from evalpanel.report.sections.lots import add_lots

_SELECTED = "selected"
_LOTS_BESIDE_CONTENTS = 6
"""With more lots their table gets a page of its own, so that all stand side by side."""


def add_summary(page: Composer, case: Case) -> None:
    """The lots in one table, or one lot as a chart, and what became of the rest."""
    words = page.words
    if len(case.rules.lots) > _LOTS_BESIDE_CONTENTS:
        page.add(PageBreak())
    page.chapter(words("Summary"))
    if not case.results:
        page.text(words("No ranking has been fixed."), styles.LEAD)
    elif len(case.rules.lots) > 1:
        add_lots(page, case)
    for result in case.results if len(case.rules.lots) == 1 else ():
        _add_lot(page, case, result)
    if case.names_nobody:
        page.text(words("Who was not selected is known in this variant by code only."))
        return
    handed_out = {
        code
        for _, package in case.packages
        for one in package.assignments
        for code in one.candidates
    }
    reached = [case.application_of(code) for code in handed_out]
    absent = [
        entry.application.name
        for entry in case.applications
        if not any(case.application_of(row.candidate) == entry.application for row in _rows(case))
        and entry.application not in reached
    ]
    if absent:
        page.text(
            words(
                "{count} of {total} applications did not reach the panel: {names}. The chapter on"
                " applications gives the reasons.",
                count=len(absent),
                total=len(case.applications),
                names=joined(absent),
            )
        )


def _rows(case: Case) -> list[Any]:
    return [row for result in case.results for row in result.ranking]


def _add_lot(page: Composer, case: Case, result: LotResult) -> None:
    page.text(_sentence(page, case, result), styles.LEAD)
    if result.ranking:
        _add_bars(page, case, result)
    for line in result.why:
        page.text(line)


def _sentence(page: Composer, case: Case, result: LotResult) -> str:
    words = page.words
    selected = [case.name_of(row.candidate) for row in result.ranking if row.outcome == _SELECTED]
    if not result.complete:
        return words("The ranking of this lot could not be calculated: scores are missing.")
    if result.unresolved_tie:
        return words(
            "Candidates are tied at the cut; the draw that the rules prescribe is to be held."
        )
    if not selected:
        return words("No candidate is selected.")
    return words(
        "Selected for {title}, {count} of {total} candidates that the panel assessed: {names}.",
        title=case.rules.lot(result.lot).title,
        count=len(selected),
        total=len(result.ranking),
        names=joined(selected),
    )


def _add_bars(page: Composer, case: Case, result: LotResult) -> None:
    words = page.words
    highest = exact(case.rules.ranking.total_points)
    columns = [
        Column(words("Rank"), 0.07, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Candidate"), 0.33),
        Column(
            words(
                "Total, of at most {points}", points=words.number(case.rules.ranking.total_points)
            ),
            0.31,
        ),
        Column("", 0.12, styles.CELL_RIGHT_BOLD, styles.HEAD_RIGHT),
        Column(words("Outcome"), 0.17),
    ]
    rows = [
        [
            "—" if row.rank is None else str(row.rank),
            named(case, row.candidate),
            _bar(row, highest),
            words.number(row.total),
            outcome_word(words, row.outcome),
        ]
        for row in result.ranking
    ]
    page.table(columns, rows, [*_cut(result.ranking), ("VALIGN", (0, 1), (-1, -1), "MIDDLE")])
    if _cut(result.ranking):
        page.text(
            words("The dashed line is the cut between who is selected and who is not."),
            styles.SMALL,
        )
        page.space(4)


def _bar(row: Any, highest: Any) -> Bar:
    return Bar(exact(row.total_exact) / highest if highest else highest, row.outcome == _SELECTED)


def _cut(ranking: Sequence[Any]) -> list[tuple[Any, ...]]:
    """A dashed line below the last candidate that is selected, where others follow."""
    selected = [number for number, row in enumerate(ranking, 1) if row.outcome == _SELECTED]
    if not selected or selected[-1] == len(ranking):
        return []
    last = selected[-1]
    return [("LINEBELOW", (0, last), (-1, last), 1.1, styles.ACCENT, None, (5, 2.5))]
