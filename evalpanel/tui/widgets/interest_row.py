"""A candidate by name, and the interest that a member has in it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from evalpanel.domain.people import Conflict, InvitedCandidate
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.tick_box import TickBox


class InterestRow(Vertical):
    """Name and legal entities; a field for the interest opens when the box is ticked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    InterestRow { height: auto; }
    InterestRow .entities { color: $quiet; padding-left: 4; }
    InterestRow Input { margin: 0 0 0 4; display: none; }
    InterestRow.-ticked Input { display: block; }
    """

    def __init__(self, candidate: InvitedCandidate) -> None:
        """Show a candidate."""
        super().__init__()
        self.candidate = candidate

    def compose(self) -> ComposeResult:
        """Box, entities, field."""
        yield TickBox(self.candidate.name)
        entities = [name for name in self.candidate.entities if name != self.candidate.name]
        if entities:
            yield Plain(one_line("; ".join(entities)), classes="entities")
        yield Input(placeholder=_("what is your interest?"), compact=True)

    @property
    def conflict(self) -> Conflict | None:
        """The interest, if the box is ticked."""
        what = self.query_one(Input).value.strip()
        is_ticked = self.query_one(TickBox).value
        return Conflict(name=self.candidate.name, what=what) if is_ticked else None

    @property
    def is_incomplete(self) -> bool:
        """Whether the box is ticked and the interest is not described."""
        conflict = self.conflict
        return conflict is not None and not conflict.what

    def focus_text(self) -> None:
        """Go to the field."""
        self.query_one(Input).focus()

    @on(TickBox.Changed)
    def open_field(self) -> None:
        """Show the field while the box is ticked."""
        is_ticked = self.query_one(TickBox).value
        self.set_class(is_ticked, "-ticked")
        if is_ticked:
            self.focus_text()
