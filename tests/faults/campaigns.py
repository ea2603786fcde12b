"""All kinds of faults with their full counts, as issue and `trust.md` 3 ask for them."""

from collections.abc import Callable, Iterable, Mapping

from tests.conftest import heavy
from tests.faults import (
    damaged_files,
    failing_database,
    failing_disk,
    killing,
    orders,
    torn_journal,
)
from tests.faults.damaged_files import KINDS
from tests.faults.figures import Figures

SEED = 20261122
KILLS, TAILS, CHANGES = 200, 200, 2000


def share(part: float) -> float:
    """That part of the cases, or all with EVALPANEL_FULL."""
    return 1.0 if heavy(10) > 1 else part


CAMPAIGNS: Mapping[str, tuple[int, Callable[[int], Iterable[Figures]]]] = {
    "kills": (KILLS, lambda count: (killing.run(count, SEED),)),
    "journal": (TAILS, lambda count: (torn_journal.run(count, SEED),)),
    "disk": (100, lambda count: (failing_disk.run(count / 100, SEED),)),
    "database": (100, lambda count: (failing_database.run(count / 100, SEED),)),
    "orders": (orders.ALL, lambda count: (orders.run(count, SEED),)),
    "changes": (CHANGES, lambda count: (damaged_files.run(k, count, SEED) for k in KINDS)),
}
"""Name, full count (for disk and database a percentage of all cases), and how to run it."""
