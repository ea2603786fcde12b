"""Choosing one of a few things."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.widgets.plain import as_content


class ChooseOne(Dialog[str]):
    """A list of options with their words; answers the id of the chosen one."""

    AUTO_FOCUS = "#options"

    def __init__(self, title: str, text: str, options: Sequence[tuple[str, str]]) -> None:
        """Offer pairs of id and words (translated)."""
        super().__init__(title, text, _("Choose"))
        self._offered = tuple(options)

    def compose_field(self) -> ComposeResult:
        """The options."""
        yield OptionList(
            *(Option(as_content(words)) for _id, words in self._offered), id="options", markup=False
        )

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer the option under the cursor."""
        index = self.query_one("#options", OptionList).highlighted
        if index is not None:
            self.dismiss(self._offered[index][0])
