"""The ranking of every lot, and why each total is what it is (R-51 to R-57)."""

from __future__ import annotations

from reportlab.platypus import BalancedColumns

from evalpanel.domain.calculation import LotResult, RankedCandidate
from evalpanel.domain.printed import ranking_line
from evalpanel.language.vocabulary import outcome_word
from evalpanel.report import styles
from evalpanel.report.case import Case, named
from evalpanel.report.composer import Column, Composer
from evalpanel.report.paragraphs import paragraph

_CRITERIA_BESIDE = 6
_ROOM = 140


def add_ranking(page: Composer, case: Case) -> None:
    """A table per lot with the subtotals of the criteria, ties, and the reckoning."""
    words = page.words
    page.chapter(words("Ranking"), room=180)
    if not case.results:
        page.text(words("No ranking has been fixed."))
    for result in case.results:
        _add_title(page, case, result, room=140)
        if result.ranking:
            _add_table(page, case, result)
        _add_why(page, result)
    reckoned = [result for result in case.results if result.ranking]
    if reckoned:
        page.heading(words("Why these totals"), room=190)
        page.text(words("At the right stand the rank, the code and the total."), styles.SMALL)
    for result in reckoned:
        _add_title(page, case, result, room=170)
        _add_reckoning(page, case, result)


def _add_title(page: Composer, case: Case, result: LotResult, room: float) -> None:
    """Which lot follows, where there are several."""
    lot = case.rules.lot(result.lot)
    if len(case.rules.lots) > 1:
        page.heading(f"{page.words('Lot')} {lot.id}  {lot.title}", room=room)


def _add_table(page: Composer, case: Case, result: LotResult) -> None:
    words = page.words
    criteria = [c.id for c in case.rules.criteria_in(result.lot)][:_CRITERIA_BESIDE]
    columns = [
        Column(words("Rank"), 0.07, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Candidate"), 0.34),
        Column(words("Code"), 0.08),
        *(
            Column(name, 0.24 / max(len(criteria), 2), styles.CELL_RIGHT, styles.HEAD_RIGHT)
            for name in criteria
        ),
        Column(words("Total"), 0.13, styles.CELL_RIGHT_BOLD, styles.HEAD_RIGHT),
        Column(words("Outcome"), 0.18),
    ]
    rows = [_row(page, case, row, criteria) for row in result.ranking]
    page.table(columns, rows)


def _row(page: Composer, case: Case, row: RankedCandidate, criteria: list[str]) -> list[str]:
    return [
        "—" if row.rank is None else str(row.rank),
        case.name_of(row.candidate),
        case.code_of(row.candidate),
        *(page.words.number(row.criteria.get(name, "—")) for name in criteria),
        page.words.number(row.total),
        outcome_word(page.words, row.outcome),
    ]


def _add_why(page: Composer, result: LotResult) -> None:
    words = page.words
    if result.unresolved_tie:
        page.said(
            words("Not settled:"),
            words("a tie at the cut waits for the draw that the rules prescribe."),
        )
    for line in result.why:
        page.text(line)


def _add_reckoning(page: Composer, case: Case, result: LotResult) -> None:
    """Every line of the sum behind a total, candidate by candidate, under its place in one run.

    A variant has only the points per item and criterion: the lines repeat who scored what.
    """
    for row in result.ranking:
        place = ranking_line(row.rank, row.candidate, page.words.number(row.total))
        page.item_line(named(case, row.candidate), place, room=_ROOM)
        if row.total_exact != row.total:
            page.text(page.words("Exact total: {total}", total=row.total_exact), styles.VOICE)
        lines = row.why or _points(page, row)
        page.add(BalancedColumns([paragraph(line, styles.VOICE) for line in lines], nCols=2))
        page.space(4)


def _points(page: Composer, row: RankedCandidate) -> list[str]:
    """The points per criterion and item; the sum without its steps."""
    number = page.words.number
    return [
        *(f"{name}: {number(points)}" for name, points in row.items.items()),
        *(
            page.words("{name} in all: {points}", name=name, points=number(points))
            for name, points in row.criteria.items()
        ),
    ]
