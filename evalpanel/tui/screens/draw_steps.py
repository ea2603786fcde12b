"""The draw for a tie at a cut: invite, publish, reveal, or record what was drawn by hand (R-56)."""

from typing import Any, ClassVar

from textual import on

from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.draw_entries import Drawing
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.draw import hand_form, invitation_form, publish_form, reveal_form
from evalpanel.tui.dialogs.form import names_in
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.standing import Standing
from evalpanel.tui.words.draws import draw_text
from evalpanel.tui.words.moments import typed_moment
from evalpanel.usecases.draw_inputs import HandDrawInput, InvitationInput
from evalpanel.usecases.drawing import (
    commit_draw,
    export_draws,
    invite_to_draw,
    record_draw,
    reveal_draw,
)


class GoOnWithDraw(Command):
    """Go on with the draw for the tie that is shown."""

    key = "d"
    anywhere = "f4"
    label = msgid("Draw")
    help = msgid("Go on with the draw for this tie: invite, publish, reveal, or record it.")


class DrawSteps(DeskScreen):
    """What a screen with a ranking can do about a tie; it says which lot is shown."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (GoOnWithDraw,)

    standing: Standing | None = None

    @property
    def shown_lot(self) -> str:
        """The lot that is shown, by its id."""
        return ""

    @property
    def tie(self) -> OpenTie | None:
        """The tie of the lot that is shown."""
        return self.standing.tie_in(self.shown_lot) if self.standing else None

    @property
    def draw(self) -> Drawing | None:
        """The draw for that tie."""
        return self.standing.draw_in(self.shown_lot) if self.standing else None

    def is_possible(self, command: type[Command]) -> bool:
        """There is something to draw while a tie is open."""
        if command is GoOnWithDraw:
            return self.tie is not None and bool(self.standing and self.standing.is_drawn)
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Say what was done, and look again."""
        if not name.startswith("draw-"):
            super().take(name, result)
            return
        self.typed.pop(name, None)
        if name == "draw-publish":
            head = [_("Publish this text before the draw. Press d to see it again.")]
            self.app.push_screen(Why(_("The draw is fixed"), [*head, *draw_text(result)]))
        elif name == "draw-export":
            files = "\n".join(str(file) for file in result)
            self.app.push_screen(Tell(_("Written"), files))
        elif name in ("draw-reveal", "draw-record"):
            self.app.push_screen(Tell(_("The draw was held"), _order_words(result)))
        self.look_again()

    @on(GoOnWithDraw)
    def go_on_with_draw(self) -> None:
        """Ask what is next; before anybody was invited there is only one thing."""
        tie, draw = self.tie, self.draw
        if tie is None or not self.is_current:
            return
        if draw is None:
            self._invite(tie)
            return
        text = _("Between {candidates}", candidates=", ".join(draw.candidates))
        self.ask(ChooseOne(_("Draw"), text, self._choices(draw)), self._chosen_step)

    def _choices(self, draw: Drawing) -> list[tuple[str, str]]:
        publish = ("publish", _("Publish the draw: fix it before its value can be known"))
        reveal = ("reveal", _("Reveal: type the value that the public source gave"))
        by_hand = ("record", _("Record a draw that was done by hand"))
        again = ("invite", _("Invite again, for another time"))
        show = ("show", _("Show the text to publish"))
        export = ("export", _("Write the record of the draw to a file"))
        if draw.commitment is None:
            return [publish, by_hand, again]
        if draw.is_bound(self.desk.now()):
            return [reveal, show, export]
        return [show, export, by_hand, again]

    def _chosen_step(self, step: str) -> None:
        tie, draw = self.tie, self.draw
        if tie is None or draw is None:
            return
        if step == "invite":
            self._invite(tie)
        elif step == "publish":
            self.ask(publish_form(draw, self.typed["draw-publish"]), self._publish)
        elif step == "reveal":
            self.ask(reveal_form(draw, self.typed["draw-reveal"]), self._reveal)
        elif step == "record":
            self.ask(hand_form(draw, self.typed["draw-record"]), self._record)
        elif step == "show":
            self.app.push_screen(Why(_("Text to publish"), draw_text(draw)))
        else:
            text = _("Anybody can check the file: evalpanel draw verify FILE")
            dialog = PickFolder(_("Write the record to"), self.workspace.outbox, text)
            self.ask(dialog, lambda folder: self._draw("export", export_draws, folder))

    def _invite(self, tie: OpenTie) -> None:
        self.ask(invitation_form(tie, self.desk.me.name, self.typed["draw-invite"]), self._invited)

    def _invited(self, given: dict[str, str]) -> None:
        tie = self.tie
        if tie is not None:
            told = InvitationInput(
                at=typed_moment(given["at"]),
                place=given["place"],
                by=given["by"],
                told_by=given["told_by"],
                invited=tie.candidates,
                told_at=typed_moment(given["told_at"]),
            )
            self._draw("invite", invite_to_draw, tie.lot, told)

    def _publish(self, given: dict[str, str]) -> None:
        self._draw("publish", commit_draw, self.shown_lot, given["source"])

    def _reveal(self, given: dict[str, str]) -> None:
        present = names_in(given["present"])
        self._draw("reveal", reveal_draw, given["value"], self.shown_lot, present)

    def _record(self, given: dict[str, str]) -> None:
        by_hand = HandDrawInput(
            at=typed_moment(given["at"]),
            method=given["method"],
            by=given["by"],
            witness=given["witness"],
            order=names_in(given["order"].upper()),
            present=names_in(given["present"]),
        )
        self._draw("record", record_draw, self.shown_lot, by_hand)

    def _draw(self, step: str, function: Any, *arguments: Any) -> None:
        self.begin(f"draw-{step}", function, self.desk, self.reference, *arguments)


def _order_words(draw: Drawing) -> str:
    order = verify_draw(draw.record).order if draw.record else ()
    lines = [f"{place}. {code}" for place, code in enumerate(order, 1)]
    return "\n".join([_("It gave this order; the ranking follows it."), "", *lines])
