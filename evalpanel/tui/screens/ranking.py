"""The ranking per lot: bars, cut, ties in words, why each number, and identifying."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.lot_ranking import LotRanking, Ranked
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey, confirm_with_key
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.ranking_commands import (
    GoToReport,
    Identify,
    LotBefore,
    NextLot,
    WhyThisNumber,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.ranking import RankLine, rank_lines
from evalpanel.usecases.ranking import RankedTender, ask_identify, rank_lots


class RankingScreen(DeskScreen):
    """Codes until two persons identify; names stand beside them from then on."""

    CSS_PATH = "ranking.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        WhyThisNumber,
        NextLot,
        LotBefore,
        Identify,
        GoToReport,
    )
    TITLE_WORDS = msgid("Ranking")
    EXPLANATION = msgid(
        "The candidates of a lot with their totals; equal totals have the same rank. The line is "
        "the cut: how many were announced to be selected. Enter shows how a total came about, "
        "step by step.\n\nIf a tie runs across the cut and the announced steps do not resolve "
        "it, that is said here and nothing is chosen.\n\nWhen the ranking is fixed, two persons "
        "identify the candidates (F7): you ask, and a second person confirms with a key file "
        "and a passphrase. Then comes the report (F8)."
    )

    def compose_body(self) -> ComposeResult:
        """What is to be said of the lot, and its candidates."""
        with Vertical(id="ranking"):
            yield Plain(id="statement")
            ranks = OptionList(id="ranks", markup=False)
            yield ranks
            yield Plain(id="note", classes="quiet")

    def on_mount(self) -> None:
        """Rank."""
        self.ranked: RankedTender | None = None
        self.place = 0
        self.lines: tuple[RankLine, ...] = ()
        self._key_file = ""
        self.show_place(self.reference, _("Ranking"))
        self._load()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._show_lot()

    def is_possible(self, command: type[Command]) -> bool:
        """Lots have neighbours; identifying happens once."""
        ranked = self.ranked
        if ranked is None:
            return False
        if command is NextLot:
            return self.place < len(ranked.lots) - 1
        if command is LotBefore:
            return self.place > 0
        if command is Identify:
            return not ranked.names
        if command is GoToReport:
            return bool(ranked.names)
        return True

    def take(self, name: str, result: Any) -> None:
        """Show the ranking, or ask the second person."""
        if name == "rank":
            self.ranked = result
            self._show_lot()
            self.query_one("#ranks").focus()
        elif name == "ask":
            self._ask_second(self._key_file)
        elif name == "confirm":
            self._key_file = ""
            self._load()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong; there is nothing to look at while no ranking may be shown."""
        super().fail(name, error)
        if name == "rank":
            self.query_one("#statement", Plain).show(say(error.sentence))
        self._show_note()

    @property
    def lot(self) -> LotRanking | None:
        """The lot that is shown."""
        lots = self.ranked.lots if self.ranked else ()
        return lots[self.place] if self.place < len(lots) else None

    @on(OptionList.OptionSelected)
    @on(WhyThisNumber)
    def explain(self) -> None:
        """Show every step to the total."""
        placed = self._chosen()
        if placed is not None and self.is_current:
            steps = [say(sentence) for sentence in placed.why]
            title = _("Why {code} has this number", code=placed.candidate)
            self.app.push_screen(Why(title, steps))

    @on(NextLot)
    def next_lot(self) -> None:
        """Go on to another lot."""
        self._turn(1)

    @on(LotBefore)
    def lot_before(self) -> None:
        """Go back to another lot."""
        self._turn(-1)

    @on(Identify)
    def identify(self) -> None:
        """Ask for the act; the second person follows."""
        self.begin("ask", ask_identify, self.desk, self.reference)

    @on(GoToReport)
    def go_to_report(self) -> None:
        """Go on to the report."""
        self.app.switch_screen(screen_for("report", self.desk, self.workspace, self.reference))

    def _ask_second(self, file: str) -> None:
        text = _(
            "{name} asks to put names beside the codes, once and for good. A second person "
            "confirms with a key file of their own.",
            name=one_line(self.desk.me.name),
        )
        dialog = AskSecondPerson(_("Identify the candidates"), text, Path.home(), file)
        self.app.push_screen(dialog, self._confirm)

    def _confirm(self, key: SecondKey | None) -> None:
        if key is not None:
            self._key_file = str(key.file)
            self.query_one("#note", Plain).show(_("Opening the key file…"))
            self.begin("confirm", confirm_with_key, self.desk, self.reference, "identify", key)

    def _load(self) -> None:
        self.begin("rank", rank_lots, self.desk, self.reference)

    def _turn(self, by: int) -> None:
        if self.ranked is not None and 0 <= self.place + by < len(self.ranked.lots):
            self.place += by
            self._show_lot()

    def _chosen(self) -> Ranked | None:
        index = self.query_one("#ranks", OptionList).highlighted
        if self.lot is None or index is None:
            return None
        code = self.lines[index].candidate
        return next((placed for placed in self.lot.ranked if placed.candidate == code), None)

    def _show_lot(self) -> None:
        ranked, lot = self.ranked, self.lot
        if ranked is None or lot is None:
            return
        width = max(40, self.size.width - 8)
        self.lines = tuple(rank_lines(ranked.rules, lot, ranked.names, width))
        ranks = self.query_one("#ranks", OptionList)
        before = ranks.highlighted or 0
        ranks.clear_options()
        ranks.add_options([Option(x.content, disabled=not x.candidate) for x in self.lines])
        if self.lines:
            ranks.highlighted = min(before, len(self.lines) - 1)
        title = one_line(ranked.rules.lot(lot.lot).title)
        ranks.border_title = Content(_("Lot {lot} {title}", lot=lot.lot, title=title))
        self.show_status(
            _("lot {number} of {total}", number=self.place + 1, total=len(ranked.lots))
        )
        self._show_statement(lot)
        self._show_note()
        self.refresh_bindings()

    def _show_statement(self, lot: LotRanking) -> None:
        lines = [say(sentence) for sentence in lot.why]
        if lot.unresolved_tie:
            lines.insert(0, _("▲ A tie across the cut is not resolved: nobody of the tied is "
                              "selected until a draw decides."))  # fmt: skip
        statement = self.query_one("#statement", Plain)
        statement.show("\n".join(lines), "bold $error" if lot.unresolved_tie else "")
        statement.display = bool(lines)

    def _show_note(self) -> None:
        named = self.ranked is not None and self.ranked.names
        self.query_one("#note", Plain).show(
            _("The names stand beside the codes. F8 goes on to the report.")
            if named
            else _("Only codes are shown. F7 identifies the candidates with two persons.")
        )
