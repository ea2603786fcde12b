"""Exact aggregation and ranking against a bare integer loop over the same numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

from evalpanel.domain.lot_numbers import Cells, CellScores, read_lot
from evalpanel.domain.lot_ranking import rank_lot, rank_numbers
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from tests.bench.stopwatch import Race
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item

EVALUATORS, CANDIDATES, ITEMS, LOTS, PLACES = 9, 200, 40, 14, 10
CODES = ("10", "8", "6", "4", "2")
ROUNDINGS = [
    {"stage": stage, "digits": 2, "mode": "half_even"} for stage in ("item", "weighted", "total")
]


def races() -> Iterator[Race]:
    """One lot from whole numbers and from the codes of scores, and fourteen lots.

    `rank_numbers` starts where the bare loop does: with the scores as whole numbers. `rank_lot`
    first reads every cell of codes into those numbers.
    """
    rules, cells = _rules(), _cells(1)
    numbers, bare = read_lot(rules, "1", _names(), cells), partial(_bare, _numbers(cells))
    size = f"{EVALUATORS} × {CANDIDATES} × {ITEMS}"
    yield Race(f"rank {size} / bare integers", partial(rank_numbers, numbers), bare, 2, rounds=25)
    for name, more in (("median", {}), ("mean", {"rounding": ROUNDINGS})):
        other = read_lot(_rules(name, **more), "1", _names(), cells)
        said = f"rank {size}, {name}{' with three roundings' if more else ''} / bare integers"
        yield Race(said, partial(rank_numbers, other), bare)
    whole = partial(rank_lot, rules, "1", _names(), cells)
    yield Race(f"read and rank {size} / bare integers", whole, bare)
    yield Race(
        f"read and rank {size}, with every reason / bare integers",
        lambda: [one.why for one in whole().ranked],
        bare,
        rounds=3,
    )
    lots = [read_lot(rules, "1", _names(), _cells(seed)) for seed in range(LOTS)]
    yield Race(
        f"rank {LOTS} lots of {size} / half of them twice",
        lambda: [rank_numbers(lot) for lot in lots],
        lambda: [rank_numbers(lot) for lot in lots[: LOTS // 2] * 2],
        1.1,
    )


def _bare(numbers: list[list[list[int]]]) -> list[int]:
    totals = []
    for row in numbers:
        total = 0
        for cell in row:
            for score in cell:
                total += score
        totals.append(total)
    return sorted(totals, reverse=True)


def _rules(method: str = "mean", **ranking: Any) -> RuleSet:
    """Items of 1, 2, 3 and 4 points in four criteria, and ties that go to the first of them."""
    criteria = [
        a_criterion(f"C{c}", *(an_item(f"I{n:02}", f"{n % 4 + 1}") for n in range(c, ITEMS, 4)))
        for c in range(4)
    ]
    return parse_rules(
        a_rule_set(
            panel=[a_panel(method, EVALUATORS)],
            criterion=criteria,
            ranking=a_ranking("100", tie_break=["C0", "draw"], **ranking),
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
