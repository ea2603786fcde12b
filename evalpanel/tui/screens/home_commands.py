"""What can be done at home."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class GoOn(Command):
    """Do the next step of the chosen tender."""

    shown_key = "enter"
    anywhere = "f9"
    label = msgid("Go on")
    help = msgid("Do the next step of the tender that is chosen in the list.")
    in_footer = False


class OpenPackage(Command):
    """Open a package of dossiers."""

    anywhere = "f2"
    label = msgid("Open package")
    help = msgid("Open the file with dossiers (.evpack) that the process lead gave you.")


class ShowCard(Command):
    """Show my card of the chosen tender."""

    anywhere = "f3"
    label = msgid("My card")
    help = msgid("Show the code of your card, to compare with the process lead.")


class OpenInvitation(Command):
    """Answer an invitation."""

    anywhere = "f4"
    label = msgid("Invitation")
    help = msgid("Open an invitation (.evinvite), declare your interests and make your card.")


class CopyKey(Command):
    """Copy the key file."""

    anywhere = "f5"
    label = msgid("My key file")
    help = msgid("Copy your key file to a stick, to confirm something as the second person.")


class NewTender(Command):
    """Prepare a new tender."""

    anywhere = "f6"
    label = msgid("New tender")
    help = msgid("Take in a rule set and prepare a tender, as its process lead.")


class SignReport(Command):
    """Sign a report."""

    anywhere = "f7"
    label = msgid("Report")
    help = msgid("Look at a report that you were given, and sign it.")


class VerifyReport(Command):
    """Check a report."""

    anywhere = "f8"
    label = msgid("Verify")
    help = msgid("Check the signatures of a report and recompute its ranking.")
