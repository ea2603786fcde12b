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
from evalpanel.domain.exclusions import Pair
from evalpanel.domain.lot_ranking import LotRanking, Ranked
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey, confirm_with_key
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.decision_steps import DecisionSteps
from evalpanel.tui.screens.draw_steps import DrawSteps
from evalpanel.tui.screens.lot_steps import LotSteps
from evalpanel.tui.screens.ranking_commands import (
    GoToReport,
    Identify,
    LotBefore,
    NextLot,
    WhyThisNumber,
)
from evalpanel.tui.screens.threshold_steps import ThresholdSteps
from evalpanel.tui.screens.tie_steps import TieSteps
from evalpanel.tui.standing import load_standing
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.ranking import RankLine, rank_lines
from evalpanel.tui.words.standing import lot_statement, standing_note
from evalpanel.usecases.ranking import RankedTender, ask_identify


class RankingScreen(DrawSteps, TieSteps, ThresholdSteps, LotSteps, DecisionSteps):
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
        "step by step. l puts all lots side by side.\n\nIf a tie runs across the cut and the "
        "announced steps do not resolve it, nothing is chosen. Where a draw was announced, d goes "
        "through it: everybody in the tie is invited, the draw is published before its value can "
        "be known, and then the value is typed; or a draw by hand is recorded. Where the rules do "
        "not say what decides, two persons do (e).\n\nWho is below "
        "a threshold falls out only by the word of two persons, with a reason for the letter "
        "(t).\n\nWhen the ranking is fixed, two persons identify the candidates (F7): you ask, "
        "and a second person confirms with a key file and a passphrase. Then come the report (F8) "
        "and the decision of the authority (b)."
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
        self.place = 0
        self.lines: tuple[RankLine, ...] = ()
        self.show_place(self.reference, _("Ranking"))
        self.query_one("#note", Plain).show(_("Ranking the candidates of every lot…"))
        self.look_again()

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self._show_lot()

    def is_possible(self, command: type[Command]) -> bool:
        """Lots have neighbours; identifying happens once."""
        ranked = self.ranked
        if ranked is None:
            return command in DeskScreen.offers() and super().is_possible(command)
        if command is NextLot:
            return self.place < len(ranked.lots) - 1
        if command is LotBefore:
            return self.place > 0
        if command is Identify:
            return bool(self.standing and self.standing.is_final) and not ranked.names
        if command is GoToReport:
            return bool(ranked.names)
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Show the ranking, or ask the second person."""
        if name == "rank":
            self.standing = result
            self._show_lot()
            self.query_one("#ranks").focus()
        elif name == "ask":
            self._ask_second(self.key_file)
        elif name == "confirm":
            self.key_file = ""
            self.look_again()
        else:
            super().take(name, result)

    def look_again(self) -> None:
        """Rank anew, as something changed."""
        self.begin("rank", load_standing, self.desk, self.reference)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong; there is nothing to look at while no ranking may be shown."""
        super().fail(name, error)
        if name == "rank":
            words = [say(sentence) for sentence in (error.sentence, error.hint) if sentence]
            self.query_one("#statement", Plain).show("\n".join(words))
        self._show_note()

    @property
    def ranked(self) -> RankedTender | None:
        """The ranking of every lot, once it is loaded."""
        return self.standing.ranked if self.standing else None

    @property
    def shown_lot(self) -> str:
        """The lot that is shown, by its id."""
        return self.lot.lot if self.lot else ""

    @property
    def chosen_pair(self) -> Pair:
        """Lot and code under the cursor."""
        placed = self._chosen()
        return (self.shown_lot, placed.candidate if placed else "")

    @property
    def to_decide(self) -> str:
        """This tender, once its candidates are identified and until a decision stands."""
        possible = self.standing.possible if self.standing else ()
        return self.reference if "decision" in possible else ""

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
        self.ask(dialog, self._confirm)

    def _confirm(self, key: SecondKey) -> None:
        self.key_file = str(key.file)
        self.query_one("#note", Plain).show(_("Opening the key file…"))
        self.begin_with_key("confirm", confirm_with_key, self.desk, self.reference, "identify", key)

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
        lines = lot_statement(self.standing, lot, self.desk.now()) if self.standing else []
        statement = self.query_one("#statement", Plain)
        statement.show("\n".join(lines), "bold $error" if lot.unresolved_tie else "")
        statement.display = bool(lines)

    def _show_note(self) -> None:
        self.query_one("#note", Plain).show(standing_note(self.standing) if self.standing else "")
