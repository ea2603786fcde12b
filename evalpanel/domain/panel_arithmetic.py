"""The totals of many panels at once, in whole numbers and with every rounding announced.

A panel says how often each evaluator sits in it. Numbers stay whole: a figure is a numerator, and
the parts that make 1 are the same for the whole table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evalpanel.domain.panel_rules import Method
from evalpanel.domain.rank_counts import exact_type
from evalpanel.domain.ranking_rules import Rounding

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class PanelScores:
    """Scores per evaluator, candidate and item in whole numbers, and what happens to them.

    `parts` of a score make one unit of the scale, and a unit of an item is worth its `factors`
    divided by `factor_parts` in points.
    """

    method: Method
    scores: Sequence[Sequence[Sequence[int]]]
    parts: int
    factors: Sequence[int]
    factor_parts: int
    roundings: Sequence[Rounding]


def totals_of(panel: PanelScores, counts: NDArray[Any]) -> NDArray[Any]:
    """The totals, in whole numbers, with a row per panel and a column per candidate.

    `counts` has a row per panel and a column per evaluator.
    """
    import numpy as np

    kind = exact_type(_bound(panel))
    values = np.array(panel.scores, dtype=kind)
    units, parts = _aggregated(panel, values, counts.astype(kind))
    units, parts = _rounded(panel, "item", units, parts)
    points = units * np.array(panel.factors, dtype=kind)
    points, parts = _rounded(panel, "weighted", points, parts * panel.factor_parts)
    return _rounded(panel, "total", points.sum(axis=2), parts)[0]


def _bound(panel: PanelScores) -> int:
    """A number that none of the whole numbers on the way exceeds."""
    scores = [abs(score) for own in panel.scores for row in own for score in row]
    bound = max(scores) * len(panel.scores) * max(map(abs, panel.factors)) * len(panel.factors)
    for rounding in panel.roundings:
        bound *= 4 * 10**rounding.digits
    return bound * panel.parts * panel.factor_parts


def _aggregated(
    panel: PanelScores, values: NDArray[Any], counts: NDArray[Any]
) -> tuple[NDArray[Any], int]:
    """One number per panel, candidate and item by the method, and its parts."""
    size = len(panel.scores)
    if panel.method == "median":
        low, high = _kth(values, counts, (size - 1) // 2), _kth(values, counts, size // 2)
        return low + high, 2 * panel.parts
    flat = counts @ values.reshape(size, -1)
    sums = flat.reshape(-1, *values.shape[1:])
    if panel.method == "trimmed_mean":
        ends = _kth(values, counts, 0) + _kth(values, counts, size - 1)
        return sums - ends, (size - 2) * panel.parts
    return sums, size * panel.parts


def _kth(values: NDArray[Any], counts: NDArray[Any], place: int) -> NDArray[Any]:
    """The score at a place, from 0, when the scores of each panel stand in order."""
    import numpy as np

    order = np.argsort(values, axis=0)
    ordered = np.take_along_axis(values, order, axis=0)
    seen = np.cumsum(counts[:, order], axis=1)
    first = (seen <= place).sum(axis=1)
    return np.asarray(np.take_along_axis(ordered[None], first[:, None], axis=1)[:, 0])


def _rounded(
    panel: PanelScores, stage: str, figures: NDArray[Any], parts: int
) -> tuple[NDArray[Any], int]:
    """The figures as announced for a stage, and their parts; unchanged where nothing was."""
    import numpy as np

    for rounding in panel.roundings:
        if rounding.stage == stage:
            scale = 10**rounding.digits
            sizes = abs(figures) * scale
            floors, twice = sizes // parts, 2 * (sizes % parts)
            halves_up = floors % 2 == 1 if rounding.mode == "half_even" else True
            ups = (twice > parts) | ((twice == parts) & halves_up)
            return np.where(figures < 0, -1, 1) * (floors + ups), scale
    return figures, parts
