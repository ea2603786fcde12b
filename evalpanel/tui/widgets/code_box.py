"""A code to read aloud, large."""

from evalpanel.tui.widgets.plain import Plain


class CodeBox(Plain):
    """The code with room between its signs, in a frame."""

    DEFAULT_CSS = """
    CodeBox { width: auto; height: auto; border: heavy $accent; color: $accent;
              text-style: bold; padding: 1 3; margin: 1 0; }
    """

    def show_code(self, code: str) -> None:
        """Show a code such as `HTX8-KJT8-HHDY-Z41N`."""
        self.show("   ".join(" ".join(group) for group in code.split("-")))
        self.text = code
