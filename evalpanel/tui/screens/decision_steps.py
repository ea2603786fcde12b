"""The decision of the authority on the outcome: who took it, on which mandate, on which day."""

from typing import Any, ClassVar

from textual import on

from evalpanel.domain.selection_decision import SelectionDecision
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.words.moments import shown_day
from evalpanel.usecases.deciding import record_decision
from evalpanel.usecases.ports import Desk


class RecordDecision(Command):
    """Record the decision on the outcome."""

    key = "b"
    label = msgid("Decision")
    help = msgid("Record the decision on the outcome: who took it, on which mandate, and when.")
    comes_first = True


class DecisionSteps(DeskScreen):
    """What a screen can do about the decision; it says of which tender, and whether now."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (RecordDecision,)

    @property
    def to_decide(self) -> str:
        """The tender whose decision can be recorded now; empty for none."""
        return ""

    def is_possible(self, command: type[Command]) -> bool:
        """Only while the outcome is known and no decision stands."""
        if command is RecordDecision:
            return bool(self.to_decide)
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Say that it is on record."""
        if name == "decision":
            self.typed.pop(name, None)
            self.app.push_screen(Tell(_("The decision is recorded"), _recorded(result)))
            self.look_again()
        else:
            super().take(name, result)

    @on(RecordDecision)
    def ask_decision(self) -> None:
        """Ask who decided, on which mandate and on which day."""
        reference = self.to_decide
        if not reference or not self.is_current:
            return
        text = _("The panel advises; the authority decides. A report can be made before and after "
                 "the decision; the last one holds it.")  # fmt: skip
        fields = (
            Field("taken_by", _("Who took the decision")),
            Field("mandate", _("On which mandate"), _("Mandate register 2026, 4.2")),
            Field("day", _("On which day"), "2026-06-01", value=self.desk.now()[:10]),
        )
        form = Form(_("Record the decision"), text, _("Record"), fields, self.typed["decision"])
        self.ask(form, lambda given: self.begin("decision", _record, self.desk, reference, given))


def _record(desk: Desk, reference: str, given: dict[str, str]) -> SelectionDecision:
    return record_decision(desk, reference, **given)


def _recorded(decision: SelectionDecision) -> str:
    return _(
        "Taken by {taken_by} on {day}, mandate: {mandate}.\n\nNext: make the report anew, so "
        "that the decision stands in it.",
        taken_by=one_line(decision.taken_by),
        day=shown_day(decision.date),
        mandate=one_line(decision.mandate),
    )
