"""How often each candidate gets each rank, over many rankings at once and without rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOAT_BITS, INT_BITS = 53, 62
"""Whole numbers up to two to these powers are exact in floats and in machine integers."""


class RankCounts:
    """A count per candidate and rank, filled ranking by ranking; ranks are 1-2-2-4."""

    def __init__(self, candidates: int) -> None:
        """Start with nothing counted."""
        import numpy as np

        self._size = candidates
        self._counts: NDArray[np.int64] = np.zeros(candidates * candidates, dtype=np.int64)

    def add(self, totals: NDArray[Any], times: NDArray[np.int64] | None = None) -> None:
        """Count the ranks in a row of totals per ranking, each as often as `times` says."""
        import numpy as np

        best_first = np.argsort(-totals, axis=1)
        ordered = np.take_along_axis(totals, best_first, axis=1)
        places = np.zeros(totals.shape, dtype=np.int64)
        places[:, 1:] = np.where(ordered[:, 1:] == ordered[:, :-1], 0, np.arange(1, self._size))
        np.maximum.accumulate(places, axis=1, out=places)
        places += best_first * self._size
        weights = None if times is None else np.repeat(times, self._size)
        counted = np.bincount(places.ravel(), weights, minlength=self._counts.size)
        self._counts += counted.astype(np.int64)

    def shares(self) -> list[list[Fraction]]:
        """Per candidate the share of the rankings in which it has each rank, from 1 on."""
        table = self._counts.reshape(self._size, self._size).tolist()
        return [[Fraction(count, sum(row)) for count in row] for row in table]


def exact_type(most: int, float_bits: int = 0) -> Any:
    """The quickest kind of number in which whole numbers up to `most` stay exact."""
    import numpy as np

    if most < 1 << float_bits:
        return np.float64
    return np.int64 if most < 1 << INT_BITS else object


def largest(rows: Iterable[Sequence[int]]) -> int:
    """The largest size of a number in a table."""
    return max((abs(value) for row in rows for value in row), default=0)
