"""What can be done before anybody scores."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class DoStep(Command):
    """Take the chosen step."""

    shown_key = "enter"
    anywhere = "f9"
    label = msgid("Do this step")
    help = msgid("Take the step that is chosen in the list.")


class TakeRules(Command):
    """Take in a rule set."""

    key = "1"
    label = msgid("Rule set")
    help = msgid("Take in a rule set (TOML); all its problems are listed at once.")
    in_footer = False


class LockRules(Command):
    """Lock the rule set."""

    key = "2"
    label = msgid("Lock")
    help = msgid("Lock the rule set; from then on only the planning changes without an erratum.")
    in_footer = False


class ReceiveApplications(Command):
    """Receive the applications."""

    key = "3"
    label = msgid("Receive")
    help = msgid("Register what came in from a list of candidates (TOML).")
    in_footer = False


class OpenApplications(Command):
    """Open the applications with two persons."""

    key = "4"
    label = msgid("Opening")
    help = msgid("Open the applications; a second person confirms with a key file.")
    in_footer = False


class JudgeGates(Command):
    """Judge the gates."""

    key = "5"
    label = msgid("Gates")
    help = msgid("Judge what every candidate must meet before the panel sees it.")
    in_footer = False


class InvitePanel(Command):
    """Write the invitation."""

    key = "6"
    label = msgid("Invite")
    help = msgid("Write the invitation for the members, and show the code to tell them.")
    in_footer = False


class AddCard(Command):
    """Take a card in."""

    key = "7"
    label = msgid("Card")
    help = msgid("Take in the card of a member and give it a role.")
    in_footer = False


class IssuePackage(Command):
    """Issue the package."""

    key = "8"
    label = msgid("Issue")
    help = msgid("Write the package with the dossiers; then panel and candidates are fixed.")
    in_footer = False


class IssueWithOffice(Command):
    """Issue the package and name a records office."""

    label = msgid("Issue with a records office")
    help = msgid("Write the package, and name an office that receives the seals beside you.")
    in_footer = False


class CompareCards(Command):
    """Compare the codes of the cards."""

    key = "c"
    anywhere = "f8"
    label = msgid("Compare codes")
    help = msgid("Compare the code of every new card with its member, by voice.")


class ConfirmActs(Command):
    """Let a second person confirm what waits."""

    anywhere = "f7"
    label = msgid("Second person")
    help = msgid("A second person confirms everything that waits, with a key file.")


class JudgeGate(Command):
    """Judge the chosen gate."""

    shown_key = "enter"
    anywhere = "f9"
    label = msgid("Judge")
    help = msgid("Give the outcome and the reason for the chosen gate.")


class NextCandidate(Command):
    """Go to the next candidate."""

    key = "right"
    shown_key = "→"
    anywhere = "ctrl+n"
    label = msgid("Next")
    help = msgid("Show the gates of the next candidate.")


class CandidateBefore(Command):
    """Go to the candidate before."""

    key = "left"
    shown_key = "←"
    anywhere = "ctrl+b"
    label = msgid("Before")
    help = msgid("Show the gates of the candidate before.")
