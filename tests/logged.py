"""What every unit of work of a use case owes the log (R-93; issue: who, what, old, new, why).

The database in memory asks this at each commit of a use case, so that no test can play an act that
changes something and says nothing of it.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from evalpanel import usecases
from evalpanel.domain.audit import Event

Bodies = Mapping[str, Mapping[tuple[str, ...], bytes]]
DRAFTS = frozenset({"drafts", "draft_history"})
"""A member's own, saved at every pause; all versions stay in the history, and sealing logs them."""
_ONE_WAY: Mapping[str, frozenset[str]] = {
    "acts": frozenset({"act.ask", "act.confirm", "act.withdraw"}),
    "applications": frozenset({"act.confirm"}),
    "members": frozenset({"package.issue", "package.revise"}),
    "openings": frozenset({"consensus.close", "consensus.reopen"}),
    "seals": frozenset({"seal.reopen", "sheet.reopen"}),
    "tenders": frozenset({"act.confirm", "identify", "report.make", "tender.lock"}),
}
"""Per shelf the events that can change a value in one way only, so that they need no `old`."""
_USE_CASES = str(Path(usecases.__file__).parent)


def is_use_case(depth: int = 2) -> bool:
    """Whether the function that many calls up is part of a use case, not of a test."""
    return sys._getframe(depth).f_code.co_filename.startswith(_USE_CASES)


def demand_logged(before: Bodies, after: Bodies, grown: set[str], events: Sequence[Event]) -> None:
    """Fail where something changed without an entry, or what it was is not told.

    `grown` are the ledgers to which something was added, and `documents`.
    """
    changed = {name for name, shelf in after.items() if dict(before.get(name, {})) != dict(shelf)}
    changed = (changed | grown) - DRAFTS
    assert events or not changed, f"nothing is logged of a change of {sorted(changed)}"
    replaced = {
        name
        for name in changed & after.keys()
        if any(after[name].get(key) != body for key, body in before.get(name, {}).items())
    }
    told = {event.what for event in events}
    for name in replaced:
        is_told = any("old" in event.details for event in events)
        assert is_told or told & _ONE_WAY.get(name, frozenset()), (
            f"{sorted(told)} does not say what it takes the place of in {name}"
        )
