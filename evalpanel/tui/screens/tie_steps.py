"""A tie that the rules leave open: two persons decide, with reason and ground (R-55)."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.acts import Act
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.form import Field, Form, names_in
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey, confirm_with_key
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.standing import Equals, Standing
from evalpanel.usecases.deciding_ties import ask_tie_decision
from evalpanel.usecases.ports import Desk


class DecideTie(Command):
    """Decide between equals with two persons."""

    key = "e"
    anywhere = "f5"
    label = msgid("Decide tie")
    help = msgid("Put equals in an order where the rules leave it open; a second person confirms.")


class TieSteps(DeskScreen):
    """What a screen with a ranking can do about equals for whom no draw was announced."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (DecideTie,)

    standing: Standing | None = None

    @property
    def shown_lot(self) -> str:
        """The lot that is shown, by its id."""
        return ""

    @property
    def equals(self) -> Equals | None:
        """Those between whom two persons decide."""
        return self.standing.equals_in(self.shown_lot) if self.standing else None

    def is_possible(self, command: type[Command]) -> bool:
        """There is something to decide while equals are left that the rules leave open."""
        if command is DecideTie:
            return self.equals is not None
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Ask the second person once the first has asked; then look again."""
        if name == "tie":
            self.typed.pop(name, None)
            self.look_again()
            self._ask_second_on(result)
        elif name == "tie-confirm":
            self.look_again()
        else:
            super().take(name, result)

    @on(DecideTie)
    def decide_tie(self) -> None:
        """Ask the order, why, and on what ground; only the second person where that was said."""
        equals = self.equals
        if self.standing is None or equals is None or not self.is_current:
            return
        waiting = self.standing.waiting_tie(equals)
        if waiting is not None:
            self._ask_second_on(waiting)
            return
        self.ask(
            _form(equals, self.typed["tie"]),
            lambda given: self.begin("tie", _ask, self.desk, self.reference, equals, given),
        )

    def _ask_second_on(self, act: Act) -> None:
        text = _(
            "The order is to be: {order}. Reason: {reason}\nGround: {ground}\n\n"
            "A second person confirms it with a key file of their own.",
            order=", ".join(act.subject["order"].split(" ")),
            reason=one_line(act.subject["reason"]),
            ground=one_line(act.subject["ground"]),
        )

        def confirmed(key: SecondKey) -> None:
            self.key_file = str(key.file)
            self.begin_with_key(
                "tie-confirm", confirm_with_key, self.desk, self.reference, act.id, key
            )

        self.ask(AskSecondPerson(_("Second person"), text, Path.home(), self.key_file), confirmed)


def _form(equals: Equals, typed: dict[str, str]) -> Form:
    names = ", ".join(equals.names)
    if equals.candidate:
        text = _("These lots are equal for {candidate}, who cannot have them all: {lots}. The "
                 "rules do not say which; two persons decide.",
                 candidate=equals.candidate, lots=names)  # fmt: skip
    else:
        text = _("These are equal, and the rules do not say what decides: {candidates}. Two "
                 "persons decide; reason and ground go into the report.",
                 candidates=names)  # fmt: skip
    fields = (
        Field("order", _("Order, the first one first, with commas between"), names),
        Field("reason", _("Why this order")),
        Field("ground", _("What the power to decide rests on")),
    )
    return Form(_("Decide between equals"), text, _("Record"), fields, typed)


def _ask(desk: Desk, reference: str, equals: Equals, given: dict[str, str]) -> Act:
    return ask_tie_decision(
        desk,
        reference,
        names_in(given["order"]),
        reason=given["reason"],
        ground=given["ground"],
        lot=equals.lot,
        candidate=equals.candidate,
    )
