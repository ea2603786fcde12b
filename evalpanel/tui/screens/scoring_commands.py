"""What can be done while scoring; no letter here stands beside a step of a scale."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class ChooseStep(Command):
    """Choose a step of the scale."""

    shown_key = "a-e"
    anywhere = "ctrl+l"
    label = msgid("score")
    help = msgid(
        "Type the letter beside a step, or its code (such as 8 or 10). ^l goes to the scale from "
        "everywhere: arrows look at the steps, enter chooses."
    )
    in_footer = False


class WriteReason(Command):
    """Go to the reason."""

    key = "m"
    anywhere = "f2"
    label = msgid("Reason")
    help = msgid("Write the reason for the score; tab goes on to plus, minus, place and question.")


class CitePassage(Command):
    """Take the marked paragraph into the reference."""

    key = "r"
    anywhere = "f3"
    label = msgid("Cite")
    help = msgid("Take page, paragraph and first words of the marked passage as the reference.")
    in_footer = False


class CompareCandidates(Command):
    """Put two candidates side by side."""

    key = "v"
    anywhere = "f4"
    label = msgid("Compare")
    help = msgid("Put two candidates side by side for this item, with your own scores.")


class TurnRound(Command):
    """Go per item or per candidate."""

    key = "o"
    anywhere = "f5"
    label = msgid("Per item or candidate")
    help = msgid("Go through one item across candidates, or one candidate across items.")
    in_footer = False


class SwitchPanes(Command):
    """Show dossier and form, or one of them."""

    anywhere = "f6"
    label = msgid("Panes")
    help = msgid("Show dossier and assessment together, or one of them over the full width.")
    in_footer = False


class UndoChange(Command):
    """Bring back an earlier version."""

    key = "u"
    anywhere = "f7"
    label = msgid("Undo")
    help = msgid("Bring back how this assessment was before; again goes further back.")
    in_footer = False


class NextOpen(Command):
    """Go to what is still open."""

    key = "n"
    anywhere = "f8"
    label = msgid("Next")
    help = msgid("Go to the next assessment that is not complete.")


class SealScores(Command):
    """Check everything and seal."""

    anywhere = "f9"
    label = msgid("Seal")
    help = msgid("See what is missing, and seal your scores when all is complete.")


class AskQuestion(Command):
    """Go to the question field."""

    key = "q"
    anywhere = "ctrl+g"
    label = msgid("Question")
    help = msgid("Note a question that you want answered in the meeting.")
    in_footer = False


class NextCandidate(Command):
    """Go to the next in the list."""

    key = "j,right"
    anywhere = "ctrl+n"
    label = msgid("Next candidate")
    help = msgid("Go to the next candidate (or item) in the list.")
    in_footer = False
    shown_key = "j →"


class PreviousCandidate(Command):
    """Go to the one before in the list."""

    key = "k,left"
    anywhere = "ctrl+b"
    label = msgid("Candidate before")
    help = msgid("Go to the candidate (or item) before in the list.")
    in_footer = False
    shown_key = "k ←"


class NextItem(Command):
    """Go to the next item."""

    key = "right_square_bracket"
    anywhere = "ctrl+o"
    label = msgid("Next item")
    help = msgid("Go to the next item (or candidate).")
    in_footer = False


class PreviousItem(Command):
    """Go to the item before."""

    key = "left_square_bracket"
    anywhere = "ctrl+r"
    label = msgid("Item before")
    help = msgid("Go to the item (or candidate) before.")
    in_footer = False


SCORING_COMMANDS: tuple[type[Command], ...] = (
    ChooseStep,
    WriteReason,
    CitePassage,
    CompareCandidates,
    NextOpen,
    SwitchPanes,
    SealScores,
    TurnRound,
    UndoChange,
    AskQuestion,
    NextCandidate,
    PreviousCandidate,
    NextItem,
    PreviousItem,
)
CHANGES: tuple[type[Command], ...] = (ChooseStep, CitePassage, UndoChange)
"""What cannot be done any more after sealing."""
