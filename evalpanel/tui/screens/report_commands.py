"""What can be done with a report."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class MakeReport(Command):
    """Make the report."""

    anywhere = "f5"
    label = msgid("Make report")
    help = msgid("Draw up the record and print the report; a new version, not signed yet.")


class PickReport(Command):
    """Look at another report."""

    anywhere = "f2"
    label = msgid("Pick a report")
    help = msgid("Choose the PDF of a report that you were given.")


class Sign(Command):
    """Sign the report."""

    anywhere = "f6"
    label = msgid("Sign")
    help = msgid("Sign the report with your passphrase: the chair first, then the members.")
    comes_first = True


class CopyReport(Command):
    """Copy the report to a stick."""

    anywhere = "f4"
    label = msgid("Copy")
    help = msgid("Copy the report to a stick, for those who still have to sign it.")


class MakeVariant(Command):
    """Make a variant of the newest report."""

    anywhere = "f9"
    label = msgid("Variant")
    help = msgid("Make a variant of the newest report: without members' scores, or without names.")


class NoteUnsigned(Command):
    """Note that a member does not sign."""

    anywhere = "f7"
    label = msgid("Does not sign")
    help = msgid("Note that a member declines or cannot be reached; the next version says so.")


class Verify(Command):
    """Check the report."""

    anywhere = "f8"
    label = msgid("Verify")
    help = msgid("Check the signatures of this report and recompute its ranking.")


class GiveCodes(Command):
    """Type the codes to compare."""

    anywhere = "f3"
    label = msgid("Codes")
    help = msgid("Type seal codes or card codes that members gave you, to compare.")
