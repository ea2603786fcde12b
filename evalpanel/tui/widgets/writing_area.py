"""A field for a longer text, in which nothing that was pasted or loaded acts on the terminal."""

from rich.text import Text
from textual.widgets import TextArea

from evalpanel.domain.text import clean_text

_UNSHOWN = "\N{REPLACEMENT CHARACTER}"


class WritingArea(TextArea):
    """A text area that shows one sign for each character that does not show as itself.

    The text stays as it is, and each of its characters has its place for the cursor.
    """

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn."""
        line = super().get_line(line_index)
        if line.plain.isascii() and line.plain.isprintable():
            return line
        shown = (char if clean_text(char) == char else _UNSHOWN for char in line.plain)
        return Text("".join(shown), end="", no_wrap=True)
