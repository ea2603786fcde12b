"""The line on top: where you are on the left, how it stands on the right."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from evalpanel.domain.text import one_line
from evalpanel.tui.widgets.plain import Plain


class HeaderLine(Horizontal):
    """Breadcrumbs, the last one in the accent colour, and a status."""

    DEFAULT_CSS = """
    HeaderLine {
        dock: top; height: 1; background: $panel; padding: 0 1;
        #place { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #busy { width: auto; height: 1; color: $accent; margin-left: 2; display: none; }
        #status { width: auto; height: 1; color: $quiet; margin-left: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """Place, work under way, and status."""
        yield Plain(id="place")
        yield Plain(id="busy")
        yield Plain(id="status")

    def show_place(self, *crumbs: str) -> None:
        """Show where you are; the last crumb is the place itself."""
        *before, here = [one_line(crumb) for crumb in crumbs] or [""]
        path = Content(" › ".join(before) + (" › " if before else ""))
        self.query_one("#place", Plain).update(path + Content(here).stylize("bold $accent"))

    def show_busy(self, words: str) -> None:
        """Show that work is under way; no words when it is done."""
        busy = self.query_one("#busy", Plain)
        busy.show(words)
        busy.display = bool(words)

    def show_status(self, text: str) -> None:
        """Show how it stands."""
        self.query_one("#status", Plain).show(one_line(text))
