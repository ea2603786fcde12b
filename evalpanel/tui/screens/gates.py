"""Gates: what a candidate must meet, with outcome and reason; failures need a second person."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.dialogs.gate import GateAnswer, GateQuestions
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.gate_commands import JudgeForLot, TakeAnswer, WithdrawCandidate
from evalpanel.tui.screens.prepare_commands import (
    CandidateBefore,
    ConfirmActs,
    JudgeGate,
    NextCandidate,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.acts import acts_text
from evalpanel.tui.words.gates import gate_row, standing_words
from evalpanel.tui.words.lots import lot_words, lots_words
from evalpanel.tui.words.pairs import open_pairs
from evalpanel.usecases.applications import Applicant
from evalpanel.usecases.clarifying import record_answer
from evalpanel.usecases.confirming import confirm
from evalpanel.usecases.gate_lines import GateLine, list_gates
from evalpanel.usecases.gates import judge_gate
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import Preparation, list_steps
from evalpanel.usecases.tenders import get_tender, rules_of
from evalpanel.usecases.withdrawing import withdraw_candidate

_MOST_PAIRS = 4


class GatesScreen(DeskScreen):
    """One candidate at a time; the line on top says whether the panel will see it."""

    CSS_PATH = "gates.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        JudgeGate,
        JudgeForLot,
        TakeAnswer,
        WithdrawCandidate,
        NextCandidate,
        CandidateBefore,
        ConfirmActs,
    )
    TITLE_WORDS = msgid("Gates")
    EXPLANATION = msgid(
        "What every candidate must meet, in the order of the law. Enter gives the outcome and "
        "its reason; the reason goes into the report. ← and → go to another candidate.\n\nAn "
        "outcome that excludes a candidate counts only after a second person confirmed it (F7). "
        "A candidate with an open or failed gate is never shown to the panel. A facultative ground "
        "for exclusion also asks why it is proportionate.\n\nBelow a gate stands its evidence: "
        "✓ valid, ▲ missing, expired or without a date. To be repaired (►) asks the candidate, "
        "with a term; a records the answer. l judges a gate for one lot only. w records that the "
        "candidate withdraws. Evidence that came in later is registered on the command line: "
        "evalpanel candidate evidence."
    )

    def compose_body(self) -> ComposeResult:
        """Candidate, standing, gates."""
        with Vertical(id="gates"):
            yield Plain(id="standing")
            yield OptionList(id="lines", markup=False)
            yield Plain(id="without-outcome", classes="quiet")

    def on_mount(self) -> None:
        """Load the candidates."""
        self.found = Preparation(())
        self.place = 0
        self.rules: RuleSet | None = None
        self.pairs: tuple[str, ...] = ()
        self.lines: tuple[GateLine, ...] = ()
        self.show_place(self.reference, _("Gates"))
        self.look_again()

    def look_again(self) -> None:
        """Load candidates and lines."""
        self.begin("steps", load_gates, self.desk, self.reference)

    def is_possible(self, command: type[Command]) -> bool:
        """Candidates have neighbours; only what waits can be confirmed or answered."""
        line, applicant = self.chosen, self.applicant
        possible = {
            NextCandidate: self.place < len(self.found.applicants) - 1,
            CandidateBefore: self.place > 0,
            ConfirmActs: bool(self.found.waiting),
            JudgeForLot: applicant is not None and len(applicant.application.lots) > 1,
            TakeAnswer: bool(line and line.request and line.request.state != "settled"),
            WithdrawCandidate: bool(self.lots_left),
        }
        return possible[command] if command in possible else super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Show what was loaded; look again after a change."""
        if name == "steps":
            self.found, self.rules, self.pairs = result
            self._load_lines()
        elif name == "lines":
            self.lines = result
            self._show()
        else:
            self.typed.clear()
            self.look_again()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """Say what went wrong, and show again where we are."""
        self._show()
        super().fail(name, error)

    @on(NextCandidate)
    def next_candidate(self) -> None:
        """Go on."""
        self._turn(1)

    @on(CandidateBefore)
    def candidate_before(self) -> None:
        """Go back."""
        self._turn(-1)

    @on(OptionList.OptionHighlighted)
    def choose(self) -> None:
        """Offer what fits the chosen gate."""
        self.refresh_bindings()

    @on(OptionList.OptionSelected)
    @on(JudgeGate)
    def judge(self) -> None:
        """Ask outcome and reason."""
        if self.chosen is not None and self.is_current:
            self._ask_about(self.chosen, self.chosen.lot)

    @on(JudgeForLot)
    def judge_for_lot(self) -> None:
        """Ask for which lot, then outcome and reason."""
        line, applicant = self.chosen, self.applicant
        if line is None or applicant is None or not self.is_current:
            return
        options = [(lot, lot_words(lot)) for lot in applicant.application.lots]
        text = _("Which lot? The other lots keep the outcome that they have.")
        self.ask(ChooseOne(_title(line), text, options), lambda lot: self._ask_about(line, lot))

    @on(TakeAnswer)
    def take_answer(self) -> None:
        """Ask what was answered, and when."""
        line, applicant = self.chosen, self.applicant
        if line is None or line.request is None or applicant is None or not self.is_current:
            return
        request = line.request.request
        fields = (
            Field("answer", _("What the candidate answered")),
            Field("received", _("On which day"), value=self.desk.now()[:10]),
        )
        form = Form(_title(line), request.question, _("Record"), fields, self.typed["answer"])
        given = (self.reference, applicant.application.id, request.number)
        self.ask(form, lambda told: self.begin("answer", _answer, self.desk, given, told))

    @on(WithdrawCandidate)
    def withdraw(self) -> None:
        """Ask from which lots, and why."""
        applicant, left = self.applicant, self.lots_left
        if applicant is None or not left or not self.is_current:
            return
        if len(left) == 1:
            self._ask_withdrawal(left)
            return
        options = [(ALL_LOTS, lot_words(ALL_LOTS)), *((lot, lot_words(lot)) for lot in left)]
        name = one_line(applicant.application.name)
        dialog = ChooseOne(_("{name} withdraws", name=name), _("From which lots?"), options)
        self.ask(dialog, lambda lot: self._ask_withdrawal(left if lot == ALL_LOTS else (lot,)))

    @on(ConfirmActs)
    def confirm_acts(self) -> None:
        """Let a second person confirm all that waits."""
        names = {one.application.id: one.application.name for one in self.found.applicants}
        text = acts_text(self.found.waiting, names)

        def agreed(key: SecondKey) -> None:
            self.key_file = str(key.file)
            self.show_status(_("One moment…"))
            self.begin_with_key("confirm", confirm_all, self.desk, self.reference, key)

        self.ask(AskSecondPerson(_("Second person"), text, Path.home(), self.key_file), agreed)

    @property
    def chosen(self) -> GateLine | None:
        """The gate under the cursor."""
        index = self.query_one("#lines", OptionList).highlighted
        return self.lines[index] if index is not None and index < len(self.lines) else None

    @property
    def lots_left(self) -> tuple[str, ...]:
        """The lots from which the candidate has not withdrawn."""
        admissions = self.applicant.admissions if self.applicant else ()
        return tuple(one.lot for one in admissions if one.standing != "withdrawn")

    @property
    def applicant(self) -> Applicant | None:
        """The candidate that is shown."""
        found = self.found.applicants
        return found[self.place] if self.place < len(found) else None

    def _ask_about(self, line: GateLine, lot: str) -> None:
        applicant, rules = self.applicant, self.rules
        if applicant is None or rules is None:
            return
        place = (self.reference, applicant.application.id, line.need.gate, line.need.entity, lot)

        def judged(answer: GateAnswer) -> None:
            self.begin("judge", _judge, self.desk, place, answer)

        typed = self.typed[" ".join(place)]
        GateQuestions(self.ask, rules, line, _title(line), judged, typed).begin()

    def _ask_withdrawal(self, lots: tuple[str, ...]) -> None:
        applicant = self.applicant
        if applicant is None:
            return
        name, candidate = one_line(applicant.application.name), applicant.application.id
        text = _("{name} withdraws: {lots}. Its application stays on record. Why?",
                 name=name, lots=lots_words(lots))  # fmt: skip
        dialog = AskReason(_("{name} withdraws", name=name), text, _("Record"), 1)
        given = (self.reference, candidate, lots)
        self.ask(dialog, lambda why: self.begin("withdraw", _withdraw, self.desk, given, why))

    def _turn(self, by: int) -> None:
        if 0 <= self.place + by < len(self.found.applicants):
            self.place += by
            self._load_lines()

    def _load_lines(self) -> None:
        if self.applicant is not None:
            candidate = self.applicant.application.id
            self.begin("lines", list_gates, self.desk, self.reference, candidate)

    def _show(self) -> None:
        applicant = self.applicant
        if applicant is None:
            return
        name = one_line(applicant.application.name)
        self.show_place(self.reference, _("Gates"), name)
        total = len(self.found.applicants)
        self.show_status(_("candidate {number} of {total}", number=self.place + 1, total=total))
        self.query_one("#standing", Plain).show(f"{name} · {standing_words(applicant)}")
        rows = self.query_one("#lines", OptionList)
        before = rows.highlighted or 0
        rows.clear_options()
        rows.add_options([Option(gate_row(line)) for line in self.lines])
        if self.lines:
            rows.highlighted = min(before, len(self.lines) - 1)
        if self.is_current:
            rows.focus()
        self._show_pairs()
        self.refresh_bindings()

    def _show_pairs(self) -> None:
        """The applications that have no outcome in a lot yet; nothing is ranked before (R-20)."""
        words = _("○ Without an outcome yet ({count}): {pairs}",
                  count=len(self.pairs), pairs="; ".join(self.pairs[:_MOST_PAIRS]))  # fmt: skip
        dots = " …" if len(self.pairs) > _MOST_PAIRS else ""
        self.query_one("#without-outcome", Plain).show(words + dots if self.pairs else "")


