"""What can happen to a tender beside its normal course: a menu at home, with its dialogs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.lifecycle import Step
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey
from evalpanel.tui.home_rows import HomeRow
from evalpanel.tui.msgids import msgid
from evalpanel.tui.screens import screen_for
from evalpanel.tui.screens.decision_steps import DecisionSteps
from evalpanel.tui.screens.gates import confirm_all
from evalpanel.tui.words.acts import acts_text
from evalpanel.usecases.course import archive_tender, resume_tender, suspend_tender
from evalpanel.usecases.deciding import withdraw_decision
from evalpanel.usecases.ports import Desk

ON_COMMAND_LINE: tuple[tuple[Step, str, str], ...] = (
    ("plan", msgid("Move a day of the planning"), "evalpanel tender plan {reference} DAY DATE"),
    ("erratum", msgid("Mend the locked rules (erratum)"),
     "evalpanel tender erratum {reference} RULES.toml --reason R --ground G"),
    ("admit", msgid("Let in an application that was kept out"),
     "evalpanel candidate admit {reference} CANDIDATE --reason R"),
    ("new_round", msgid("Issue a later round"),
     "evalpanel issue {reference} --round N --kind KIND --reason R --out FOLDER"),
    ("replace", msgid("Replace or recuse a member"),
     "evalpanel panel replace {reference} OLD NEW --reason R"),
)  # fmt: skip
"""What is done outside the app: its step, what it is, and what to type."""


class ConfirmWaiting(Command):
    """Let a second person confirm what waits."""

    key = "c"
    label = msgid("Second person")
    help = msgid("A second person confirms everything that waits for the chosen tender.")
    comes_first = True


class Resume(Command):
    """Let a suspended tender go on."""

    key = "h"
    label = msgid("Go on again")
    help = msgid("Let the chosen tender go on after its suspension, with a reason.")
    comes_first = True


class OtherSteps(Command):
    """What else can be done with a tender."""

    key = "m"
    anywhere = "f10"
    label = msgid("More")
    help = msgid("Suspend, withdraw a decision, archive, later rounds: what is not every day.")
    comes_first = True


class HomeSteps(DecisionSteps):
    """The menu of the chosen tender; every choice has a dialog, or says what to type."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (ConfirmWaiting, Resume, OtherSteps)

    @property
    def row(self) -> HomeRow | None:
        """The chosen tender."""
        return None

    @property
    def to_decide(self) -> str:
        """The chosen tender, while its decision can be recorded."""
        return self.row.item.reference if self.row and "decision" in self.row.possible else ""

    def is_possible(self, command: type[Command]) -> bool:
        """What fits the chosen tender."""
        row = self.row
        if command is ConfirmWaiting:
            return bool(row and row.acts)
        if command is Resume:
            return bool(row and "resume" in row.possible)
        if command is OtherSteps:
            return bool(row and row.possible)
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Look again after a change."""
        if name.startswith("course-"):
            self.typed.pop(name, None)
            self.look_again()
        else:
            super().take(name, result)

    @on(ConfirmWaiting)
    def confirm_waiting(self) -> None:
        """Show what waits, and ask the second person."""
        row = self.row
        if row is None or not row.acts or not self.is_current:
            return
        names = _names(self.desk, row.item.reference)

        def confirmed(key: SecondKey) -> None:
            self.key_file = str(key.file)
            self.begin_with_key("course-confirm", confirm_all, self.desk, row.item.reference, key)

        text = acts_text(row.acts, names)
        self.ask(AskSecondPerson(_("Second person"), text, Path.home(), self.key_file), confirmed)

    @on(Resume)
    def ask_resume(self) -> None:
        """Ask why it goes on."""
        text = _("Everything goes on where it stood. Why?")
        self._reason("resume", _("Go on again"), text, resume_tender)

    @on(OtherSteps)
    def show_others(self) -> None:
        """Offer what is possible now."""
        row = self.row
        if row is not None and self.is_current:
            dialog = ChooseOne(one_line(row.item.title), "", self.choices(row))
            self.ask(dialog, lambda step: self.do_other(row.item.reference, step))

    def choices(self, row: HomeRow) -> list[tuple[str, str]]:
        """What is possible now: with a dialog first, then what is typed on the command line."""
        found = [
            ("resume", _("Go on after the suspension")),
            ("decision", _("Record the decision")),
            ("withdraw_decision", _("Withdraw the decision")),
            ("rank", _("Look at the ranking: lots side by side, ties, thresholds")),
            ("gate", _("Gates, interests, withdrawals: the steps before scoring")),
            ("suspend", _("Suspend: let everything stand still")),
            ("archive", _("Archive, or stop before a decision")),
        ]
        possible = set[str](row.possible)
        if possible & {"fail_gate", "withdraw", "conflict", "clarify"}:
            possible.add("gate")
        typed = [(step, _(words)) for step, words, _line in ON_COMMAND_LINE]
        return [choice for choice in (*found, *typed) if choice[0] in possible]

    def do_other(self, reference: str, step: str) -> None:
        """Take what was chosen: its dialog, or what to type."""
        lines = {key: (words, line) for key, words, line in ON_COMMAND_LINE}
        if step in lines:
            words, line = lines[step]
            text = _("This is done on the command line:\n\n    {line}\n\n--help says more.",
                     line=line.format(reference=reference))  # fmt: skip
            self.app.push_screen(Tell(_(words), text))
        elif step == "decision":
            self.ask_decision()
        elif step == "resume":
            self.ask_resume()
        elif step == "gate":
            self.app.push_screen(screen_for("prepare", self.desk, self.workspace, reference))
        elif step == "rank":
            self.app.push_screen(screen_for("ranking", self.desk, self.workspace, reference))
        else:
            self._ask_course(step)

    def _ask_course(self, step: str) -> None:
        """Ask the reason for what changes the course as a whole."""
        if step == "suspend":
            text = _("Nothing but planning, withdrawals, questions and interests goes on until it "
                     "is resumed. Why?")  # fmt: skip
            self._reason(step, _("Suspend"), text, suspend_tender)
        elif step == "archive":
            text = _("Afterwards it can be read, verified and exported, and nothing in it can "
                     "change. Before a decision this stops the procedure. Why?")  # fmt: skip
            self._reason(step, _("Archive"), text, archive_tender)
        else:
            text = _("It stays on record, and a new decision goes to everybody. Why?")
            self._reason(step, _("Withdraw the decision"), text, withdraw_decision)

    def _reason(self, step: str, title: str, text: str, function: Callable[..., object]) -> None:
        row = self.row
        if row is not None and self.is_current:
            reference = row.item.reference
            self.ask(
                AskReason(title, text, _("Record"), 1),
                lambda why: self.begin(f"course-{step}", function, self.desk, reference, why),
            )


def _names(desk: Desk, reference: str) -> dict[str, str]:
    with desk.work() as work:
        members = {found.entry.key: found.entry.name for found in work.members.of(reference)}
        return members | {found.id: found.name for found in work.applications.of(reference)}
