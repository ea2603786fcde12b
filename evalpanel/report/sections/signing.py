"""The page on which the chair certifies and the members approve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Spacer, Table, TableStyle

from evalpanel.domain.unsigned import not_signing
from evalpanel.domain.variants import signature_fields
from evalpanel.language.vocabulary import role_word, standing_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.charts import SignaturePlace
from evalpanel.report.composer import Column, Composer
from evalpanel.report.fonts import BODY
from evalpanel.report.pades import Field

_BESIDE = 2
_GAP = 14.0
_TEXT_ABOVE = 130.0
_ROW = 92.0


def add_signing(page: Composer, case: Case, placed: Callable[[Field], None]) -> None:
    """A page with a prepared field for everybody who signs."""
    words = page.words
    fields = tuple(signature_fields(case.attached).items())
    rows = (len(fields) + _BESIDE - 1) // _BESIDE
    page.chapter(words("Signatures"), room=min(_TEXT_ABOVE + rows * _ROW, styles.PAGE_HEIGHT / 2))
    page.text(_what_signing_says(page, case))
    page.text(
        words(
            "A box with nothing in it is not signed. The time in a signature is the time that the "
            "signer's own clock claimed."
        ),
        styles.SMALL,
    )
    page.space(8)
    places = [SignaturePlace(name, _label(page, case, key), placed) for name, key in fields]
    for start in range(0, len(places), _BESIDE):
        page.add(_row(places[start : start + _BESIDE]), Spacer(1, 12))
    _add_absent(page, case)


def _what_signing_says(page: Composer, case: Case) -> str:
    """What each signature under this report means; who has signed, only the boxes show."""
    words = page.words
    if not case.is_full:
        return words(
            "The chair certifies this variant after the full report of the same version. Only the "
            "full report has a place for the signatures of the scoring members; it shows who of "
            "them signed."
        )
    chair = words(
        "The chair certifies this report; after that, the check finds every change but a further "
        "signature."
    )
    member = (
        words(
            "A scoring member who signs states that his or her own sheet is printed as it was "
            "sealed and that the agreed scores and reasons are those of the meeting."
        )
        if case.decisions
        else words(
            "A scoring member who signs states that his or her own sheet is printed as it was "
            "sealed."
        )
    )
    return f"{chair} {member}"


def _add_absent(page: Composer, case: Case) -> None:
    """Who does not sign this version, and why."""
    words = page.words
    absent = not_signing(case.register)
    if not absent or case.names_nobody:
        return
    title = words("Without a signature") if case.is_full else words("Not signing the full report")
    page.heading(title, room=100)
    columns = [
        Column(words("Name"), 0.22, styles.CELL_BOLD),
        Column(words("Standing"), 0.18),
        Column(words("Reason"), 0.38),
        Column(words("Recorded by"), 0.22),
    ]
    rows = [
        [
            case.member_name(key),
            standing_word(words, one.standing),
            one.reason,
            f"{one.by}\n{page.date(one.at)}",
        ]
        for key, one in absent.items()
    ]
    page.table(columns, rows)


def _label(page: Composer, case: Case, key: str) -> str:
    member = next((each for each in case.members if each.entry.key == key), None)
    if case.names_nobody:
        return page.words("Chair")
    if member is None:
        return key[:16]
    roles = joined([role_word(page.words, role) for role in member.entry.roles])
    return f"{member.entry.name}, {roles}"


def _row(places: list[SignaturePlace]) -> Any:
    width = (styles.TEXT_WIDTH - _GAP) / _BESIDE
    cells: list[Any] = [places[0], "", places[1] if len(places) > 1 else ""]
    rules = [
        ("FONT", (0, 0), (-1, -1), BODY, 8),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
    ]
    return Table([cells], colWidths=[width, _GAP, width], style=TableStyle(rules))
