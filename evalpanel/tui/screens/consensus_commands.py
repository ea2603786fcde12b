"""What can be done in the consensus meeting."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class OpenItem(Command):
    """Discuss the chosen item."""

    shown_key = "enter"
    anywhere = "f9"
    label = msgid("Discuss")
    help = msgid("Go to the item that is chosen in the agenda.")


class ShowHeatMap(Command):
    """Turn between agenda and heat map."""

    key = "m"
    anywhere = "f5"
    label = msgid("Map")
    help = msgid("Show the agenda or the map of candidates and items with their spread.")


class RecordUnanimous(Command):
    """Record all items on which everybody gave the same."""

    key = "g"
    anywhere = "f7"
    label = msgid("Same scores")
    help = msgid("Record all items on which everybody gave the same score, with one reason.")


class OtherPanel(Command):
    """Show the meeting of another panel."""

    key = "p"
    label = msgid("Other panel")
    help = msgid("Show the meeting of the next panel of this tender.")


class CloseMeeting(Command):
    """Close the meeting."""

    anywhere = "f6"
    label = msgid("Close the meeting")
    help = msgid("Close the meeting after the last decision; then the ranking can be seen.")


class ShowRanking(Command):
    """Go to the ranking."""

    anywhere = "f8"
    label = msgid("Ranking")
    help = msgid("Show the ranking; possible once the meeting is closed.")


class Reveal(Command):
    """Show all scores of the item together."""

    key = "space,enter"
    shown_key = msgid("space")
    anywhere = "f2"
    label = msgid("Reveal")
    help = msgid("Show the scores and reasons of all members for this item, all together.")


class Decide(Command):
    """Go to the decision."""

    key = "s"
    anywhere = "f2"
    label = msgid("Decide")
    help = msgid("Go to the decision of the panel: first the score, tab goes on.")


class Record(Command):
    """Record the decision."""

    anywhere = "ctrl+s"
    label = msgid("Record")
    help = msgid("Record the decision; a changed decision becomes a new version.")


class AllAgree(Command):
    """Everybody present agrees."""

    anywhere = "f4"
    label = msgid("All agree")
    help = msgid("Tick that everybody who is present agrees with the decision.")
    in_footer = False


class NextItem(Command):
    """Go to the next item of the agenda."""

    key = "right,n"
    shown_key = "→"
    anywhere = "ctrl+n"
    label = msgid("Next")
    help = msgid("Go to the next item of the agenda; what is unfinished here is kept.")


class ItemBefore(Command):
    """Go to the item before."""

    key = "left,p"
    shown_key = "←"
    anywhere = "ctrl+b"
    label = msgid("Before")
    help = msgid("Go to the item before in the agenda; what is unfinished here is kept.")
    in_footer = False


class ShowDossier(Command):
    """Read the dossier."""

    key = "d"
    anywhere = "f3"
    label = msgid("Dossier")
    help = msgid("Read the dossier of this candidate for this item.")


class ShowAgenda(Command):
    """Go to the agenda."""

    key = "a"
    anywhere = "f5"
    label = msgid("Agenda")
    help = msgid("Go back to the agenda of the meeting; what is unfinished here is kept.")
    in_footer = False