def confirm_all(desk: Desk, reference: str, key: SecondKey) -> None:
    """Confirm every act that waits, as one second person.

    Raises:
        Unreadable: a wrong passphrase.
        Refused: the same person as the first.
    """
    other = bootstrap.unlock_identity(key.file, key.passphrase)
    for act in list_steps(desk, reference).waiting:
        confirm(desk, reference, act.id, other)


def load_gates(desk: Desk, reference: str) -> tuple[Preparation, RuleSet, tuple[str, ...]]:
    """The candidates, the rules, and the pairs without an outcome, named with what they lack."""
    with desk.work() as work:
        rules = rules_of(get_tender(work, reference))
    found = list_steps(desk, reference)
    return found, rules, open_pairs(found)


def _judge(desk: Desk, place: tuple[str, str, str, str, str], given: GateAnswer) -> None:
    reference, candidate, gate, entity, lot = place
    judge_gate(
        desk, reference, candidate, gate, given.outcome, reason=given.reason, entity=entity,
        lot=lot, proportionality=given.proportionality, evidence_reason=given.evidence_reason,
        days=given.days,
    )  # fmt: skip


def _answer(desk: Desk, place: tuple[str, str, int], told: dict[str, str]) -> None:
    record_answer(desk, *place, told["answer"], received=told["received"])


def _withdraw(desk: Desk, place: tuple[str, str, tuple[str, ...]], reason: str) -> None:
    withdraw_candidate(desk, *place, reason=reason)


def _title(line: GateLine) -> str:
    return f"{line.need.gate} {one_line(line.need.title)}"
