"""What a gate can come to, and what that does to a candidate (R-20, R-22)."""

from typing import Literal

from evalpanel.domain.rules import Gate

GateOutcome = Literal[
    "not_judged", "met", "comparable", "repair", "failed", "accepted", "not_accepted"
]

GATE_ORDER = ("exclusion", "suitability", "condition", "selection")
"""Kinds of gates in the order in which they are judged (R-22)."""
PASSING = frozenset({"met", "comparable", "accepted"})
REFUSING = frozenset({"failed", "not_accepted"})
CONDITION_OUTCOMES: tuple[GateOutcome, ...] = ("accepted", "not_accepted", "not_judged")
"""Of a condition nobody judges ability."""
GATE_OUTCOMES: tuple[GateOutcome, ...] = ("met", "comparable", "repair", "failed", "not_judged")
"""Of every other kind."""


def outcomes_of(gate: Gate) -> tuple[GateOutcome, ...]:
    """The outcomes that a gate can have; comparable evidence only where it was announced."""
    if gate.kind == "condition":
        return CONDITION_OUTCOMES
    return tuple(found for found in GATE_OUTCOMES if found != "comparable" or gate.comparable)


def needs_proportionality(gate: Gate, outcome: GateOutcome) -> bool:
    """Whether an outcome needs a reason why it is proportionate: a facultative ground (R-25)."""
    return gate.kind == "exclusion" and not gate.mandatory and outcome in REFUSING
