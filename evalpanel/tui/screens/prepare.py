"""Prepare: the steps before scoring, how each stands, and one key per step."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from evalpanel.domain.errors import EvalPanelError, HasProblems
from evalpanel.domain.people import ROLES, Member
from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import role_word, roles_text
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.compare_card import CompareCard
from evalpanel.tui.dialogs.dialog import Confirm, Tell
from evalpanel.tui.dialogs.pick_file import PickFile, PickFolder
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.gates import GatesScreen, confirm_all
from evalpanel.tui.screens.prepare_commands import (
    AddCard,
    CompareCards,
    ConfirmActs,
    DoStep,
    InvitePanel,
    IssuePackage,
    JudgeGates,
    LockRules,
    OpenApplications,
    ReceiveApplications,
    TakeRules,
)
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.acts import acts_text
from evalpanel.usecases.applications import ask_opening, receive_applications
from evalpanel.usecases.inviting import invite_panel
from evalpanel.usecases.issuing import issue_packages
from evalpanel.usecases.panel import add_member, confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import Preparation, Step, list_steps
from evalpanel.usecases.tenders import create_tender, lock_tender

STEP_WORDS = {
    "rules": msgid("Take in the rule set"),
    "lock": msgid("Lock the rule set"),
    "receive": msgid("Receive the applications"),
    "opening": msgid("Open them with two persons"),
    "gates": msgid("Judge the gates"),
    "invite": msgid("Invite the panel"),
    "cards": msgid("Take in the cards"),
    "issue": msgid("Issue the package"),
}
STEP_COMMANDS: dict[str, type[Command]] = {
    "rules": TakeRules,
    "lock": LockRules,
    "receive": ReceiveApplications,
    "opening": OpenApplications,
    "gates": JudgeGates,
    "invite": InvitePanel,
    "cards": AddCard,
    "issue": IssuePackage,
}
TOML = (".toml",)


class PrepareScreen(DeskScreen):
    """A checklist for the organiser; a step that cannot be taken yet says so."""

    CSS_PATH = "prepare.tcss"
    OFFERS: ClassVar[tuple[type[Command], ...]] = (
        DoStep,
        CompareCards,
        ConfirmActs,
        *STEP_COMMANDS.values(),
    )
    TITLE_WORDS = msgid("Prepare a tender")
    EXPLANATION = msgid(
        "The steps before anybody scores, in their order. ✓ is done, ► can be done now, · must "
        "wait. Enter does the chosen step, or press its number.\n\nSome steps need a second "
        "person: the opening, and every failed gate. That person brings a key file and types a "
        "passphrase here (F7).\n\nThe invitation is a file to hand out and a code to tell by "
        "voice. Members answer with a card; you declare your own interests too (F4 on the first "
        "screen) and take in your own card. Compare the code of every card with its member by "
        "voice (F8). When the announced panel is complete the package can be issued."
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
        self.found = Preparation(())
        self._key_file = ""
        self._compared: set[str] = set()
        self.show_place(*(part for part in (self.reference, _("Prepare")) if part))

    def on_screen_resume(self) -> None:
        """Look again, as another screen may have changed something."""
        self._load()

    def is_possible(self, command: type[Command]) -> bool:
        """What the state of the steps allows."""
        if command is CompareCards:
            return any(not member.confirmed for member in self.found.members)
        if command is ConfirmActs:
            return bool(self.found.waiting)
        step = next((s for s in self.found.steps if STEP_COMMANDS[s.id] is command), None)
        return step.is_possible if step else super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Show the steps, or what a step gave."""
        if name == "steps":
            self._show(result)
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
        self._load()

    def fail(self, name: str, error: EvalPanelError) -> None:
        """List every problem of a file, so that all can be mended at once."""
        self.query_one("#phase", Plain).show("")
        if isinstance(error, HasProblems):
            lines = [f"{one_line(p.path)}: {say(p.sentence)}" for p in error.problems]
            self.app.push_screen(Why(say(error.sentence), lines))
        else:
            super().fail(name, error)

    @on(OptionList.OptionSelected)
    @on(DoStep)
    def do_step(self) -> None:
        """Take the step under the cursor, if it can be taken."""
        index = self.query_one("#steps", OptionList).highlighted
        if index is not None and self.is_current and self.found.steps[index].is_possible:
            self.post_message(STEP_COMMANDS[self.found.steps[index].id]())

    @on(TakeRules)
    def take_rules(self) -> None:
        """Choose a rule set."""
        self._pick(_("Take in a rule set"), TOML, lambda f: self._run("rules", _create, f))

    @on(LockRules)
    def lock_rules(self) -> None:
        """Ask before the rules are locked."""
        text = _("After the lock nothing in the rule set can change but its planning.")
        dialog = Confirm(_("Lock the rule set"), text, _("Lock"))
        self._ask(dialog, lambda _yes: self._run("lock", lock_tender, self.reference))

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

    @on(AddCard)
    def add_card(self) -> None:
        """Choose a card, then its role."""
        self._pick(_("Take in a card"), (".evcard",), self._ask_role)

    @on(CompareCards)
    def compare_cards(self) -> None:
        """Ask about the next card that was not compared yet."""
        waiting = [m.entry for m in self.found.members if not m.confirmed]
        waiting = [entry for entry in waiting if entry.key not in self._compared]
        if not waiting:
            return
        entry = waiting[0]

        def compared(_yes: bool) -> None:
            self._compared.add(entry.key)
            self._run("compared", confirm_card, self.reference, entry.key)

        self._ask(CompareCard(entry.name, entry.signed.code), compared)

    @on(IssuePackage)
    def issue(self) -> None:
        """Choose where the package goes."""
        self._pick_folder(
            _("Issue the package"), lambda d: self._run("issue", issue_packages, self.reference, d)
        )

    def _ask_role(self, card: Path) -> None:
        roles = sorted(ROLES, key=lambda role: role != "assessor")
        options = [(role, role_word(spoken(), role)) for role in roles]
        text = _("{card}\n\nWho has two roles? Take the card in once more.", card=card.name)
        dialog = ChooseOne(_("Role of this member"), text, options)
        self._ask(dialog, lambda role: self._run("card", _add, self.reference, card, role))

    def _ask_second(self) -> None:
        names = {one.application.id: one.application.name for one in self.found.applicants}
        text = acts_text(self.found.waiting, names)

        def confirm(key: SecondKey) -> None:
            self._key_file = str(key.file)
            self._run("confirm", confirm_all, self.reference, key)

        dialog = AskSecondPerson(_("Second person"), text, Path.home(), self._key_file)
        self._ask(dialog, confirm)

    def _tell_code(self, file: str, code: str) -> None:
        text = _(
            "Hand out this file:\n{file}\n\nTell this code by voice, never in the same message; "
            "it is shown only now:\n\n    {code}",
            file=file,
            code=code,
        )
        self.app.push_screen(Tell(_("Invitation"), text))

    def _pick(self, title: str, suffixes: tuple[str, ...], then: Callable[[Path], None]) -> None:
        start = self.workspace.inbox
        self._ask(PickFile(title, start, suffixes), then)

    def _pick_folder(self, title: str, then: Callable[[Path], None]) -> None:
        self._ask(PickFolder(title, self.workspace.outbox), then)

    def _ask(self, dialog: Any, then: Callable[[Any], None]) -> None:
        def answered(answer: Any) -> None:
            if answer is not None:
                then(answer)

        self.app.push_screen(dialog, answered)

    def _run(self, name: str, function: Callable[..., Any], *arguments: Any) -> None:
        self.query_one("#phase", Plain).show(_("One moment…"))
        self.begin(name, function, self.desk, *arguments)

    def _load(self) -> None:
        self.begin("steps", list_steps, self.desk, self.reference)

    def _show(self, found: Preparation) -> None:
        rows = self.query_one("#steps", OptionList)
        self.found = found
        rows.clear_options()
        rows.add_options([Option(_row(n, step)) for n, step in enumerate(found.steps, 1)])
        todo = [n for n, s in enumerate(found.steps) if s.is_possible and not s.is_done]
        rows.highlighted = todo[0] if todo else 0
        rows.focus()
        done = sum(step.is_done for step in found.steps)
        self.show_status(_("{done} of {total} done", done=done, total=len(found.steps)))
        self.query_one("#members", Plain).show("\n".join(map(_member_line, found.members)))
        self.refresh_bindings()


def _member_line(member: Member) -> str:
    entry = member.entry
    sign, words = ("✓", _("code compared")) if member.confirmed else ("○", _("compare the code"))
    roles = roles_text(spoken(), entry.roles)
    return f"{sign} {one_line(entry.name)}: {roles} · {words} {entry.signed.code}"


def _create(desk: Desk, file: Path) -> Any:
    return create_tender(desk, desk.files.read(file))


def _receive(desk: Desk, reference: str, file: Path) -> None:
    receive_applications(desk, reference, desk.files.read(file), file.parent)


def _add(desk: Desk, reference: str, card: Path, role: str) -> None:
    add_member(desk, reference, desk.files.read(card), role)


def _row(number: int, step: Step) -> Content:
    sign, style = ("✓", "$success") if step.is_done else ("►", "bold $accent")
    if not step.is_done and not step.is_possible:
        sign, style = "·", "$quiet"
    words = _(STEP_WORDS[step.id])
    return Content(f"{number} {sign} {words.ljust(28)} ").stylize(style) + Content(
        one_line(say(step.detail))
    ).stylize("$quiet")
