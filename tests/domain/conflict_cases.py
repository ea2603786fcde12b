"""Cases about an interest, with only what a test is about."""

from typing import Any

from evalpanel.domain.conflicts import ConflictCase


def a_case(member: str = "a", **changes: Any) -> ConflictCase:
    """A decided case of a member about candidate Alpha."""
    base: dict[str, Any] = {
        "reference": "T", "member": member, "name": "Alpha", "what": "Shares", "alleged_by": "",
        "facts": "F", "investigation": "", "measure": "none", "lots": (), "reason": "R",
        "decided_by": "L", "by": "L", "at": "now",
    }  # fmt: skip
    return ConflictCase(**(base | changes))
