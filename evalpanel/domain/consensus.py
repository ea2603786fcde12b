"""The consensus meeting: what diverges, what was agreed and by whom (R-41 to R-49)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evalpanel.domain.criterion_rules import Scale
from evalpanel.domain.decisions import Verdict, weigh_decision
from evalpanel.domain.model import Model
from evalpanel.domain.package import Cell
from evalpanel.domain.panel_rules import Fallback
from evalpanel.domain.scale import spread_in_steps, value_of


class Decision(Model):
    """One agreed score; a change is a new version, the old one stays (R-47)."""

    reference: str
    panel: str
    round: int
    lot: str
    candidate: str
    item: str
    version: int
    score: str
    reason: str
    present: tuple[str, ...]
    agrees: tuple[str, ...]
    remark: str = ""
    outside_reason: str = ""
    internal_note: str = ""
    by: str
    at: str

    @property
    def key(self) -> tuple[str, ...]:
        """Tender, panel and round."""
        return (self.reference, self.panel, str(self.round))

    @property
    def cell(self) -> Cell:
        """Lot, candidate and item."""
        return (self.lot, self.candidate, self.item)


@dataclass(frozen=True)
class Spread:
    """How far the members lie apart in a cell."""

    cell: Cell
    scores: Mapping[str, str]
    """Code of the scale per member key."""
    steps: int
    at_stake: Fraction
    """Spread as a share of the scale times the points of the item."""
    must_discuss: bool

    @property
    def is_unanimous(self) -> bool:
        """Whether every member gave the same score."""
        return len(set(self.scores.values())) == 1


def spread_of(
    cell: Cell, scores: Mapping[str, str], scale: Scale, points: Fraction, discuss_from_steps: int
) -> Spread:
    """The spread of the members' scores in one cell (R-44)."""
    values = [value_of(scale, code) for code in scores.values()]
    steps = spread_in_steps(scale, tuple(set(scores.values())))
    at_stake = (max(values) - min(values)) * points
    return Spread(cell, dict(scores), steps, at_stake, steps >= discuss_from_steps)


def agenda(spreads: Iterable[Spread]) -> tuple[Spread, ...]:
    """The order of the meeting: most points at stake first, then as the rules order the cells.

    Never an order by what can still change who is selected: it would betray the standing.
    """
    return tuple(sorted(spreads, key=lambda spread: (-spread.at_stake, -spread.steps)))


def latest_decisions(decisions: Iterable[Decision]) -> dict[Cell, Decision]:
    """The version of each decision that counts, whatever the order in which they come."""
    ordered = sorted(decisions, key=lambda decision: (decision.round, decision.version))
    return {decision.cell: decision for decision in ordered}


def is_outside(score: str, given: Sequence[str]) -> bool:
    """Whether nobody gave this step, so that it needs a reason of its own (R-45)."""
    return score not in given


def weigh(decision: Decision, required: Sequence[str], fallback: Fallback) -> Verdict:
    """What a decision comes to when these members are required (R-46)."""
    return weigh_decision(decision.present, decision.agrees, required, fallback)


def is_agreed(decision: Decision, required: Sequence[str], fallback: Fallback) -> bool:
    """Whether a decision settles its cell: by agreement, or as the announced fallback says."""
    return weigh(decision, required, fallback) != "open"


def speaking_order(spread: Spread, chair: str, draw: Callable[[str], bytes]) -> tuple[str, ...]:
    """Who speaks first: the score given least often, then as drawn; the chair last (R-42)."""
    given = Counter(spread.scores.values())
    return tuple(
        sorted(
            spread.scores,
            key=lambda member: (member == chair, given[spread.scores[member]], draw(member)),
        )
    )
