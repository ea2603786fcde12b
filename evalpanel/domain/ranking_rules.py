"""How candidates are put in order: rounding, ties, lots and how many are chosen."""

from typing import Literal

from evalpanel.domain.criterion_rules import Minimum
from evalpanel.domain.exact import RoundingMode
from evalpanel.domain.rule_types import Count, Digits, Filled, Id, Number, Some
from evalpanel.domain.toml_model import TomlModel

TIE_ENDS = ("draw", "all_in", "all_out")
"""What can stand last in a tie-break."""


class Rounding(TomlModel):
    """A stage at which figures are rounded, as announced."""

    stage: Literal["item", "weighted", "total"]
    digits: Digits
    mode: RoundingMode


class Ranking(TomlModel):
    """The declared order: total, rounding, thresholds and the tie-break (R-51, R-54)."""

    total_points: Number
    rounding: tuple[Rounding, ...]
    tie_on: Literal["exact", "rounded"]
    tie_break: tuple[Id, ...]
    order_shown: Literal["rank", "alphabet"] = "rank"
    minimum: Minimum | None = None


class SelectBetween(TomlModel):
    """Choose at least `min` and at most `max` candidates."""

    min: Count
    max: Count


class Lot(TomlModel):
    """A lot and how many candidates are chosen in it (R-57, R-60)."""

    id: Id
    title: Filled
    select: Count | SelectBetween | Literal["all"]
    reserve: Count = 0


class LotLimits(TomlModel):
    """How many lots one candidate can get, and the rule for which; only together (R-58)."""

    max_per_candidate: Some | None = None
    allocation: Literal["preference", "lot_order", "best_score"] | None = None
