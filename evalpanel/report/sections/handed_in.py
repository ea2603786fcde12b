"""The dossiers as handed in, each by its hash, and what the panel saw of them (R-5, R-23)."""

from __future__ import annotations

from typing import Any

from evalpanel.domain.dossier import HandedIn, count_method
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer, band_rules
from evalpanel.report.paragraphs import TITLE_CHARS, paragraph


def add_dossiers(page: Composer, case: Case) -> None:
    """A row per dossier, in bands per candidate."""
    words = page.words
    page.heading(words("What was handed in"), room=110)
    page.text(
        words(
            "Each dossier is known by the SHA-256 of its file. A dossier that is not assessed in "
            "this phase is registered here and was in no package of the panel."
        ),
        styles.SMALL,
    )
    columns = [
        Column(words("Dossier"), 0.19),
        Column(words("Pages"), 0.07, styles.CELL_RIGHT, styles.HEAD_RIGHT),
        Column(words("Seen by the panel"), 0.26),
        Column(words("SHA-256"), 0.48, styles.HASH),
    ]
    rows: list[list[Any]] = []
    bands = []
    for application in (entry.application for entry in case.applications):
        if not application.dossiers:
            continue
        rows.append([paragraph(application.name, styles.CELL_BOLD, TITLE_CHARS), "", "", ""])
        bands.append(len(rows))
        rows.extend(_dossier_row(page, case, handed) for handed in application.dossiers)
    page.table(columns, rows, band_rules(bands))


def _dossier_row(page: Composer, case: Case, handed: HandedIn) -> list[str]:
    return [
        _dossier_title(page, case, handed),
        str(handed.pages or "—"),
        _seen(page, case, handed),
        handed.sha256,
    ]


def _seen(page: Composer, case: Case, handed: HandedIn) -> str:
    """Whether the panel had a dossier, without which pages, and how they were counted (R-23)."""
    words = page.words
    if not handed.read:
        return words("no: not assessed")
    part = case.parts.get(handed.sha256)
    if part is None:
        return words("no: not admitted")
    if part.withheld:
        seen = words("yes, without the last {count} page(s)", count=part.withheld)
        return f"{seen}; {words.say(count_method(part.media))}"
    return words("yes")


def _dossier_title(page: Composer, case: Case, handed: HandedIn) -> str:
    titles = {kind.id: kind.title for kind in case.rules.dossiers}
    title = titles.get(handed.dossier, handed.dossier)
    return title if handed.lot == "*" else f"{title}, {page.words('Lot').lower()} {handed.lot}"
