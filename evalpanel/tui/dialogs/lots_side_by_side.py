"""All lots side by side: who has which, how many places are filled, and what follows (R-8)."""

from collections.abc import Mapping

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Button, OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.lot_overview import LotLine, LotOverview
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.widgets.plain import Plain, as_content

_WIDTH = 62
"""As much of a name as a line of the list holds."""
_SIGNS = {"filled": "✓", "under_filled": "▲", "empty": "▲", "open": "○"}


class LotsSideBySide(Dialog[str]):
    """Answers the lot whose follow-up is to be recorded; nothing where it is only looked at."""

    DEFAULT_CSS = """
    LotsSideBySide {
        #options { max-height: 40vh; }
        #candidates { height: auto; max-height: 18vh; }
    }
    """
    AUTO_FOCUS = "#options"

    def __init__(self, overview: LotOverview, names: Mapping[str, str]) -> None:
        """Show the lots with names, or with codes while names are not known."""
        super().__init__(_("Lots side by side"), say(overview.said), _("Record what follows"))
        self.overview = overview
        self._names = names

    def compose_field(self) -> ComposeResult:
        """The lots, then the candidates with the most lots first."""
        lines = [Option(as_content(self.lot_text(line))) for line in self.overview.lots]
        yield OptionList(*lines, id="options", markup=False)
        with VerticalScroll(id="candidates", can_focus=False):
            yield Plain("\n".join(self.candidate_lines()), id="has-lots", classes="quiet")
        yield Plain(id="complaint", classes="complaint")

    def lot_text(self, line: LotLine) -> str:
        """Sign, lot and title; who is selected; footnote and follow-up where there is one."""
        places = "–" if line.places is None else line.places
        head = f"{_SIGNS[line.state]} {line.lot} {one_line(line.title)}"
        found = [f"{head} · {len(line.selected)}/{places}"]
        found += [_cut(f"    {self._named(code)}") for code in line.selected]
        note = say(line.footnote) if line.footnote else ""
        if note or line.follow_up:
            found.append(f"    * {' '.join(filter(None, (note, one_line(line.follow_up))))}")
        return "\n".join(found)

    def candidate_lines(self) -> list[str]:
        """Who has which lots."""
        return [self._candidate_line(one.candidate, one.lots) for one in self.overview.candidates]

    def _candidate_line(self, candidate: str, lots: tuple[str, ...]) -> str:
        name, which = self._named(candidate), ", ".join(lots)
        if len(lots) == 1:
            return _("{candidate}: 1 lot, {lots}", candidate=name, lots=which)
        return _("{candidate}: {count} lots, {lots}", candidate=name, count=len(lots), lots=which)

    def _named(self, code: str) -> str:
        return one_line(self._names.get(code, code))

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer the chosen lot, if a place of it is open."""
        index = self.query_one("#options", OptionList).highlighted
        if index is None:
            return
        line = self.overview.lots[index]
        if line.state == "filled":
            words = _("Every place of lot {lot} is filled; nothing has to follow.", lot=line.lot)
            self.query_one("#complaint", Plain).show(words)
        else:
            self.dismiss(line.lot)


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
