"""The lots side by side, and what is done about places that stay open (R-8)."""

from typing import Any, ClassVar

from textual import on

from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.lots_side_by_side import LotsSideBySide
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.standing import Standing
from evalpanel.usecases.lots import overview_lots, record_follow_up


class ShowLots(Command):
    """Show all lots side by side."""

    key = "l"
    anywhere = "f3"
    label = msgid("Lots")
    help = msgid("Show all lots side by side, and record what follows where a place is open.")


class LotSteps(DeskScreen):
    """What a screen with a ranking says of all lots together."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (ShowLots,)

    standing: Standing | None = None

    def is_possible(self, command: type[Command]) -> bool:
        """One lot alone is on the screen already, unless a place of it stays open."""
        if command is ShowLots:
            return self.standing is not None
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Show the lots; look at them again after a follow-up was recorded."""
        if name == "lots":
            overview, ranked = result
            self.ask(LotsSideBySide(overview, ranked.names), self._follow_up)
        elif name == "follow-up":
            self.show_lots()
        else:
            super().take(name, result)

    @on(ShowLots)
    def show_lots(self) -> None:
        """Load them."""
        self.begin("lots", overview_lots, self.desk, self.reference)

    def _follow_up(self, lot: str) -> None:
        text = _("What is done about the open places of lot {lot}? It is printed in the report.",
                 lot=lot)  # fmt: skip
        self.ask(
            AskReason(_("What follows"), text, _("Record"), 1),
            lambda action: self.begin(
                "follow-up", record_follow_up, self.desk, self.reference, lot, action
            ),
        )
