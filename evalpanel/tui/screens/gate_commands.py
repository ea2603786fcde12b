"""What can be done about the gates of one candidate."""

from evalpanel.tui.commands import Command
from evalpanel.tui.msgids import msgid


class JudgeForLot(Command):
    """Judge the chosen gate for one lot only."""

    key = "l"
    label = msgid("For one lot")
    help = msgid("Judge the chosen gate for one lot of the candidate; the other lots stay.")


class TakeAnswer(Command):
    """Record what the candidate answered."""

    key = "a"
    label = msgid("Answer")
    help = msgid("Record the answer to the request about the chosen gate, and when it came.")


class WithdrawCandidate(Command):
    """Record that a candidate withdraws."""

    key = "w"
    label = msgid("Withdraws")
    help = msgid("Record that this candidate withdraws, from all its lots or from one.")
