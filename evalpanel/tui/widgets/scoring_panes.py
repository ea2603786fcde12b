"""The body of the scoring screen: strip or list, dossier and form, all on one cell."""

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content

from evalpanel.domain.package import Cell
from evalpanel.language import _
from evalpanel.tui.score_book import ScoreBook, Walk
from evalpanel.tui.widgets.assessment_form import AssessmentForm
from evalpanel.tui.widgets.cell_list import CellList, CellStrip
from evalpanel.tui.widgets.dossier_view import DossierView
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.step_scale import StepScale
from evalpanel.tui.words.scores import (
    form_title,
    local_time,
    marks_of,
    question_text,
    reason_label,
    warning_text,
)
from evalpanel.usecases.dossiers import Dossier

_ROOMY_HEIGHT = 34
"""From this height on there is room for the meaning of every step."""
_SIDES = ("", "-only-dossier", "-only-form")


class ScoringPanes(Vertical):
    """Shows the book where the walk is; holds no scores itself."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__(id="scoring")
        self._book: ScoreBook | None = None
        self._walk: Walk | None = None
        self._dossier_of: Cell | None = None
        self._side = 0

    def compose(self) -> ComposeResult:
        """Strip or list, dossier, form."""
        yield Plain(id="why-here")
        yield CellStrip(id="strip")
        with Horizontal(id="panes"):
            with VerticalScroll(id="left", can_focus=False):
                yield CellList(id="cells")
                legend = _("· open\n~ draft\n✓ complete\n\nThe order was\ndrawn for you.")
                yield Plain(legend, id="legend", classes="quiet")
            yield DossierView(id="dossier")
            yield AssessmentForm(id="form")

    def say_why_here(self, words: str) -> None:
        """Say above everything why there is this round, and what others score instead."""
        line = self.query_one("#why-here", Plain)
        line.show(words)
        line.display = bool(words)

    def on_mount(self) -> None:
        """Name the panes."""
        self.dossier.hint = _("r cites ¶ · F6 wider")

    @property
    def form(self) -> AssessmentForm:
        """The own assessment."""
        return self.query_one(AssessmentForm)

    @property
    def dossier(self) -> DossierView:
        """The dossier."""
        return self.query_one(DossierView)

    def show_cell(self, book: ScoreBook, walk: Walk) -> None:
        """Show another cell, or the same one anew."""
        self._book, self._walk = book, walk
        here = walk.here
        title, scale, score = form_title(book, here), book.scale(here), book.score(here)
        self.form.show(title, scale, score, read_only=book.is_sealed)
        self.show_state()

    def show_dossier(self, cell: Cell, dossiers: Sequence[Dossier]) -> None:
        """Show the dossiers of a cell, if they are not shown already."""
        if self._book is not None and self._dossier_of != cell:
            self._dossier_of = cell
            self.dossier.show(cell[1], question_text(self._book, cell), dossiers)

    def show_state(self) -> None:
        """Show marks, what is missing, and warnings."""
        if self._book is None or self._walk is None:
            return
        here = self._walk.here
        self.form.border_title = Content(form_title(self._book, here))
        self.form.show_state(reason_label(self._book, here), warning_text(self._book, here))
        what = _("Items") if self._walk.per_candidate else _("Candidates")
        self.query_one(CellList).border_title = Content(what)
        marks, place = marks_of(self._book, self._walk), self._walk.group.index(here)
        self.query_one(CellList).show(marks, place)
        self.query_one(CellStrip).show(marks, place)

    def show_saved(self, saved_at: str, trouble: str = "") -> None:
        """Say in the lower border of the form when everything was saved, or that it is not."""
        if self._book is not None and self._book.is_sealed:
            code = self._book.desktop.sealed_code
            text = _("sealed · {code}", code=code) if code else _("closed: you stepped back")
        elif trouble:
            text = trouble
        else:
            text = _("✓ saved {time}", time=local_time(saved_at)) if saved_at else ""
        self.form.show_saved(text)

    def switch_side(self) -> None:
        """Dossier and form together, the dossier alone, the form alone."""
        self._side = (self._side + 1) % len(_SIDES)
        for place, name in enumerate(_SIDES):
            if name:
                self.set_class(place == self._side, name)
        if self._side == 1:
            self.dossier.focus()
        elif self._side == 2:  # noqa: PLR2004 - the third of three
            self.query_one(StepScale).focus()
        self.call_after_refresh(self._make_room)

    def focus_resting_place(self) -> None:
        """Go where single keys work: the dossier, or the scale where the form stands alone."""
        if self.has_class("-only-form"):
            self.query_one(StepScale).focus()
        else:
            self.dossier.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Use the room that there is."""
        self.log.debug(event.size)
        self._make_room()
        self.call_after_refresh(self.show_state)

    def _make_room(self) -> None:
        alone = self.has_class("-only-form")
        self.query_one(StepScale).make_roomy(alone or self.size.height >= _ROOMY_HEIGHT)
