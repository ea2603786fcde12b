"""How the scoring screen puts things into words."""

from datetime import datetime

from evalpanel.domain.package import Cell
from evalpanel.domain.sheet import State
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.msgids import msgid
from evalpanel.tui.score_book import ScoreBook, Walk
from evalpanel.tui.score_warnings import warnings_of
from evalpanel.tui.widgets.cell_list import SIGNS, CellMark
from evalpanel.tui.words.lots import lot_words

STATES: dict[State, str] = {
    "open": msgid("open"),
    "draft": msgid("draft"),
    "complete": msgid("complete"),
}
_SHOWN_WARNINGS = 2


def crumbs_of(book: ScoreBook, walk: Walk) -> tuple[str, ...]:
    """Tender, criterion, item; per candidate: tender, candidate."""
    rules, (_lot, candidate, item_id) = book.desktop.rules, walk.here
    item, criterion = rules.item(item_id), rules.criterion_of(item_id)
    if walk.per_candidate:
        return rules.title, _("candidate {code}", code=candidate), f"{item.id} {item.title}"
    lot = () if len(rules.lots) == 1 else (lot_words(walk.here[0]),)
    return rules.title, *lot, criterion.id, f"{item.id} {item.title}"


def marks_of(book: ScoreBook, walk: Walk) -> tuple[CellMark, ...]:
    """The list beside or above the dossier."""
    place = 2 if walk.per_candidate else 1
    return tuple(
        CellMark(cell[place], book.state(cell), book.score(cell).score) for cell in walk.group
    )


def form_title(book: ScoreBook, cell: Cell) -> str:
    """Whose assessment this is and how far it is."""
    state = book.state(cell)
    return _("My assessment · {code} {sign} {state}",
             code=cell[1], sign=SIGNS[state], state=_(STATES[state]))  # fmt: skip


def question_text(book: ScoreBook, cell: Cell) -> str:
    """What was asked, with the published reading aids."""
    item = book.item(cell)
    lines = [one_line(item.text), *(f"· {one_line(aspect.text)}" for aspect in item.aspects)]
    return "\n".join(lines)


def reason_label(book: ScoreBook, cell: Cell) -> str:
    """What the reason and the score still need."""
    score = book.score(cell)
    missing = score.words_missing(book.minimum)
    if missing:
        if missing == 1:
            return _("Reason · 1 more word")
        return _("Reason · {count} more words", count=missing)
    return _("Reason ✓") if book.minimum else _("Reason")


def warning_text(book: ScoreBook, cell: Cell) -> str:
    """The gravest warnings, a line each."""
    return "\n".join(f"▲ {warning}" for warning in warnings_of(book, cell)[:_SHOWN_WARNINGS])


def local_time(moment: str) -> str:
    """A claimed time as `14:02:31` on the clock of the laptop."""
    return datetime.fromisoformat(moment).astimezone().strftime("%H:%M:%S")
