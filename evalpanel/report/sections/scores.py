"""The scores: a heat map of what was agreed, and what each member gave alone."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from evalpanel.domain.calculation import LotResult
from evalpanel.domain.exact import exact
from evalpanel.domain.printed import NO_SCORE
from evalpanel.domain.rules import Item
from evalpanel.domain.scale import value_of
from evalpanel.report import styles
from evalpanel.report.case import Case, named
from evalpanel.report.composer import Column, Composer, band_rules
from evalpanel.report.paragraphs import TITLE_CHARS, paragraph
from evalpanel.report.styles import heat_of

_ITEMS_BESIDE = 9
_MEMBERS_BY_NAME = 6


def add_scores(page: Composer, case: Case) -> None:
    """Per lot a heat map and a table of members' scores beside the agreed one."""
    words = page.words
    page.chapter(words("Scores"), room=280)
    alone = words("Every member scored alone and sealed the sheet before anyone saw another's.")
    shown = (
        words("The scores of the members are printed as they were sealed.")
        if case.is_full
        else words("What the members scored alone is left out of this variant.")
    )
    page.text(f"{alone} {shown}")
    page.text(
        words("The panel then agreed on one score: that is the one that counts.")
        if case.decisions
        else words("What counts are the points that follow from them by the method of the rules.")
    )
    for result in case.results:
        _add_lot(page, case, result)


def _add_lot(page: Composer, case: Case, result: LotResult) -> None:
    words, lot = page.words, case.rules.lot(result.lot)
    suffix = f": {words('Lot')} {lot.id} {lot.title}" if len(case.rules.lots) > 1 else ""
    items = case.rules.scored_items(lot.id)
    candidates = case.candidates_in(lot.id)
    if not candidates:
        return
    page.heading(words("Heat map") + suffix, room=170)
    page.text(words("Deeper is better; the number is what counts."), styles.SMALL)
    for start in range(0, len(items), _ITEMS_BESIDE):
        _add_heat_map(page, case, result, items[start : start + _ITEMS_BESIDE])
    if case.is_full:
        page.heading(words("Members and panel") + suffix, room=150)
        _add_matrix(page, case, result, items)
    elif case.decisions:
        page.heading(words("Agreed per item") + suffix, room=150)
        _add_counts(page, case, result, items)


def _add_counts(page: Composer, case: Case, result: LotResult, items: Sequence[Item]) -> None:
    """One band per candidate, one row per item: what counts, without what members gave alone."""
    words = page.words
    columns = [
        Column(words("Item"), 0.14),
        Column(words("Counts"), 0.12, styles.CELL_CENTER_BOLD, styles.HEAD_CENTER),
        Column(words("Title"), 0.74),
    ]
    rows: list[list[Any]] = []
    extra: list[tuple[Any, ...]] = []
    for candidate in case.candidates_in(result.lot):
        rows.append([paragraph(named(case, candidate), styles.CELL_BOLD, TITLE_CHARS), "", ""])
        extra += band_rules([len(rows)])
        rows.extend(
            [item.id, _counts(page, case, result, candidate, item)[0], item.title] for item in items
        )
    page.table(columns, rows, extra)


def _add_heat_map(page: Composer, case: Case, result: LotResult, items: Sequence[Item]) -> None:
    columns = [
        Column(page.words("Candidate"), 0.34),
        *(
            Column(item.id, 0.66 / len(items), styles.CELL_CENTER, styles.HEAD_CENTER)
            for item in items
        ),
    ]
    rows: list[list[Any]] = []
    extra: list[tuple[Any, ...]] = [("VALIGN", (0, 1), (-1, -1), "MIDDLE")]
    for number, candidate in enumerate(case.candidates_in(result.lot), 1):
        row: list[Any] = [named(case, candidate)]
        for place, item in enumerate(items, 1):
            text, share = _counts(page, case, result, candidate, item)
            ground, ink = heat_of(float(share))
            row.append(paragraph(text, styles.inked(ink)))
            cell = (place, number)
            extra += [
                ("BACKGROUND", cell, cell, ground),
                ("BOX", cell, cell, 1.2, styles.WHITE),
                ("TOPPADDING", cell, cell, 5),
                ("BOTTOMPADDING", cell, cell, 6),
            ]
        rows.append(row)
    page.table(columns, rows, extra)


