"""Ranks under weights drawn evenly from all weights that exist (rank acceptability).

Weights are the gaps between sorted whole numbers of 32 bits, so they sum to 2^32 exactly and real
ties stay ties. They come straight from the raw PCG64 stream, which is the same in every version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from evalpanel.domain.rank_counts import FLOAT_BITS, RankCounts, exact_type, largest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SEED = 2026
WEIGHT_BITS = 32
_CHUNK = 250
"""Draws worked on at a time, so that they stay in the processor's cache."""


def rank_counts_by_weight(
    values: Sequence[Sequence[int]], draws: int, seed: int = SEED
) -> list[list[int]]:
    """Per candidate the number of draws with each rank, from 1 on.

    `values` has a row per candidate with a whole number per item, in one unit for all items.
    """
    import numpy as np

    kind = exact_type(largest(values) << WEIGHT_BITS, FLOAT_BITS)
    by_item = np.array(values, dtype=kind).T
    stream = np.random.PCG64(seed)
    counts = RankCounts(len(values))
    for start in range(0, draws, _CHUNK):
        weights = _weights(stream, min(_CHUNK, draws - start), by_item.shape[0])
        counts.add(weights.astype(kind) @ by_item)
    return counts.table()


def _weights(stream: np.random.PCG64, draws: int, items: int) -> NDArray[np.int64]:
    """A row of whole weights per draw, which sum to 2^32."""
    import numpy as np

    cuts = np.empty((draws, items + 1), dtype=np.int64)
    cuts[:, 0], cuts[:, -1] = 0, 1 << WEIGHT_BITS
    raw = stream.random_raw(draws * (items - 1)) >> np.uint64(64 - WEIGHT_BITS)
    cuts[:, 1:-1] = raw.reshape(draws, items - 1)
    cuts[:, 1:-1].sort(axis=1)
    return np.diff(cuts, axis=1)
