"""Two candidates side by side for one item, with the own scores."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from evalpanel.domain.package import Cell
from evalpanel.domain.text import clean_text
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.score_book import ScoreBook, Walk
from evalpanel.tui.widgets.dossier_view import DossierView
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.scores import crumbs_of, question_text
from evalpanel.usecases.dossiers import Dossier, read_dossiers
from evalpanel.usecases.ports import Desk

_SIDES = ("left", "right")


class OtherCandidate(Command):
    """Put the next candidate on the right."""

    key = "j"
    anywhere = "ctrl+n"
    label = msgid("Next on the right")
    help = msgid("Put the next candidate on the right.")


class CandidateBefore(Command):
    """Put the candidate before on the right."""

    key = "k"
    anywhere = "ctrl+b"
    label = msgid("Before")
    help = msgid("Put the candidate before on the right.")


class CompareScreen(DeskScreen):
    """The present candidate on the left, another on the right; nothing can change here."""

    CSS_PATH = "compare.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (OtherCandidate, CandidateBefore)
    TITLE_WORDS = msgid("Compare two candidates")
    EXPLANATION = msgid(
        "Two dossiers for the same item, with your own score and reason below. Tab goes from one "
        "to the other; j and k put another candidate on the right. Change scores on the screen "
        "before this one (esc)."
    )

    def __init__(
        self, desk: Desk, workspace: Workspace, reference: str, book: ScoreBook, walk: Walk
    ) -> None:
        """Compare in this book, beginning with the candidate of the walk."""
        super().__init__(desk, workspace, reference)
        self.book = book
        self.walk = walk
        self.right = walk.move(1)

    def compose_body(self) -> ComposeResult:
        """Two dossiers with a score under each."""
        with Horizontal(id="sides"):
            for side in _SIDES:
                with Vertical(classes="side"):
                    yield DossierView(id=side)
                    yield Plain(id=f"{side}-score", classes="own-score")

    def on_mount(self) -> None:
        """Show both sides."""
        self.show_place(*crumbs_of(self.book, self.walk), _(self.TITLE_WORDS))
        self._show("left", self.walk.here)
        self._show("right", self.right.here)
        self.query_one("#right").focus()

    @on(OtherCandidate)
    def next_candidate(self) -> None:
        """The next one on the right."""
        self._move(1)

    @on(CandidateBefore)
    def candidate_before(self) -> None:
        """The one before on the right."""
        self._move(-1)

    def take(self, name: str, result: Any) -> None:
        """Show dossiers that were read."""
        cell, dossiers = result
        view = self.query_one(f"#{name}", DossierView)
        view.show(cell[1], question_text(self.book, cell), dossiers)

    def _move(self, step: int) -> None:
        self.right = self.right.move(step)
        if self.right.here == self.walk.here and len(self.walk.group) > 1:
            self.right = self.right.move(step)
        self._show("right", self.right.here)

    def _show(self, side: str, cell: Cell) -> None:
        score = self.book.score(cell)
        head = _("{code}: my score {score}", code=cell[1], score=score.score or "–")
        body = clean_text(score.reason) or _("(no reason yet)")
        self.query_one(f"#{side}-score", Plain).show(f"{head}\n{body}")
        self.begin(side, _read, self.desk, self.book, cell)


def _read(desk: Desk, book: ScoreBook, cell: Cell) -> tuple[Cell, tuple[Dossier, ...]]:
    return cell, read_dossiers(desk, book.desktop.package, book.desktop.rules, cell)
