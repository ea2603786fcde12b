"""Cards of members: taken in with a role on a panel, and compared by voice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import on

from evalpanel.domain.people import ROLES
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import role_word
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.compare_card import CompareCard
from evalpanel.tui.dialogs.pick_file import PickFile, PickFolder
from evalpanel.tui.screens.interest_steps import InterestSteps
from evalpanel.tui.screens.prepare_commands import AddCard, CompareCards
from evalpanel.tui.widgets.plain import Plain
from evalpanel.usecases.file_kinds import CARD
from evalpanel.usecases.panel import add_member, confirm_card
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.preparation import Preparation


class CardSteps(InterestSteps):
    """What the checklist does with cards; it shows its work in `#phase`."""

    def on_mount(self) -> None:
        """Nothing is known yet."""
        self.found = Preparation(())
        self.panels: tuple[str, ...] = ()
        self._compared: set[str] = set()

    @on(AddCard)
    def add_card(self) -> None:
        """Choose a card, then its role."""
        self._pick(_("Take in a card"), (CARD,), self._ask_role)

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

        self.ask(CompareCard(entry.name, entry.signed.code), compared)

    def _ask_role(self, card: Path) -> None:
        roles = sorted(ROLES, key=lambda role: role != "assessor")
        options = [(role, role_word(spoken(), role)) for role in roles]
        text = _("{card}\n\nWho has two roles? Take the card in once more.", card=card.name)
        dialog = ChooseOne(_("Role of this member"), text, options)
        self.ask(dialog, lambda role: self._ask_panel(card, role))

    def _ask_panel(self, card: Path, role: str) -> None:
        """Ask on which panel, where the rules announce several."""
        if len(self.panels) < len(("one", "other")):
            self._run("card", _add, self.reference, card, role, "")
            return
        options = [(panel, _("panel {panel}", panel=panel)) for panel in self.panels]
        text = _("{card}\n\nOn both? Take the card in once more.", card=card.name)
        dialog = ChooseOne(_("On which panel?"), text, options)
        self.ask(dialog, lambda panel: self._run("card", _add, self.reference, card, role, panel))

    def _pick(self, title: str, suffixes: tuple[str, ...], then: Callable[[Path], None]) -> None:
        start = self.workspace.inbox
        self.ask(PickFile(title, start, suffixes), then)

    def _pick_folder(self, title: str, then: Callable[[Path], None]) -> None:
        self.ask(PickFolder(title, self.workspace.outbox), then)

    def _run(self, name: str, function: Callable[..., Any], *arguments: Any) -> None:
        self.query_one("#phase", Plain).show(_("One moment…"))
        self.begin(name, function, self.desk, *arguments)


def _add(desk: Desk, reference: str, card: Path, role: str, panel: str) -> None:
    add_member(desk, reference, desk.files.read(card), role, panel)
