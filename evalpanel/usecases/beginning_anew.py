"""What a workspace does not know that was made anew from a recovery code.

The keys follow from the code; what was declared, scored and sealed lay in the workspace, and so did
the memory of which keys went out with a seal. Only a backup holds that.
"""

from evalpanel.domain.anchor import START
from evalpanel.domain.errors import Sentence
from evalpanel.usecases.journal import log_head
from evalpanel.usecases.ports import Desk


def lost_memory(desk: Desk) -> Sentence | None:
    """What to say to somebody whose workspace is empty, or None where the log goes on."""
    with desk.work() as work:
        if log_head(work) != START:
            return None
    return Sentence(
        "Your keys are back, and this workspace begins empty. It does not know what you declared, "
        "scored or sealed before, nor in which rounds your seal is in. If you have a backup, go "
        "on from that: evalpanel restore FILE. If not, tell the process lead before you open or "
        "seal anything, and do not seal again where you sealed already."
    )
