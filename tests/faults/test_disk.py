"""Disk full, failing fsync, rename, read-back or commit: the old state stays whole.

Each write of each step, `trust.md` 3: power loss, USB swap.
"""

from tests.faults import failing_database, failing_disk
from tests.faults.campaigns import SEED, share
from tests.faults.conftest import Tell


def test_a_failing_disk_leaves_the_old_state_whole(tell: Tell) -> None:
    counts = tell(failing_disk.run(share(0.1), SEED)).counts
    assert counts["refused with the old state whole"] >= 20


def test_a_failing_database_leaves_the_old_state_whole(tell: Tell) -> None:
    counts = tell(failing_database.run(share(0.1), SEED)).counts
    assert counts["refused with the old state whole"] >= 40
