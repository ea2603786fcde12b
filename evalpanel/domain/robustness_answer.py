"""What `robustness --json` answers: how far a ranking hangs on one evaluator, weight or score."""

from typing import Literal

from pydantic import Field

from evalpanel.domain.model import Model
from evalpanel.domain.panel_rules import Method


class WithoutEvaluator(Model):
    """The ranking without one evaluator; null and `why` where the method needs more scores."""

    evaluator: str
    ranks: dict[str, int | None] | None
    first: tuple[str, ...]
    selected: tuple[str, ...]
    changes_first: bool
    changes_selected: bool
    largest_shift: int | None
    why: str | None


class RankShares(Model):
    """In which share of the cases a candidate gets which rank; equals share the better rank.

    `first` is the share with rank 1, `selected` that with a rank within the places.
    """

    candidate: str
    first: float
    first_exact: str
    selected: float
    selected_exact: str
    best_rank: int
    worst_rank: int
    ranks: dict[str, float]


class Resampling(Model):
    """Every panel of the same size that can be drawn, with return, from the evaluators."""

    resamples: int
    candidates: tuple[RankShares, ...]


class WeightDraws(Model):
    """Weights drawn evenly from all that exist, again the same for the same seed."""

    draws: int
    seed: int
    generator: Literal["PCG64"] = "PCG64"
    candidates: tuple[RankShares, ...]


class WeightInterval(Model):
    """From where to where the weight of an item can go, the others in proportion.

    All are shares of the total. Within the interval nobody overtakes; at its end two are equal.
    """

    item: str
    weight: float
    first: tuple[float, float]
    first_exact: tuple[str, str]
    selected: tuple[float, float]
    selected_exact: tuple[str, str]


class Flip(Model):
    """The one score of one evaluator whose change by the fewest steps turns the outcome."""

    evaluator: str
    candidate: str
    item: str
    from_: str = Field(alias="from")
    to: str
    steps: int
    overtaken: str
    overtakes: str


class Flips(Model):
    """The gap in points across the first place or the cut, and the cheapest flip; null for none."""

    gap: str
    gap_exact: str
    flip: Flip | None


class LotRobustness(Model):
    """One lot; what cannot be told is null, with a reason under `why`."""

    lot: str
    rule: Method
    evaluators: int
    candidates: int
    first: tuple[str, ...]
    selected: tuple[str, ...]
    leave_one_out: tuple[WithoutEvaluator, ...] | None
    bootstrap: Resampling | None
    weights: WeightDraws | None
    weight_intervals: tuple[WeightInterval, ...] | None
    first_place: Flips | None
    cut: Flips | None
    why: dict[str, str]
    notes: tuple[str, ...]


class Robustness(Model):
    """What `robustness --json` answers; it informs, and changes no score or rank."""

    format: Literal["evalpanel/robustness/1"] = Field(
        default="evalpanel/robustness/1", alias="schema"
    )
    rules_sha256: str
    method: Method
    lots: tuple[LotRobustness, ...]
