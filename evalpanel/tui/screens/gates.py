"""Gates: what a candidate must meet, with outcome and reason; failures need a second person."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel import bootstrap
from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.prepare_commands import (
    CandidateBefore,
    ConfirmActs,
    JudgeGate,
    NextCandidate,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.acts import acts_text
from evalpanel.usecases.applications import Applicant
from evalpanel.usecases.confirming import confirm
from evalpanel.usecases.gates import judge_gate
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import (
    GateLine,
    Preparation,
    list_gates,
    list_steps,
    sign_of,
)

OUTCOME_WORDS = {
    "not_judged": msgid("not judged yet"),
    "met": msgid("met"),
    "comparable": msgid("met by comparable evidence"),
    "repair": msgid("to be repaired"),
    "failed": msgid("failed"),
    "accepted": msgid("accepted"),
    "not_accepted": msgid("not accepted"),
}
STANDING_WORDS = {
    "late": msgid("too late"),
    "not_admitted": msgid("not admitted to the pool"),
    "withdrawn": msgid("withdrawn"),
    "excluded": msgid("excluded"),
    "open": msgid("open"),
    "admitted": msgid("to the panel"),
}
_SIGNS = {
    "passed": ("✓", "$success"),
    "failed": ("×", "bold $error"),
    "waits": ("▲", "bold $accent"),
    "open": ("○", "$accent"),
}


class GatesScreen(DeskScreen):
    """One candidate at a time; the line on top says whether the panel will see it."""

    CSS_PATH = "gates.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        JudgeGate,
        NextCandidate,
        CandidateBefore,
        ConfirmActs,
    )
    TITLE_WORDS = msgid("Gates")
    EXPLANATION = msgid(
        "What every candidate must meet, in the order of the law. Enter gives the outcome and "
        "its reason; the reason goes into the report. ← and → go to another candidate.\n\nAn "
        "outcome that excludes a candidate counts only after a second person confirmed it (F7). "
        "A candidate with an open or failed gate is never shown to the panel."
    )

    def compose_body(self) -> ComposeResult:
        """Candidate, standing, gates."""
        with Vertical(id="gates"):
            yield Plain(id="standing")
            yield OptionList(id="lines", markup=False)

    def on_mount(self) -> None:
        """Load the candidates."""
        self.found = Preparation(())
        self.place = 0
        self._key_file = ""
        self.lines: tuple[GateLine, ...] = ()
        self.show_place(self.reference, _("Gates"))
        self.begin("steps", list_steps, self.desk, self.reference)

    def is_possible(self, command: type[Command]) -> bool:
        """Candidates have neighbours; only what waits can be confirmed."""
        if command is NextCandidate:
            return self.place < len(self.found.applicants) - 1
        if command is CandidateBefore:
            return self.place > 0
        if command is ConfirmActs:
            return bool(self.found.waiting)
        return True

    def take(self, name: str, result: Any) -> None:
        """Show what was loaded; look again after a change."""
        if name == "steps":
            self.found = result
            self._load_lines()
        elif name == "lines":
            self.lines = result
            self._show()
        else:
            self.begin("steps", list_steps, self.desk, self.reference)

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

    @on(OptionList.OptionSelected)
    @on(JudgeGate)
    def judge(self) -> None:
        """Ask outcome and reason."""
        index = self.query_one("#lines", OptionList).highlighted
        if index is None or not self.is_current or not self.lines:
            return
        line = self.lines[index]
        options = [(outcome, _(OUTCOME_WORDS[outcome])) for outcome in line.outcomes]
        title = f"{line.need.gate} {one_line(line.need.title)}"

        def chosen(outcome: str | None) -> None:
            if outcome:
                self._ask_reason(line, outcome, title)

        self.app.push_screen(ChooseOne(title, _entity(line), options), chosen)

    @on(ConfirmActs)
    def confirm_acts(self) -> None:
        """Let a second person confirm all that waits."""
        names = {one.application.id: one.application.name for one in self.found.applicants}
        text = acts_text(self.found.waiting, names)

        def agreed(key: SecondKey | None) -> None:
            if key is not None:
                self._key_file = str(key.file)
                self.show_status(_("One moment…"))
                self.begin("confirm", confirm_all, self.desk, self.reference, key)

        dialog = AskSecondPerson(_("Second person"), text, Path.home(), self._key_file)
        self.app.push_screen(dialog, agreed)

    @property
    def applicant(self) -> Applicant | None:
        """The candidate that is shown."""
        found = self.found.applicants
        return found[self.place] if self.place < len(found) else None

    def _ask_reason(self, line: GateLine, outcome: str, title: str) -> None:
        applicant = self.applicant
        text = _("Outcome: {outcome}. Why?", outcome=_(OUTCOME_WORDS[outcome]))

        def judged(reason: str | None) -> None:
            if reason and applicant is not None:
                given = (self.reference, applicant.application.id, line, outcome, reason)
                self.begin("judge", _judge, self.desk, *given)

        self.app.push_screen(AskReason(title, text, _("Record"), 1), judged)

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
        words = [
            _("lot {lot}: {standing}", lot=a.lot, standing=_(STANDING_WORDS[a.standing]))
            for a in applicant.admissions
        ]
        self.query_one("#standing", Plain).show(f"{name} · {', '.join(words)}")
        rows = self.query_one("#lines", OptionList)
        before = rows.highlighted or 0
        rows.clear_options()
        rows.add_options([Option(_row(line)) for line in self.lines])
        if self.lines:
            rows.highlighted = min(before, len(self.lines) - 1)
        rows.focus()
        self.refresh_bindings()


def confirm_all(desk: Desk, reference: str, key: SecondKey) -> None:
    """Confirm every act that waits, as one second person.

    Raises:
        Unreadable: a wrong passphrase.
        Refused: the same person as the first.
    """
    other = bootstrap.unlock_identity(key.file, key.passphrase)
    for act in list_steps(desk, reference).waiting:
        confirm(desk, reference, act.id, other)


def _judge(
    desk: Desk, reference: str, candidate: str, line: GateLine, outcome: str, reason: str
) -> None:
    need = line.need
    judge_gate(
        desk,
        reference,
        candidate,
        need.gate,
        outcome,
        reason=reason,
        entity=need.entity,
        lot=line.lot,
    )


def _entity(line: GateLine) -> str:
    return "" if line.need.entity == "*" else one_line(line.need.entity)


def _row(line: GateLine) -> Content:
    sign, style = _SIGNS[sign_of(line)]
    outcome = line.judgement.outcome if line.judgement else "not_judged"
    words = _("failure waits for a second person") if line.waits else _(OUTCOME_WORDS[outcome])
    entity = f" ({_entity(line)})" if _entity(line) else ""
    entity += "" if line.lot == "*" else f" · {_('lot {lot}', lot=one_line(line.lot))}"
    first = (
        Content(f"{sign} {line.need.gate.ljust(5)}").stylize(style)
        + Content(f"{one_line(line.need.title)}{entity}: ")
        + Content(words).stylize(style)
    )
    reason = one_line(line.judgement.reason) if line.judgement else ""
    return first + Content(f"\n        {reason}").stylize("$quiet") if reason else first
