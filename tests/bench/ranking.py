"""Exact aggregation and ranking against a bare integer loop over the same numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial

from evalpanel.domain.lot_ranking import rank_lot
from evalpanel.domain.ranking import place_candidates
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import Cells, CellScores, score_candidate
from evalpanel.domain.ties import TieBreak
from tests.bench.stopwatch import Race
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item

EVALUATORS, CANDIDATES, ITEMS, LOTS, PLACES = 9, 200, 40, 14, 10
CODES = ("10", "8", "6", "4", "2")


def races() -> Iterator[Race]:
    """One lot with and without the reasons for every number, and fourteen lots."""
    rules, cells = _rules(), _cells(1)
    numbers = _numbers(cells)
    size = f"{EVALUATORS} × {CANDIDATES} × {ITEMS}"
    yield Race(
        f"rank {size}, totals and places / bare integers",
        partial(_totals_and_places, rules, cells),
        partial(_bare, numbers),
        2,
    )
    yield Race(
        f"rank {size}, with every reason / bare integers",
        partial(rank_lot, rules, "1", _names(), cells),
        partial(_bare, numbers),
        rounds=3,
    )
    lots = [_cells(seed) for seed in range(LOTS)]
    yield Race(
        f"rank {LOTS} lots of {size} / one lot {LOTS} times",
        lambda: [_totals_and_places(rules, lot) for lot in lots],
        lambda: [_totals_and_places(rules, cells) for _ in lots],
        1.1,
        rounds=3,
    )


def _totals_and_places(rules: RuleSet, cells: Cells) -> object:
    totals = {name: score_candidate(rules, "1", name, cells).total for name in _names()}
    return place_candidates(totals, PLACES, 0, TieBreak(("draw",), {}))


def _bare(numbers: list[list[list[int]]]) -> list[int]:
    totals = []
    for row in numbers:
        total = 0
        for cell in row:
            for score in cell:
                total += score
        totals.append(total)
    return sorted(totals, reverse=True)


def _rules() -> RuleSet:
    items = (an_item(f"I{n:02}", "1") for n in range(ITEMS))
    return parse_rules(
        a_rule_set(
            panel=[a_panel("mean", EVALUATORS)],
            criterion=[a_criterion("C", *items)],
            ranking=a_ranking(str(ITEMS)),
            lot=[a_lot("1", PLACES)],
        )
    )


def _names() -> list[str]:
    return [f"K{n:03}" for n in range(CANDIDATES)]


def _cells(seed: int) -> Cells:
    chance = random.Random(seed)  # noqa: S311 - invented scores
    return {
        (name, f"I{n:02}"): CellScores({f"E{e}": chance.choice(CODES) for e in range(EVALUATORS)})
        for name in _names()
        for n in range(ITEMS)
    }


def _numbers(cells: Cells) -> list[list[list[int]]]:
    return [
        [[int(code) for code in cells[name, f"I{n:02}"].scores.values()] for n in range(ITEMS)]
        for name in _names()
    ]
