"""Comparing the code of a card with its member, by voice."""

from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Confirm


class CompareCard(Confirm):
    """Shows the code of one member and asks whether the member has the same."""

    def __init__(self, name: str, code: str) -> None:
        """Ask about the card of this member."""
        text = _(
            "Read this code to {name}:\n\n    {code}\n\nDoes {name} have the same code?",
            name=one_line(name),
            code=code,
        )
        super().__init__(_("Compare the card"), text, _("The same"))
