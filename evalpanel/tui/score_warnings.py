"""What a member may want to look at again; a warning never blocks."""

import re

from evalpanel.domain.package import Cell
from evalpanel.domain.scale import codes_of
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.score_book import ScoreBook


def warnings_of(book: ScoreBook, cell: Cell) -> tuple[str, ...]:
    """The warnings for one cell, the gravest first; none while the cell is open."""
    if book.state(cell) == "open":
        return ()
    found = (
        _name(book, cell),
        _same_text(book, cell),
        _other_step(book, cell),
        _no_minus(book, cell),
        _no_plus(book, cell),
        _no_reference(book, cell),
    )
    return tuple(warning for warning in found if warning)


def _name(book: ScoreBook, cell: Cell) -> str:
    """The same search as before sealing (R-31)."""
    score = book.score(cell)
    for text in (score.reason, score.plus, score.minus, score.reference, score.question):
        for hit in book.names.find(text):
            return _("“{word}” may betray a candidate: use the code.", word=one_line(hit.text))
    return ""


def _same_text(book: ScoreBook, cell: Cell) -> str:
    reason = " ".join(book.score(cell).reason.split())
    if not reason:
        return ""
    for other, score in book.scores.items():
        same_item = other[2] == cell[2] and other != cell
        if same_item and " ".join(score.reason.split()) == reason:
            return _("The same reason as for {candidate}.", candidate=other[1])
    return ""


def _other_step(book: ScoreBook, cell: Cell) -> str:
    score, scale = book.score(cell), book.scale(cell)
    words = set(re.findall(r"\w+", score.reason.casefold()))
    for step in scale.steps:
        if score.score and step.code != score.score and step.label.casefold() in words:
            return _("“{label}” is the word for {code}, not for your score.",
                     label=step.label, code=step.code)  # fmt: skip
    return ""


def _no_minus(book: ScoreBook, cell: Cell) -> str:
    score = book.score(cell)
    below_top = score.score and score.score != codes_of(book.scale(cell))[0]
    return _("Below the top without a minus point.") if below_top and not score.minus else ""


def _no_plus(book: ScoreBook, cell: Cell) -> str:
    score = book.score(cell)
    return _("No plus point yet.") if score.score and not score.plus else ""


def _no_reference(book: ScoreBook, cell: Cell) -> str:
    score = book.score(cell)
    return _("No place in the dossier yet.") if score.score and not score.reference else ""
