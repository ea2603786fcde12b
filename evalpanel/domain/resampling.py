"""The ranks under every panel that could have been drawn from the evaluators, counted exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from evalpanel.domain.panel_arithmetic import PanelScores, totals_of
from evalpanel.domain.rank_counts import RankCounts
from evalpanel.domain.rank_sum import rank_sums
from evalpanel.domain.ranking_rules import Rounding
from evalpanel.domain.resamples import resamples
from evalpanel.domain.scale import unit_value
from evalpanel.domain.studied_lot import StudiedLot, whole

_Value = TypeVar("_Value")
_CELLS = 1_000_000
"""How many numbers are worked on at a time."""


def rank_counts_by_panel(lot: StudiedLot) -> list[list[int]]:
    """Per ranked candidate the number of draws of a panel with each rank, from 1 on.

    All m^m draws of m evaluators are counted, as C(2m-1, m) different panels.
    """
    import numpy as np

    panel = _panel_scores(lot)
    every = resamples(len(lot.evaluators))
    counts = np.array(every.counts, dtype=np.int64)
    times = np.array(every.times, dtype=np.int64)
    found = RankCounts(len(lot.ranked))
    cells = len(lot.evaluators) * len(lot.ranked) * len(panel.factors)
    chunk = max(1, _CELLS // cells)
    for start in range(0, len(counts), chunk):
        part = slice(start, start + chunk)
        found.add(totals_of(panel, counts[part]), times[part])
    return found.table()


def _panel_scores(lot: StudiedLot) -> PanelScores:
    (method,) = lot.methods
    if method == "rank_sum":
        return _by_ranks(lot)
    roundings = _deciding(lot)
    factors, factor_parts = whole([lot.factor(item) for item in lot.items])
    values, parts = whole(
        [
            unit_value(lot.rules.scale_of(item), lot.scores.cells[c, item.id].scores[evaluator])
            for evaluator in lot.evaluators
            for c in lot.ranked
            for item in lot.items
        ]
    )
    rows = _in_rows(values, len(lot.items))
    if method == "mean" and not lot.rounds_at("item", "weighted"):
        totals = [(sum(f * v for f, v in zip(factors, row, strict=True)),) for row in rows]
        return PanelScores(
            method, _in_rows(totals, len(lot.ranked)), parts, (1,), factor_parts, roundings
        )
    return PanelScores(
        method, _in_rows(rows, len(lot.ranked)), parts, factors, factor_parts, roundings
    )


def _by_ranks(lot: StudiedLot) -> PanelScores:
    """The places that each evaluator gives, doubled to be whole and negative, as low is good."""
    places = rank_sums(lot.rules, lot.scores.lot, lot.scores.candidates, lot.scores.cells)
    scores = [
        [(-int(2 * places[candidate][n]),) for candidate in lot.ranked]
        for n in range(len(lot.evaluators))
    ]
    return PanelScores("mean", scores, 1, (1,), 1, ())


def _deciding(lot: StudiedLot) -> tuple[Rounding, ...]:
    """The roundings that decide: that of the total only where ties are told on it."""
    ranking = lot.rules.ranking
    return tuple(r for r in ranking.rounding if r.stage != "total" or ranking.tie_on == "rounded")


def _in_rows(values: Sequence[_Value], width: int) -> list[Sequence[_Value]]:
    return [values[n : n + width] for n in range(0, len(values), width)]
