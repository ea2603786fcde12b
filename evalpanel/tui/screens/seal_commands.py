"""What can be done beside sealing: step back before it, step in after it."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class StepBack(Command):
    """Step back from this round."""

    anywhere = "f7"
    label = msgid("Step back")
    help = msgid(
        "Leave this round before sealing, for good and with a reason, so that the others can go on."
    )
    in_footer = False


class StepIn(Command):
    """Let the own sheet be opened."""

    anywhere = "f8"
    label = msgid("Step in")
    help = msgid(
        "As an alternate who replaces a member: write the file that lets your sheet be opened."
    )
    comes_first = True
