"""What can be done with the ranking."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class WhyThisNumber(Command):
    """Explain the total of the chosen candidate."""

    shown_key = "enter"
    anywhere = "f9"
    label = msgid("Why")
    help = msgid("Show every step from the scores to the total of the chosen candidate.")


class NextLot(Command):
    """Go to the next lot."""

    key = "right"
    shown_key = "→"
    anywhere = "ctrl+n"
    label = msgid("Next lot")
    help = msgid("Show the ranking of the next lot.")


class LotBefore(Command):
    """Go to the lot before."""

    key = "left"
    shown_key = "←"
    anywhere = "ctrl+b"
    label = msgid("Lot before")
    help = msgid("Show the ranking of the lot before.")
    in_footer = False


class Identify(Command):
    """Unmask the candidates, with two persons."""

    anywhere = "f7"
    label = msgid("Identify")
    help = msgid("Show the names beside the codes; a second person confirms with a key file.")


class GoToReport(Command):
    """Go to the report."""

    anywhere = "f8"
    label = msgid("Report")
    help = msgid("Make and sign the report; possible once the candidates are identified.")