def _counts(
    page: Composer, case: Case, result: LotResult, candidate: str, item: Item
) -> tuple[str, Fraction]:
    """What counts in a cell, and its share of the points: the agreed score, else the points."""
    decision = case.decision(result.lot, candidate, item.id)
    if decision is not None:
        return decision.score, value_of(case.rules.scale_of(item), decision.score)
    points = next(
        (row.items.get(item.id) for row in result.ranking if row.candidate == candidate), None
    )
    highest = case.rules.points_of(item)
    if points is None or not highest:
        return "—", Fraction(0)
    return page.words.number(points), exact(points) / highest


def _add_matrix(page: Composer, case: Case, result: LotResult, items: Sequence[Item]) -> None:
    """One band per candidate, one row per item, one column per member."""
    words = page.words
    members = case.scoring_members(result.lot)
    by_name = len(members) <= _MEMBERS_BY_NAME
    names = [case.member_name(key) for key in members]
    if not by_name:
        numbered = [f"{number} {name}" for number, name in enumerate(names, 1)]
        page.text("; ".join(numbered) + ".", styles.SMALL)
    heads = names if by_name else [str(number) for number in range(1, len(names) + 1)]
    share = 0.56 / max(len(members), 1)
    columns = [
        Column(words("Item"), 0.12, styles.CELL),
        *(Column(head, share, styles.CELL_CENTER, styles.HEAD_CENTER) for head in heads),
        Column(words("Counts"), 0.14, styles.CELL_CENTER_BOLD, styles.HEAD_CENTER),
    ]
    if case.decisions:
        columns.append(Column(words("Beside the members' scores"), 0.22, styles.CELL_SMALL))
    rows: list[list[Any]] = []
    extra: list[tuple[Any, ...]] = []
    for candidate in case.candidates_in(result.lot):
        rows.append(
            [
                paragraph(named(case, candidate), styles.CELL_BOLD, TITLE_CHARS),
                *[""] * (len(columns) - 1),
            ]
        )
        extra += band_rules([len(rows)])
        rows.extend(_item_row(page, case, result, candidate, item, members) for item in items)
    page.table(columns, rows, extra)
    shown = [text for row in rows for text in row[1 : len(members) + 1]]
    if any(text == NO_SCORE or str(text).startswith("(") for text in shown):
        page.text(
            words(
                "{dash} is no score: the member was recused or replaced. A score in brackets was "
                "sealed and does not count any more.",
                dash=NO_SCORE,
            ),
            styles.SMALL,
        )


def _item_row(
    page: Composer,
    case: Case,
    result: LotResult,
    candidate: str,
    item: Item,
    members: Sequence[str],
) -> list[Any]:
    shown = case.shown_scores(result.lot, candidate, item.id)
    given = [score for score in shown.values() if not score.startswith("(")]
    counted, _ = _counts(page, case, result, candidate, item)
    decision = case.decision(result.lot, candidate, item.id)
    row = [item.id, *(shown.get(key) or NO_SCORE for key in members), counted]
    if case.decisions:
        row.append(_beside(page, case, item, decision.score, given) if decision else "—")
    return row


def _beside(page: Composer, case: Case, item: Item, agreed: str, given: Sequence[str]) -> str:
    """How the agreed score lies beside what the members gave alone."""
    words, scale = page.words, case.rules.scale_of(item)
    values = sorted(((value_of(scale, code), code) for code in given if code), key=lambda v: v[0])
    if not values:
        return "—"
    value, (lowest, low), (highest, high) = value_of(scale, agreed), values[0], values[-1]
    if lowest == highest:
        return words("as all gave") if value == lowest else words("all gave {score}", score=low)
    span = f"{low} … {high}" if "-" in f"{low}{high}" else f"{low}–{high}"
    if value < lowest:
        return words("below {span}", span=span)
    if value > highest:
        return words("above {span}", span=span)
    return words("within {span}", span=span)
