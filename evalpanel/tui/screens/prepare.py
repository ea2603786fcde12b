"""Prepare: the steps before scoring, how each stands, and one key per step."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.conflicts import Case
from evalpanel.domain.errors import EvalPanelError, HasProblems
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Confirm, Tell
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.screens.card_steps import CardSteps
from evalpanel.tui.screens.gates import GatesScreen, confirm_all
from evalpanel.tui.screens.interest_steps import DecideInterests
from evalpanel.tui.screens.name_steps import NameSteps, SearchNames
from evalpanel.tui.screens.prepare_commands import (
    AddCard,
    CompareCards,
    ConfirmActs,
    DoStep,
    InvitePanel,
    IssuePackage,
    IssueWithOffice,
    JudgeGates,
    LockRules,
    OpenApplications,
    ReceiveApplications,
    TakeRules,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.acts import acts_text
from evalpanel.tui.words.preparation import INTERESTS, StepRow, member_line, step_rows, why_not
from evalpanel.usecases.applications import ask_opening, receive_applications
from evalpanel.usecases.conflicts import list_cases
from evalpanel.usecases.file_kinds import CARD
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import Preparation, list_steps
from evalpanel.usecases.tenders import create_tender, get_tender, lock_tender, rules_of

STEP_COMMANDS: dict[str, type[Command]] = {
    "rules": TakeRules,
    "lock": LockRules,
    "receive": ReceiveApplications,
    "opening": OpenApplications,
    "gates": JudgeGates,
    "invite": InvitePanel,
    "cards": AddCard,
    INTERESTS: DecideInterests,
    "issue": IssuePackage,
}
TOML = (".toml",)


class PrepareScreen(NameSteps, CardSteps):
    """A checklist for the organiser; a step that cannot be taken yet says so."""

    CSS_PATH = "prepare.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        DoStep,
        CompareCards,
        ConfirmActs,
        *STEP_COMMANDS.values(),
        IssueWithOffice,
    )
    TITLE_WORDS = msgid("Prepare a tender")
    EXPLANATION = msgid(
        "The steps before anybody scores, in their order. ✓ is done, ► can be done now, · must "
        "wait. Enter does the chosen step, or press its number.\n\nSome steps need a second "
        "person: the opening, and every failed gate. That person brings a key file and types a "
        "passphrase here (F7).\n\nThe invitation is a file to hand out and a code to tell by "
        "voice. Members answer with a card; you declare your own interests too (F4 on the first "
        "screen) and take in your own card. Compare the code of every card with its member by "
        "voice (F8).\n\nAn interest that a member declared is a case that somebody else decides "
        "(i): with which measure, on which facts and why. When the announced panel is complete "
        "and every interest is decided, the package can be issued. Names in dossiers are searched "
        "before that (n): a name that the panel would read keeps the package back."
    )

    def compose_body(self) -> ComposeResult:
        """The steps and the members."""
        with Vertical(id="prepare"):
            steps = OptionList(id="steps", markup=False)
            steps.border_title = Content(_("Steps"))
            yield steps
            yield Plain(id="phase")
            yield Plain(id="members")

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.rows: tuple[StepRow, ...] = ()
        self._cases: tuple[Case, ...] = ()
        self.show_place(*(part for part in (self.reference, _("Prepare")) if part))

    def on_screen_resume(self) -> None:
        """Look again, as another screen may have changed something."""
        self.look_again()

    def look_again(self) -> None:
        """Load the steps, the members and their interests."""
        self.begin("steps", _load, self.desk, self.reference)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every declared or alleged interest."""
        return self._cases

    @property
    def member_names(self) -> tuple[str, ...]:
        """Everybody whose card is in."""
        return tuple(member.entry.name for member in self.found.members)

    @property
    def candidate_names(self) -> tuple[str, ...]:
        """Every candidate that was opened."""
        found = [one.application for one in self.found.applicants]
        return tuple(one.name for one in found if one.is_opened_with_others)

    @property
    def chosen(self) -> StepRow | None:
        """The step under the cursor."""
        index = self.query_one("#steps", OptionList).highlighted
        return self.rows[index] if index is not None and index < len(self.rows) else None

    def _can_take(self, row: StepRow) -> bool:
        """The gates can be looked at as long as there are any (R-22)."""
        are_gates = row.id == "gates" and bool(self.candidate_names)
        return row.is_possible or are_gates

    def is_possible(self, command: type[Command]) -> bool:
        """What the state of the steps allows."""
        if command is CompareCards:
            return any(not member.confirmed for member in self.found.members)
        if command is ConfirmActs:
            return bool(self.found.waiting)
        if command is DoStep:
            return self.chosen is not None and self._can_take(self.chosen)
        if command is SearchNames:
            return bool(self.candidate_names)
        if command is IssueWithOffice:
            command = IssuePackage
        if command is DecideInterests or command not in STEP_COMMANDS.values():
            return super().is_possible(command)
        return any(self._can_take(r) for r in self.rows if STEP_COMMANDS[r.id] is command)

    def take(self, name: str, result: Any) -> None:
        """Show the steps, or what a step gave."""
        if name == "steps":
            self._show(*result)
            return
        if name.startswith(("interest-", "names-")):
            super().take(name, result)
            return
        self.query_one("#phase", Plain).show("")
        if name == "rules":
            self.reference = result.reference
            self.show_place(self.reference, _("Prepare"))
        elif name == "ask_opening":
            self._ask_second()
        elif name == "invite":
            self._tell_code(str(result.file), result.code)
        elif name == "issue":
            files = "\n".join(str(issued.file) for issued in result)
            words = _("Hand this file to every member:\n\n{files}", files=files)
            self.app.push_screen(Tell(_("The package was issued"), words))
        elif name == "compared":
            self.compare_cards()
        self.look_again()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """List every problem of a file, so that all can be mended at once."""
        self.query_one("#phase", Plain).show("")
        if isinstance(error, HasProblems):
            lines = [f"{one_line(p.path)}: {say(p.sentence)}" for p in error.problems]
            if name == "issue":
                lines.append(_("Next: close this, and press n to decide on each name."))
            self.app.push_screen(Why(say(error.sentence), lines))
        else:
            super().fail(name, error)

    @on(OptionList.OptionSelected)
    @on(DoStep)
    def do_step(self) -> None:
        """Take the step under the cursor; where it cannot be taken, say so."""
        row = self.chosen
        if row is None or not self.is_current:
            return
        if self._can_take(row):
            self.post_message(STEP_COMMANDS[row.id]())
        else:
            self.query_one("#phase", Plain).show(why_not(row))

    @on(OptionList.OptionHighlighted)
    def choose(self) -> None:
        """Offer what fits the chosen step."""
        self.query_one("#phase", Plain).show("")
        self.refresh_bindings()

    @on(TakeRules)
    def take_rules(self) -> None:
        """Choose a rule set."""
        self._pick(_("Take in a rule set"), TOML, lambda f: self._run("rules", _create, f))

    @on(LockRules)
    def lock_rules(self) -> None:
        """Ask before the rules are locked."""
        text = _("After the lock nothing in the rule set can change but its planning.")
        dialog = Confirm(_("Lock the rule set"), text, _("Lock"))
        self.ask(dialog, lambda _yes: self._run("lock", lock_tender, self.reference))

    @on(ReceiveApplications)
    def receive(self) -> None:
        """Choose the list of candidates."""
        self._pick(
            _("Receive applications"), TOML,
            lambda f: self._run("receive", _receive, self.reference, f),
        )  # fmt: skip

    @on(OpenApplications)
    def open_applications(self) -> None:
        """Ask for the opening; the second person follows."""
        self._run("ask_opening", ask_opening, self.reference)

    @on(ConfirmActs)
    def confirm_acts(self) -> None:
        """Let a second person confirm all that waits."""
        self._ask_second()

    @on(JudgeGates)
    def judge_gates(self) -> None:
        """Go to the gates."""
        self.app.push_screen(GatesScreen(self.desk, self.workspace, self.reference))

    @on(InvitePanel)
    def invite(self) -> None:
        """Choose where the invitation goes."""
        self._pick_folder(
            _("Invite the panel"), lambda d: self._run("invite", invite_panel, self.reference, d)
        )

    @on(IssuePackage)
    def issue(self) -> None:
        """Choose where the package goes."""
        self._pick_folder(
            _("Issue the package"), lambda d: self._run("issue", issue_packages, self.reference, d)
        )

    @on(IssueWithOffice)
    def issue_with_office(self) -> None:
        """Choose the card of the office, then where the package goes (`trust.md` 2.4)."""

        def chosen(card: Path) -> None:
            self._pick_folder(
                _("Issue the package"),
                lambda d: self._run("issue", _issue_with_office, self.reference, d, card),
            )

        self._pick(_("Card of the records office"), (CARD,), chosen)

    def _ask_second(self) -> None:
        names = {one.application.id: one.application.name for one in self.found.applicants}
        text = acts_text(self.found.waiting, names)

        def confirm(key: SecondKey) -> None:
            self.key_file = str(key.file)
            self.begin_with_key("confirm", confirm_all, self.desk, self.reference, key)

        dialog = AskSecondPerson(_("Second person"), text, Path.home(), self.key_file)
        self.ask(dialog, confirm)

    def _tell_code(self, file: str, code: str) -> None:
        text = _(
            "Hand out this file:\n{file}\n\nTell this code by voice, never in the same message; "
            "it is shown only now:\n\n    {code}",
            file=file,
            code=code,
        )
        self.app.push_screen(Tell(_("Invitation"), text))

    def _show(self, found: Preparation, cases: tuple[Case, ...], panels: tuple[str, ...]) -> None:
        rows = self.query_one("#steps", OptionList)
        self.found, self._cases, self.panels = found, cases, panels
        self.rows = tuple(step_rows(found, cases))
        rows.clear_options()
        rows.add_options([Option(row.content) for row in self.rows])
        todo = [n for n, row in enumerate(self.rows) if row.is_possible and not row.is_done]
        rows.highlighted = todo[0] if todo else 0
        if self.is_current:
            rows.focus()
        done = sum(step.is_done for step in found.steps)
        self.show_status(_("{done} of {total} done", done=done, total=len(found.steps)))
        self.query_one("#members", Plain).show("\n".join(map(member_line, found.members)))
        self.refresh_bindings()


def _create(desk: Desk, file: Path) -> Any:
    return create_tender(desk, desk.files.read(file))


def _receive(desk: Desk, reference: str, file: Path) -> None:
    receive_applications(desk, reference, desk.files.read(file), file.parent)


def _issue_with_office(desk: Desk, reference: str, folder: Path, card: Path) -> Any:
    return issue_packages(desk, reference, folder, office_card=desk.files.read(card))


def _load(desk: Desk, reference: str) -> tuple[Preparation, tuple[Case, ...], tuple[str, ...]]:
    """The steps, the interests once there are members, and the announced panels."""
    found = list_steps(desk, reference)
    if not reference:
        return found, (), ()
    with desk.work() as work:
        panels = tuple(panel.id for panel in rules_of(get_tender(work, reference)).panels)
    return found, list_cases(desk, reference) if found.members else (), panels
