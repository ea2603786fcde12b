"""A candidate below a threshold: the reason for its letter, and the word of two persons (R-48)."""

from pathlib import Path
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.acts import Act
from evalpanel.domain.exclusions import Pair
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.second_person import AskSecondPerson, SecondKey, confirm_with_key
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.standing import Standing
from evalpanel.usecases.excluding import ask_exclusion
from evalpanel.usecases.ports import Desk


class ConfirmExclusion(Command):
    """Confirm with two persons that a candidate is below a threshold."""

    key = "t"
    anywhere = "f6"
    label = msgid("Threshold")
    help = msgid("Give the reason why a candidate below a threshold falls out; two confirm it.")
    comes_first = True


class ThresholdSteps(DeskScreen):
    """What a screen with a ranking can do about who is below a threshold."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (ConfirmExclusion,)

    standing: Standing | None = None

    @property
    def chosen_pair(self) -> Pair:
        """Lot and code under the cursor."""
        return ("", "")

    @property
    def pair(self) -> Pair | None:
        """The exclusion to confirm: the chosen one, else the first of this lot, else of all."""
        pairs = self.standing.unconfirmed if self.standing else ()
        if self.chosen_pair in pairs:
            return self.chosen_pair
        here = [pair for pair in pairs if pair[0] == self.chosen_pair[0]]
        return next(iter((*here, *pairs)), None)

    def is_possible(self, command: type[Command]) -> bool:
        """There is something to confirm while somebody is below a threshold."""
        if command is ConfirmExclusion:
            return self.pair is not None
        return super().is_possible(command)

    def take(self, name: str, result: Any) -> None:
        """Ask the second person once the first has asked; then look again."""
        if name == "threshold":
            self.typed.pop(name, None)
            self._ask_second_for(result)
        elif name == "threshold-confirm":
            self.look_again()
        else:
            super().take(name, result)

    @on(ConfirmExclusion)
    def confirm_exclusion(self) -> None:
        """Ask the reason, or only the second person where the reason was given before."""
        pair = self.pair
        if self.standing is None or pair is None or not self.is_current:
            return
        waiting = self.standing.waiting_exclusion(pair)
        if waiting is not None:
            self._ask_second_for(waiting)
            return
        lot, code = pair
        text = _(
            "{code} does not reach a threshold in lot {lot} and falls out. Why? The reason goes "
            "into its letter; a second person confirms it.",
            code=code,
            lot=lot,
        )
        kept = self.typed["threshold"]
        title = _("{code} is below the threshold", code=code)
        dialog = AskReason(title, text, _("Record"), 1, kept.get(code, ""))

        def answered(reason: str) -> None:
            kept[code] = reason
            self.begin("threshold", _ask, self.desk, self.reference, pair, reason)

        self.ask(dialog, answered)

    def _ask_second_for(self, act: Act) -> None:
        text = _(
            "{code} is below the threshold in lot {lot} and falls out. Reason: {reason}\n\n"
            "A second person confirms it with a key file of their own.",
            code=act.subject["candidate"],
            lot=act.subject["lot"],
            reason=one_line(act.subject["reason"]),
        )

        def confirmed(key: SecondKey) -> None:
            self.key_file = str(key.file)
            self.begin_with_key(
                "threshold-confirm", confirm_with_key, self.desk, self.reference, act.id, key
            )

        self.look_again()
        self.ask(AskSecondPerson(_("Second person"), text, Path.home(), self.key_file), confirmed)


def _ask(desk: Desk, reference: str, pair: Pair, reason: str) -> Act:
    lot, code = pair
    return ask_exclusion(desk, reference, code, lot, reason=reason)
