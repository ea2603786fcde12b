"""The ranking by other panels, against ranking each of them on its own."""

from collections import Counter
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from evalpanel.domain.lot_ranking import by_rank_sum, rank_lot
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.scoring import CellScores
from tests.builders import (
    a_scale,
    first_lot,
    scores_of,
)
from tests.domain.studied import CLEAR, METHODS, ROUNDED, Table, study, tables, two_items


@pytest.mark.parametrize("method", METHODS)
def test_without_an_evaluator_the_announced_rules_rank(method: str) -> None:
    table: Table = {
        name: {item: (*codes, codes[0]) for item, codes in items.items()}
        for name, items in CLEAR.items()
    }
    found = study(two_items(method, 4), table)
    left = [row for row in scores_of(table) if row.evaluator != "E2"]
    expected = first_lot(two_items(method, 3), left)

    assert found.leave_one_out is not None
    without = found.leave_one_out[1]
    assert without.evaluator == "E2"
    assert without.ranks == {one.candidate: one.rank for one in expected.ranking}


def test_an_evaluator_who_decides_is_seen() -> None:
    found = study(
        two_items(evaluators=2),
        {"A": {"X": ("10", "2"), "Y": ("10", "2")}, "B": {"X": ("4", "4"), "Y": ("4", "4")}},
    )

    assert found.leave_one_out is not None
    without_first, without_second = found.leave_one_out
    assert (without_first.first, without_first.selected) == (("B",), ("B",))
    assert without_first.changes_first
    assert without_first.changes_selected
    assert without_first.largest_shift == 1
    assert not without_second.changes_first
    assert without_second.largest_shift == 0


def test_a_trimmed_mean_of_three_says_why_nobody_can_be_left_out() -> None:
    found = study(two_items("trimmed_mean"), CLEAR)

    assert found.leave_one_out is not None
    assert all(one.ranks is None and one.why for one in found.leave_one_out)


def _counted(document: dict[str, Any], table: Table, evaluators: int) -> dict[str, Counter[int]]:
    """The ranks in all m^m draws, each ranked on its own."""
    rules = parse_rules(document)
    ranks: dict[str, Counter[int]] = {name: Counter() for name in table}
    for drawn in product(range(evaluators), repeat=evaluators):
        cells = {
            (name, item): CellScores({f"E{n}": codes[e] for n, e in enumerate(drawn)})
            for name, items in table.items()
            for item, codes in items.items()
        }
        totals = {
            one.candidate: one.total_shown if rules.ranking.tie_on == "rounded" else one.total
            for one in rank_lot(rules, "1", list(table), cells).ranked
        }
        if by_rank_sum(rules, "1"):
            totals = {name: -total for name, total in totals.items()}
        for name, total in totals.items():
            ranks[name][1 + sum(other > total for other in totals.values())] += 1
    return ranks


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    "ranking", [{}, {"rounding": ROUNDED, "tie_on": "rounded"}, {"rounding": ROUNDED}]
)
@settings(max_examples=4, deadline=None)
@given(tables())
def test_resampling_counts_every_draw(method: str, ranking: dict[str, Any], table: Table) -> None:
    document = two_items(method, ranking=ranking)
    found = study(document, table).bootstrap
    expected = _counted(document, table, 3)

    assert found is not None
    assert found.resamples == 10
    for one in found.candidates:
        counts = expected[one.candidate]
        assert Fraction(one.first_exact) == Fraction(counts[1], 27)
        assert one.ranks == {
            str(rank): round(count / 27, 6) for rank, count in sorted(counts.items())
        }
        assert (one.best_rank, one.worst_rank) == (min(counts), max(counts))


def test_even_medians_and_negative_values_are_counted_too() -> None:
    scale = a_scale()
    scale["steps"][-1]["value"] = "-0.25"
    table: Table = {
        "A": {"X": ("10", "2", "6", "2"), "Y": ("8", "2", "2", "4")},
        "B": {"X": ("6", "4", "2", "2"), "Y": ("2", "2", "10", "6")},
    }
    rounding = [{"stage": s, "digits": 1, "mode": "half_up"} for s in ("item", "weighted")]
    document = two_items("median", 4, scale=[scale], ranking={"rounding": rounding})
    found = study(document, table).bootstrap
    expected = _counted(document, table, 4)

    assert found is not None
    for one in found.candidates:
        assert Fraction(one.first_exact) == Fraction(expected[one.candidate][1], 256)


def test_numbers_beyond_machine_integers_stay_exact() -> None:
    table: Table = {
        "A": {"X": ("10", "6", "2"), "Y": ("4", "6", "8")},
        "B": {"X": ("8", "8", "8"), "Y": ("2", "2", "2")},
    }
    rounding = [{"stage": s, "digits": 6, "mode": "half_up"} for s in ("item", "weighted", "total")]
    plain, wide = (
        study(two_items("median", ranking={"rounding": stages, "tie_on": "rounded"}), table)
        for stages in (rounding[:1], rounding)
    )

    assert plain.bootstrap == wide.bootstrap
