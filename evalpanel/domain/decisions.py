"""When an agreed score counts: everybody present agrees, or the announced fallback says so."""

from collections.abc import Sequence
from typing import Literal

from evalpanel.domain.panel_rules import Fallback

Verdict = Literal["agreed", "open", "by_mean"]
"""The agreed score counts; it does not; the mean of the members' own scores counts instead."""


def weigh_decision(
    present: Sequence[str], agrees: Sequence[str], required: Sequence[str], fallback: Fallback
) -> Verdict:
    """What a decision comes to (R-46, R-49).

    Nobody under `present` or `agrees` means all who are required, or all present. With the
    fallback `chair` the decision of the chair counts, whoever else agrees.
    """
    here = set(present) or set(required)
    if not set(required) <= here:
        return "open"
    agreeing = (set(agrees) & here) if agrees else here
    if agreeing == here:
        return "agreed"
    if fallback == "mean":
        return "by_mean"
    if fallback == "majority":
        return "agreed" if len(agreeing) * 2 > len(here) else "open"
    return "agreed" if fallback == "chair" else "open"
