"""Interests of members: cases that somebody else decides before anything is issued (R-11)."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.acts import Act
from evalpanel.domain.conflicts import Case
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.form import names_in
from evalpanel.tui.dialogs.interest import (
    ALLEGE,
    cases_dialog,
    facts_form,
    measure_dialog,
    raise_form,
)
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey, confirm_with_key
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.usecases.conflicts import decide_case, raise_case
from evalpanel.usecases.ports import Desk


class DecideInterests(Command):
    """Decide on the interests that members declared."""

    key = "i"
    label = msgid("Interests")
    help = msgid("Decide on the interests of members, or bring up one that was not declared.")


class InterestSteps(DeskScreen):
    """What a screen can do about interests; it says which cases and candidates there are."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (DecideInterests,)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Every declared or alleged interest."""
        return ()

    @property
    def member_names(self) -> tuple[str, ...]:
        """Everybody on the panel."""
        return ()

    @property
    def candidate_names(self) -> tuple[str, ...]:
        """Every candidate that was opened."""
        return ()

    def is_possible(self, command: type[Command]) -> bool:
        """Interests exist once there are members and candidates."""
        if command is DecideInterests:
            return bool(self.member_names and self.candidate_names)
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Ask the second person for a case about oneself; else look again."""
        if not name.startswith("interest-"):
            super().take(name, result)
            return
        self.typed.pop(name, None)
        if name == "interest-decide" and result is not None:
            self._ask_second_for(result.id)
        self.look_again()

    @on(DecideInterests)
    def decide_interests(self) -> None:
        """Choose the case, or bring one up; a lone open case is asked about at once."""
        if self.is_current:
            self.ask(cases_dialog(self.cases), self._chosen_case)

    def _chosen_case(self, chosen: str) -> None:
        if chosen == ALLEGE:
            self._raise()
            return
        case = self.cases[int(chosen)]
        self.ask(measure_dialog(case), lambda measure: self._decide(case, measure))

    def _decide(self, case: Case, measure: str) -> None:
        form = facts_form(case, measure, self.typed["interest-decide"])
        self.ask(
            form,
            lambda given: self.begin(
                "interest-decide", _decide, self.desk, self.reference, case, measure, given
            ),
        )

    def _ask_second_for(self, act: str) -> None:
        text = _("The case is about you, so it is the decision of a second person, who confirms "
                 "it with a key file of their own.")  # fmt: skip

        def confirmed(key: SecondKey) -> None:
            self.key_file = str(key.file)
            arguments = (self.desk, self.reference, act, key)
            self.begin_with_key("interest-confirm", confirm_with_key, *arguments)

        self.ask(AskSecondPerson(_("Second person"), text, Path.home(), self.key_file), confirmed)

    def _raise(self) -> None:
        members = [(name, one_line(name)) for name in self.member_names]
        self.ask(ChooseOne(_("Whose interest?"), "", members), self._raise_for)

    def _raise_for(self, member: str) -> None:
        candidates = [(name, one_line(name)) for name in self.candidate_names]
        dialog = ChooseOne(_("An interest in whom?"), one_line(member), candidates)

        def chosen(name: str) -> None:
            form = raise_form(member, name, self.typed["interest-raise"])
            self.ask(
                form,
                lambda given: self.begin(
                    "interest-raise", _raise, self.desk, self.reference, member, name, given
                ),
            )

        self.ask(dialog, chosen)


def _decide(
    desk: Desk, reference: str, case: Case, measure: str, given: dict[str, str]
) -> Act | None:
    return decide_case(
        desk, reference, case.member, case.name, measure=measure, facts=given["facts"],
        reason=given["reason"], investigation=given["investigation"],
        lots=names_in(given.get("lots", "")), what=case.what,
    )  # fmt: skip


def _raise(desk: Desk, reference: str, member: str, name: str, given: dict[str, str]) -> Case:
    return raise_case(
        desk, reference, member, name, what=given["what"], alleged_by=given["alleged_by"]
    )
