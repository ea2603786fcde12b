"""Judging a gate, question by question: outcome, reason, and what that outcome needs besides."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from evalpanel.domain.gates import needs_proportionality
from evalpanel.domain.rules import RuleSet
from evalpanel.language import _
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.form import Field, Form
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.words.gates import OUTCOME_WORDS, entity_words, lacking_words
from evalpanel.usecases.gate_lines import GateLine

Ask = Callable[[Any, Callable[[Any], object]], None]
"""Shows a dialog and goes on with its answer."""


@dataclass(frozen=True)
class GateAnswer:
    """A judgement as it was given."""

    outcome: str
    reason: str = ""
    proportionality: str = ""
    evidence_reason: str = ""
    days: int = 0
    """How long the candidate has to answer; 0 for the announced term."""


@dataclass(frozen=True)
class GateQuestions:
    """The questions about one gate; `then` gets the answer once all are answered."""

    ask: Ask
    rules: RuleSet
    line: GateLine
    title: str
    then: Callable[[GateAnswer], object]
    typed: dict[str, str]

    def begin(self) -> None:
        """Ask the outcome first."""
        options = [(outcome, _(OUTCOME_WORDS[outcome])) for outcome in self.line.outcomes]
        self.ask(ChooseOne(self.title, entity_words(self.line), options), self._reason)

    def _reason(self, outcome: str) -> None:
        answer = GateAnswer(outcome)
        if outcome == "repair":
            self._request(answer)
            return
        texts = {
            "comparable": _("Which evidence is comparable to what was asked, and why?"),
            "not_judged": _("Why is it not judged (any more)?"),
        }
        text = texts.get(outcome, _("Outcome: {outcome}. Why?", outcome=_(OUTCOME_WORDS[outcome])))
        self._words(text, lambda reason: self._more(replace(answer, reason=reason)))

    def _more(self, answer: GateAnswer) -> None:
        """What only some outcomes need (R-25, R-27)."""
        gate = next(gate for gate in self.rules.gates if gate.id == self.line.need.gate)
        lacking = lacking_words(self.line)
        if needs_proportionality(gate, next(o for o in self.line.outcomes if o == answer.outcome)):
            text = _("This ground for exclusion is facultative. Why is excluding the candidate "
                     "proportionate: gravity, time, measures it took?")  # fmt: skip
            self._words(text, lambda why: self.then(replace(answer, proportionality=why)))
        elif answer.outcome == "met" and lacking:
            text = _(
                "The evidence is incomplete: {lacking}. Why is the gate met all the same, as with "
                "foreign evidence? If it is not: cancel, and choose repair to ask for it.",
                lacking=lacking,
            )
            self._words(text, lambda why: self.then(replace(answer, evidence_reason=why)))
        else:
            self.then(answer)

    def _request(self, answer: GateAnswer) -> None:
        days = str(self.rules.evidence.repair_days)
        fields = (
            Field("question", _("What the candidate must repair or clarify")),
            Field("days", _("Days to answer"), days, value=days),
        )
        text = _("A request with a term; it goes into the report. Send it to the candidate today.")
        form = Form(self.title, text, _("Record"), fields, self.typed)

        def asked(given: dict[str, str]) -> None:
            days = int(given["days"]) if given["days"].isdecimal() else -1
            self.then(replace(answer, reason=given["question"], days=days))

        self.ask(form, asked)

    def _words(self, text: str, then: Callable[[str], object]) -> None:
        self.ask(AskReason(self.title, text, _("Record"), 1), then)
