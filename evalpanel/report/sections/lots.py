"""All lots side by side, and the lots without (enough) candidates with what follows (R-8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evalpanel.domain.calculation import RankedCandidate
from evalpanel.domain.follow_ups import latest_follow_ups
from evalpanel.domain.lot_overview import LotLine, LotOverview, overview_of
from evalpanel.report import styles
from evalpanel.report.case import Case, joined, named
from evalpanel.report.composer import Column, Composer

_OPEN_PLACES = ("empty", "under_filled", "open")


@dataclass(frozen=True)
class _Lot:
    """The ranking of a lot as the record has it."""

    lot: str
    unresolved_tie: bool
    ranked: tuple[RankedCandidate, ...]


def overview_in(case: Case) -> LotOverview:
    """The overview of all lots from the rankings in the record."""
    found = [_Lot(r.lot, r.unresolved_tie, r.ranking) for r in case.results if r.complete]
    return overview_of(case.rules, found, latest_follow_ups(case.register))


def add_lots(page: Composer, case: Case) -> None:
    """A table of all lots with their selected, and per candidate the lots it has."""
    words, overview = page.words, overview_in(case)
    page.text(words.say(overview.said), styles.LEAD)
    page.heading(words("All lots side by side"), room=150)
    page.text(_order(page, case), styles.SMALL)
    noted = [line for line in overview.lots if line.state in _OPEN_PLACES]
    columns = [
        Column(words("Lot"), 0.24, styles.CELL_BOLD),
        Column(words("Selected"), 0.63),
        Column(words("Places filled"), 0.13, styles.CELL_RIGHT, styles.HEAD_RIGHT),
    ]
    page.table(columns, [_row(page, case, line, noted) for line in overview.lots])
    for number, line in enumerate(noted, 1):
        page.text(f"{number}) {_note(page, line)}", styles.SMALL)
    _add_candidates(page, case, overview)


def _order(page: Composer, case: Case) -> str:
    """In which order those selected stand in a cell, as was announced."""
    if case.rules.ranking.order_shown == "alphabet":
        return page.words("The selected of a lot stand in alphabetical order, not that of rank.")
    return page.words("The selected of a lot stand in the order of the ranking.")


def _row(page: Composer, case: Case, line: LotLine, noted: Sequence[LotLine]) -> list[str]:
    names = [named(case, candidate) for candidate in line.selected]
    if case.rules.ranking.order_shown == "alphabet":
        names.sort(key=str.casefold)
    mark = f" {noted.index(line) + 1})" if line in noted else ""
    places = str(len(line.selected)) if line.places is None else _of(page, line)
    return [f"{line.lot} {line.title}", ("\n".join(names) or "–") + mark, places]


def _of(page: Composer, line: LotLine) -> str:
    return page.words("{filled} of {places}", filled=len(line.selected), places=line.places)


def _note(page: Composer, line: LotLine) -> str:
    said = page.words.say(line.footnote) if line.footnote else ""
    return f"{line.title}: {said} {line.follow_up}".strip()


def _add_candidates(page: Composer, case: Case, overview: LotOverview) -> None:
    words = page.words
    if not overview.candidates:
        return
    page.heading(words("Lots per candidate"), room=120)
    columns = [
        Column(words("Candidate"), 0.56, styles.CELL_BOLD),
        Column(words("Number"), 0.12, styles.CELL_CENTER, styles.HEAD_CENTER),
        Column(words("Lots"), 0.32),
    ]
    rows = [
        [named(case, one.candidate), str(len(one.lots)), joined(one.lots)]
        for one in overview.candidates
    ]
    page.table(columns, rows)


def add_open_places(page: Composer, case: Case) -> None:
    """Every lot with open places, why, and what the authority does about it."""
    words = page.words
    page.chapter(words("Lots without (enough) candidates"))
    lines = [line for line in overview_in(case).lots if line.state in _OPEN_PLACES]
    if not lines:
        page.text(words("None: every place that was announced is filled."))
        return
    columns = [
        Column(words("Lot"), 0.22, styles.CELL_BOLD),
        Column(words("Places filled"), 0.12),
        Column(words("Why"), 0.28),
        Column(words("What follows"), 0.38),
    ][: 3 if case.names_nobody else 4]
    rows = [
        [
            f"{line.lot} {line.title}",
            str(len(line.selected)) if line.places is None else _of(page, line),
            words.say(line.footnote) if line.footnote else "—",
            line.follow_up or words("nothing was recorded"),
        ][: len(columns)]
        for line in lines
    ]
    page.table(columns, rows)
