"""How often each candidate gets each rank, over many rankings at once and without rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

        best_first, is_equal = self._in_order(totals)
        places = np.zeros(totals.shape, dtype=np.int64)
        places[:, 1:] = np.arange(1, self._size)
        tied = is_equal.any(axis=1)
        places[:, 1:][is_equal] = 0
        places[tied] = np.maximum.accumulate(places[tied], axis=1)
        places += best_first * self._size
        weights = None if times is None else np.repeat(times, self._size)
        counted = np.bincount(places.ravel(), weights, minlength=self._counts.size)
        self._counts += counted.astype(np.int64)

    def _in_order(self, totals: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Each row's candidates, best first, and whether each equals the one before.

        A total and its candidate fit in one machine integer as a rule, which sorts far quicker.
        """
        import numpy as np

        bits = self._size.bit_length()
        if abs(totals).max() < 1 << (INT_BITS - bits):
            own = np.arange(self._size)
            keys = np.sort((-totals.astype(np.int64) << bits) | own, axis=1)
            values = keys >> bits
            return keys & ((1 << bits) - 1), values[:, 1:] == values[:, :-1]
        order = np.argsort(-totals, axis=1)
        ordered = np.take_along_axis(totals, order, axis=1)
        return order, ordered[:, 1:] == ordered[:, :-1]

    def table(self) -> list[list[int]]:
        """Per candidate how often it has each rank, from 1 on."""
        rows: list[list[int]] = self._counts.reshape(self._size, self._size).tolist()
        return rows


def exact_type(most: int, float_bits: int = 0) -> Any:
    """The quickest kind of number in which whole numbers up to `most` stay exact."""
    import numpy as np

    if most < 1 << float_bits:
        return np.float64
    return np.int64 if most < 1 << INT_BITS else object


def largest(rows: Iterable[Sequence[int]]) -> int:
    """The largest size of a number in a table."""
    return max((abs(value) for row in rows for value in row), default=0)
