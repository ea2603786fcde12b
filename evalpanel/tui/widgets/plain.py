"""Text that is shown as it is: never read as markup, nothing hidden in it."""

from textual.content import Content
from textual.widgets import Static

from evalpanel.domain.text import clean_text


class Plain(Static):
    """A text for reading; brackets and controls in it are shown, not obeyed."""

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        """Show the text."""
        super().__init__(as_content(text), id=id, classes=classes, markup=False)
        self.text = text

    def show(self, text: str, style: str = "") -> None:
        """Show another text, in the style (`$accent`, `bold`) if one is given."""
        self.text = text
        content = as_content(text)
        self.update(content.stylize(style) if style else content)


def as_content(text: str) -> Content:
    """The text, made safe, as something that Textual never reads as markup."""
    return Content(clean_text(text))
