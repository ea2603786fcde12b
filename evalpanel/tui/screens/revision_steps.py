"""A package that is revised: written by the process lead; a member carries over what stands."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Confirm, Tell
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.home_rows import HomeRow
from evalpanel.tui.msgids import msgid
from evalpanel.tui.screens.workspace_steps import WorkspaceSteps
from evalpanel.usecases.carrying_over import CarryOver, carry_scores, plan_carry_over
from evalpanel.usecases.packing import IssuedPackage
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.revising import revise_packages


class RevisePackage(Command):
    """Write a revision of the package that is out."""

    label = msgid("Revise the package")
    help = msgid("After somebody left or an erratum came: write a revision for everybody.")
    in_footer = False


class CarryOverScores(Command):
    """Carry over the scores that still stand after an erratum."""

    label = msgid("Carry over scores")
    help = msgid("After an erratum: look at your scores that still stand, and carry them over.")
    in_footer = False


class RevisionSteps(WorkspaceSteps):
    """Both stand in the list of commands (ctrl+p) at home, and under more."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (RevisePackage, CarryOverScores)

    def is_possible(self, command: type[Command]) -> bool:
        """While the round of the chosen tender is closed; while something can be carried over."""
        row = self.row
        if command is RevisePackage:
            return bool(row and "revise" in row.possible)
        if command is CarryOverScores:
            return bool(row and row.item.carries)
        return super().is_possible(command)

    def choices(self, row: HomeRow) -> list[tuple[str, str]]:
        """A revision among what is possible now."""
        first = [("revise", _("Revise the package: somebody left, or an erratum came"))]
        return [*(first if "revise" in row.possible else []), *super().choices(row)]

    def do_other(self, reference: str, step: str) -> None:
        """Take what was chosen under more."""
        if step == "revise":
            self.ask_revision()
        else:
            super().do_other(reference, step)

    def take(self, name: str, result: Any) -> None:
        """Say what was done."""
        if name == "revise":
            self.app.push_screen(Tell(_("The package is revised"), _revised_text(result)))
            self.look_again()
        elif name == "plan-carry":
            self._ask_carrying(result)
        elif name == "carry":
            text = _("✓ Carried over: {count}. You can still change them.",
                     count=len(result.carried))  # fmt: skip
            self.app.push_screen(Tell(_("Carry over scores"), text))
            self.look_again()
        else:
            super().take(name, result)

    @on(RevisePackage)
    def ask_revision(self) -> None:
        """Ask why, then where the file goes."""
        row = self.row
        if row is None or not self.is_possible(RevisePackage) or not self.is_current:
            return
        text = _("Everybody opens the new package. Who sealed seals the same sheet again, unless "
                 "the rules changed. The reason is shown to everybody. Why?")  # fmt: skip
        dialog = AskReason(_("Revise the package"), text, _("Go on"), 1)
        self.ask(dialog, partial(self._revise_because, row.item.reference))

    def _revise_because(self, reference: str, reason: str) -> None:
        text = _("For example a stick for the members.")
        dialog = PickFolder(_("Write the package in"), self.workspace.outbox, text)
        self.ask(dialog, partial(self._revise, reference, reason))

    def _revise(self, reference: str, reason: str, folder: Path) -> None:
        self.begin("revise", _revise, self.desk, reference, folder, reason)

    @on(CarryOverScores)
    def show_what_stands(self) -> None:
        """Read what can be carried over."""
        row = self.row
        if row is not None and self.is_possible(CarryOverScores) and self.is_current:
            self.carrying = row.item.reference
            self.begin("plan-carry", plan_carry_over, self.desk, row.item.reference)

    def _ask_carrying(self, plan: CarryOver) -> None:
        dialog = Confirm(_("Carry over scores"), carry_text(plan), _("Carry over"))

        def agreed(answer: bool | None) -> None:
            if answer:
                self.begin("carry", carry_scores, self.desk, self.carrying)

        self.app.push_screen(dialog, agreed)


def carry_text(plan: CarryOver) -> str:
    """The scores that stand, a line per item, and what is to be scored anew and why."""
    items: dict[str, list[str]] = {}
    for score in plan.carried:
        items.setdefault(score.item, []).append(f"{score.candidate} {score.score or '·'}")
    lines = [_("These still stand, with what you wrote:")]
    lines += [f"  {one_line(item)}: {' · '.join(found)}" for item, found in items.items()]
    anew = Counter((cell[2], say(why)) for cell, why in plan.anew)
    if anew:
        lines += ["", _("These you score anew:")]
        lines += [f"  {one_line(item)} ({count}): {why}" for (item, why), count in anew.items()]
    return "\n".join(lines)


def _revised_text(issued: tuple[IssuedPackage, ...]) -> str:
    lines = [_("✓ Written and read back: {file}", file=found.file) for found in issued]
    return "\n".join([*lines, "", _("Give it to every member of the panel.")])


def _revise(desk: Desk, reference: str, folder: Path, reason: str) -> tuple[IssuedPackage, ...]:
    return revise_packages(desk, reference, folder, reason=reason)
