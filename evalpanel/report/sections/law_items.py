"""Where each item of article 2.132(1) Aanbestedingswet 2012 stands, or why it does not (R-70)."""

from __future__ import annotations

from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer

_LETTERS = ("a", "b", "c", "d", "e", "f", "g", "h", "ijk", "l", "m", "n")
"""Items (i), (j) and (k) ask the same of three kinds of procedure; they share a row."""


def add_law_items(page: Composer, case: Case) -> None:
    """All fourteen lettered items, with their chapter or the reason why they have none."""
    words = page.words
    page.chapter(words("Items of the record by law"), room=200)
    columns = [
        Column("", 0.06, styles.CELL_BOLD),
        Column(words("Article 2.132(1) Aanbestedingswet 2012"), 0.5),
        Column(words("In this report"), 0.44),
    ]
    is_open = case.rules.procedure == "openbaar"
    items = [*_of_candidates(page), *_of_tenders(page, is_open), *_of_procedure(page)]
    rows = [
        [_lettered(letters), item, place]
        for letters, (item, place) in zip(_LETTERS, items, strict=True)
    ]
    page.table(columns, rows)


def _of_candidates(page: Composer) -> list[tuple[str, str]]:
    words = page.words
    return [
        (
            words("Name and address of the authority"),
            words("the name: cover; the address: in the published papers"),
        ),
        (
            words("Subject and value of the contract"),
            words("the subject: cover; the value is no part of the evaluation"),
        ),
        (
            words("Selected candidates, with the reasons"),
            _chapters(page, words("Summary"), words("Reasons"), words("Ranking")),
        ),
        (
            words("Excluded and rejected candidates, with the reasons"),
            _chapters(page, words("Applications and requirements"), words("Reasons")),
        ),
    ]


def _of_tenders(page: Composer, is_open: bool) -> list[tuple[str, str]]:
    """Only in an open procedure are those who apply tenderers already."""
    words = page.words
    no_tender = words("not applicable: nobody has tendered yet")
    assessed = _chapters(page, words("Applications and requirements"), words("Ranking"))
    return [
        (words("Rejected tenderers, with the reasons"), assessed if is_open else no_tender),
        (
            words("Information kept out of the answers to questions"),
            words("not applicable: not part of the evaluation"),
        ),
        (
            words("Tenders that were abnormally low"),
            words("not applicable: prices are no part of this evaluation"),
        ),
        (
            words("Chosen tenderer, reasons and subcontractors"),
            assessed if is_open else no_tender,
        ),
    ]


def _of_procedure(page: Composer) -> list[tuple[str, str]]:
    words = page.words
    conflicts = words("Conflicts of interest and measures")
    no_award = (words("Lots without (enough) candidates"), words("Planning and course"))
    return [
        (
            words("Circumstances that justify the kind of procedure, where the law asks for them"),
            words("not applicable, or stated in the published papers"),
        ),
        (
            words("Reasons for means that are not electronic"),
            words("not applicable: applications were handed in as files"),
        ),
        (words("Conflicts of interest found, and the measures"), _chapters(page, conflicts)),
        (words("Reasons for not awarding"), _chapters(page, *no_award)),
    ]


def _chapters(page: Composer, *titles: str) -> str:
    """Such as `chapters 1, 9 and 12`, of the chapters printed so far, in their order."""
    *before, last = (str(number) for number in sorted(page.chapters[title] for title in titles))
    if not before:
        return page.words("chapter {number}", number=last)
    return page.words("chapters {numbers} and {last}", numbers=", ".join(before), last=last)


def _lettered(letters: str) -> str:
    return "\n".join(f"({letter})" for letter in letters)
