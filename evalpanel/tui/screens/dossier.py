"""A dossier during the meeting: what the panel was given, under the candidate's code."""

from typing import Any, ClassVar

from textual.app import ComposeResult

from evalpanel.domain.package import Cell
from evalpanel.domain.text import clean_text
from evalpanel.language import _
from evalpanel.settings import Workspace
from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.widgets.dossier_view import DossierView
from evalpanel.usecases.dossiers import read_dossiers
from evalpanel.usecases.meeting import Meeting
from evalpanel.usecases.ports import Desk


class BackToItem(Command):
    """Go back to the item."""

    key = "d"
    anywhere = "f3"
    label = msgid("Back to the item")
    help = msgid("Go back to the scores and the decision.")


class DossierScreen(DeskScreen):
    """The dossiers that belong to an item, for one candidate."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (BackToItem,)
    TITLE_WORDS = msgid("Dossier")
    EXPLANATION = msgid(
        "The dossier as the panel received it, without the name of the candidate. Up and down go "
        "from paragraph to paragraph; d or esc goes back."
    )

    def __init__(
        self, desk: Desk, workspace: Workspace, reference: str, meeting: Meeting, cell: Cell
    ) -> None:
        """Show the dossiers of a cell of the meeting."""
        super().__init__(desk, workspace, reference)
        self.meeting = meeting
        self.cell = cell

    def compose_body(self) -> ComposeResult:
        """The dossiers."""
        yield DossierView(id="dossier")

    def on_mount(self) -> None:
        """Read them."""
        item = self.meeting.rules.item(self.cell[2])
        self.show_place(
            _("Dossier"), _("candidate {code}", code=self.cell[1]), f"{item.id} {item.title}"
        )
        package, rules = self.meeting.package, self.meeting.rules
        self.begin("dossier", read_dossiers, self.desk, package, rules, self.cell)

    def take(self, name: str, result: Any) -> None:
        """Show them."""
        self.log.debug(name)
        item = self.meeting.rules.item(self.cell[2])
        title = " · ".join((self.cell[1], *(dossier.title for dossier in result)))
        view = self.query_one(DossierView)
        view.show(clean_text(title), clean_text(item.text), result)
        view.focus()

    async def on_back_to_item(self) -> None:
        """Go back."""
        self.dismiss()
