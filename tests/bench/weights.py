"""Ranks under drawn weights against plain numpy that does the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

import numpy as np
from numpy.typing import NDArray

from evalpanel.domain.weight_draws import rank_counts_by_weight
from tests.bench.stopwatch import Race

DRAWS, CANDIDATES, ITEMS, MOST = 10_000, 200, 40, 360


def races() -> Iterator[Race]:
    """All draws in one table, and in portions as a careful writer would do it."""
    chance = random.Random(7)  # noqa: S311 - invented scores
    values = [[chance.randrange(MOST + 1) for _ in range(ITEMS)] for _ in range(CANDIDATES)]
    shares = np.array(values, dtype=np.float64) / MOST
    name = f"{DRAWS} weights × {CANDIDATES} × {ITEMS} with ranks"
    ours = partial(rank_counts_by_weight, values, DRAWS)
    yield Race(f"{name} / plain numpy at once", ours, partial(_plain, shares, DRAWS), 1.3)
    yield Race(f"{name} / plain numpy by 1000", ours, partial(_plain, shares, 1_000), 1.3)


def _plain(shares: NDArray[np.float64], portion: int) -> NDArray[np.int64]:
    """Weights from a Dirichlet, ranks 1-2-2-4 by a sort, counted per candidate and rank."""
    stream = np.random.default_rng(1)
    size = len(shares)
    counts = np.zeros(size * size, dtype=np.int64)
    for _ in range(0, DRAWS, portion):
        totals = stream.dirichlet(np.ones(shares.shape[1]), portion) @ shares.T
        order = np.argsort(-totals, axis=1)
        ordered = np.take_along_axis(totals, order, axis=1)
        is_new = np.ones(ordered.shape, dtype=bool)
        is_new[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
        places = np.maximum.accumulate(np.where(is_new, np.arange(size), 0), axis=1)
        ranks = np.empty_like(places)
        np.put_along_axis(ranks, order, places, axis=1)
        counts += np.bincount((ranks + np.arange(size) * size).ravel(), minlength=size * size)
    return counts
