"""What can be done while the seals come back."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class ConfirmCard(Command):
    """Note that the code of a card was compared."""

    key = "space"
    label = msgid("Code compared")
    help = msgid("Note that you compared the card code of the chosen member by voice.")


class NextRound(Command):
    """Show the members of another panel or round."""

    key = "p"
    label = msgid("Other panel")
    help = msgid("Show who has sealed for the next panel of this tender.")


class TakeSeals(Command):
    """Take sealed files in."""

    anywhere = "f2"
    label = msgid("Take in seals")
    help = msgid("Choose the sealed files (.evseal); paths may also be pasted on the screen.")


class ReopenSeal(Command):
    """Take a seal back."""

    anywhere = "f7"
    label = msgid("Reopen")
    help = msgid(
        "Take the seal of the chosen member back before the opening, with a reason, so that the "
        "member can change the sheet; both versions stay on record."
    )


class OpenRound(Command):
    """Open the round."""

    anywhere = "f6"
    label = msgid("Open the round")
    help = msgid("Open all sheets together; possible once every scoring member has sealed.")
