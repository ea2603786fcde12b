"""What a ranking hangs on: every figure against a slow and obvious count of the same thing."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.errors import HasProblems, WrongUsage
from evalpanel.domain.lot_ranking import by_rank_sum, rank_lot
from evalpanel.domain.robustness import MOST_DRAWS, robustness
from evalpanel.domain.robustness_answer import LotRobustness
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.scorefile import ScoreRow
from evalpanel.domain.scoring import CellScores
from tests.builders import (
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    a_rule_set,
    a_scale,
    an_item,
    first_lot,
    scores_of,
)

Table = dict[str, dict[str, Sequence[str]]]
CODES = ("10", "8", "6", "4", "2")
METHODS = ("mean", "median", "trimmed_mean", "rank_sum")
ROUNDED = [
    {"stage": "item", "digits": 1, "mode": "half_even"},
    {"stage": "weighted", "digits": 1, "mode": "half_up"},
    {"stage": "total", "digits": 0, "mode": "half_up"},
]


def two_items(method: str = "mean", evaluators: int = 3, **changes: Any) -> dict[str, Any]:
    """Items X of 6 and Y of 4 points, one place."""
    usual = {
        "panel": [a_panel(method, evaluators)],
        "criterion": [a_criterion("C", an_item("X", "6"), an_item("Y", "4"))],
        "ranking": a_ranking("10", **changes.pop("ranking", {})),
    }
    return a_rule_set(**(usual | changes))


def study(document: dict[str, Any], table: Table, draws: int = 50) -> LotRobustness:
    return robustness(document, scores_of(table), draws).lots[0]


def tables(evaluators: int = 3, candidates: int = 3) -> st.SearchStrategy[Table]:
    """A code of every evaluator for every candidate on X and Y."""
    cell: st.SearchStrategy[Sequence[str]] = st.lists(
        st.sampled_from(CODES), min_size=evaluators, max_size=evaluators
    )
    row = st.fixed_dictionaries({"X": cell, "Y": cell})
    return st.fixed_dictionaries(dict.fromkeys("ABCD"[:candidates], row))


CLEAR: Table = {
    "A": {"X": ("10", "10", "8"), "Y": ("8", "6", "8")},
    "B": {"X": ("6", "8", "8"), "Y": ("10", "8", "8")},
    "C": {"X": ("2", "4", "4"), "Y": ("4", "2", "4")},
}


# Leaving out one evaluator


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


# Every panel that could have been drawn


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


# Other weights, one weight, one score


@settings(max_examples=20, deadline=None)
@given(tables(candidates=4), st.sampled_from([1, 2, 3]))
def test_within_the_interval_nobody_overtakes_and_beyond_it_somebody_does(
    table: Table, places: int
) -> None:
    found = study(two_items(lot=[a_lot(select=places)]), table)
    shares = {
        name: [sum(map(Fraction, items[item]), Fraction(0)) / 30 for item in ("X", "Y")]
        for name, items in table.items()
    }

    assert found.weight_intervals is not None
    for own, interval in enumerate(found.weight_intervals):
        for which, count in ((interval.first_exact, 1), (interval.selected_exact, places)):
            assert which is not None
            low, high = map(Fraction, which)
            ahead = _best({n: s[0] * 6 + s[1] * 4 for n, s in shares.items()}, count)

            def holds(t: Fraction, own: int = own, ahead: frozenset[str] = ahead) -> bool:
                totals = {n: t * s[own] + (1 - t) * s[1 - own] for n, s in shares.items()}
                return all(totals[a] >= totals[b] for a in ahead for b in totals if b not in ahead)

            assert 0 <= low <= Fraction(6 - 2 * own, 10) <= high <= 1
            assert holds(low)
            assert holds(high)
            nearby = Fraction(1, 10**6)
            assert low == 0 or not holds(low - nearby)
            assert high == 1 or not holds(high + nearby)


def _best(totals: dict[str, Fraction], count: int) -> frozenset[str]:
    line = sorted(totals.values(), reverse=True)[count - 1]
    return frozenset(name for name, total in totals.items() if total >= line)


def _cheapest(table: Table, values: dict[str, Fraction], codes: Sequence[str], places: int) -> int:
    """The fewest steps of one score after which somebody new is above; 0 for none."""

    def total(items: dict[str, Sequence[str]]) -> Fraction:
        mean = {
            item: sum((values[c] for c in found), Fraction(0)) / 3 for item, found in items.items()
        }
        return mean["X"] * 6 + mean["Y"] * 4

    totals = {name: total(items) for name, items in table.items()}
    ahead = _best(totals, places)
    behind = set(totals) - ahead
    found = []
    for name, items in table.items():
        for item, given_ in items.items():
            for e, code in enumerate(given_):
                for to in codes:
                    changed = {**items, item: [*given_[:e], to, *given_[e + 1 :]]}
                    after = {**totals, name: total(changed)}
                    if any(after[b] > after[a] for a in ahead for b in behind):
                        found.append(abs(codes.index(code) - codes.index(to)))
    return min(found, default=0)


@pytest.mark.parametrize("on_range", [False, True])
@settings(max_examples=25, deadline=None)
@given(tables(candidates=3), st.sampled_from([1, 2]))
def test_the_cheapest_flip_is_what_trying_every_score_finds(
    on_range: bool, table: Table, places: int
) -> None:
    scale = a_scale(from_="2", to="10", step="2") if on_range else a_scale()
    found = study(two_items(scale=[scale], lot=[a_lot(select=places)]), table)
    values = {code: Fraction(code) / 10 for code in CODES}

    for flips, count in ((found.first_place, 1), (found.cut, places)):
        assert (flips.flip.steps if flips and flips.flip else 0) == _cheapest(
            table, values, CODES, count
        )


def test_a_flip_that_is_carried_out_turns_the_outcome() -> None:
    found = study(two_items(), CLEAR)

    assert found.first_place is not None
    assert found.first_place.gap_exact == "2/3"
    flip = found.first_place.flip
    assert flip is not None
    rows = [
        row.model_copy(update={"score": flip.to})
        if (row.evaluator, row.candidate, row.item) == (flip.evaluator, flip.candidate, flip.item)
        else row
        for row in scores_of(CLEAR)
    ]
    assert found.first == (flip.overtaken,)
    assert first_lot(two_items(), rows).ranking[0].candidate == flip.overtakes


def test_a_step_scale_that_does_not_go_down_is_searched_in_full() -> None:
    values = dict(zip(CODES, ("0.5", "1.0", "0.75", "0", "-0.5"), strict=True))
    scale = a_scale()
    for step in scale["steps"]:
        step["value"] = values[step["code"]]
    found = study(two_items(scale=[scale]), CLEAR)
    exact = {code: Fraction(value) for code, value in values.items()}

    assert found.first_place is not None
    assert found.first_place.flip is not None
    assert found.first_place.flip.steps == _cheapest(CLEAR, exact, CODES, 1)


def test_a_criterion_without_weight_is_refused_before_anything_is_divided_by_it() -> None:
    document = two_items(
        criterion=[
            a_criterion("C", an_item("X", None, weight="1"), weight="1"),
            a_criterion("D", an_item("Y", None, weight="1"), weight="0"),
        ]
    )

    with pytest.raises(HasProblems) as caught:
        study(document, CLEAR)
    assert [problem.path for problem in caught.value.problems] == ["criterion[1].item[0].weight"]


# What cannot be told


def test_one_evaluator_one_item_or_one_candidate_leave_little_to_tell() -> None:
    alone = study(two_items(evaluators=1), {"A": {"X": ("8",), "Y": ("6",)}})

    assert (alone.leave_one_out, alone.bootstrap, alone.weights, alone.cut) == (None,) * 4
    assert alone.why["bootstrap"] == "There is only one evaluator."
    assert alone.why["weights"].startswith("Nobody stands behind")
    one_item = a_rule_set(criterion=[a_criterion("C", an_item("X", "10"))], ranking=a_ranking("10"))
    table = {name: {"X": items["X"]} for name, items in CLEAR.items()}
    assert study(one_item, table).why["weight_intervals"].startswith("There is only one item")


def test_the_sum_of_ranks_has_no_weights_and_no_closed_form() -> None:
    found = study(two_items("rank_sum"), CLEAR)

    assert set(found.why) == {"weights", "weight_intervals", "first_place", "cut"}
    assert found.bootstrap is not None


def test_everybody_selected_leaves_no_cut() -> None:
    found = study(two_items(lot=[a_lot(select="all")]), CLEAR)

    assert set(found.why) == {"cut"}
    assert found.weights is not None
    assert {one.selected for one in found.weights.candidates} == {1.0}


def test_announced_rounding_takes_away_the_closed_form() -> None:
    found = study(two_items(ranking={"rounding": ROUNDED[1:2]}), CLEAR)

    assert set(found.why) == {"first_place", "cut"}
    assert any("rounding" in note for note in found.notes)
    on_total = study(two_items(ranking={"rounding": ROUNDED[2:], "tie_on": "rounded"}), CLEAR)
    assert set(on_total.why) == {"first_place", "cut"}
    told_exactly = study(two_items(ranking={"rounding": ROUNDED[2:]}), CLEAR)
    assert told_exactly.why == {}


def test_ten_evaluators_are_too_many_to_resample() -> None:
    table: Table = {
        name: {item: [codes[0]] * 10 for item, codes in items.items()}
        for name, items in CLEAR.items()
    }

    assert "more than 9" in study(two_items(evaluators=10), table).why["bootstrap"]


def test_two_panels_are_not_resampled() -> None:
    document = a_rule_set(
        panel=[a_panel(id="p", criteria=["A"]), a_panel("median", id="q", criteria=["B"])],
        criterion=[a_criterion("A", an_item("X", "6")), a_criterion("B", an_item("Y", "4"))],
        ranking=a_ranking("10"),
    )
    found = study(document, CLEAR)

    assert set(found.why) == {"bootstrap", "first_place", "cut"}
    assert found.leave_one_out is not None


def test_a_consensus_panel_is_studied_by_the_mean_and_says_so() -> None:
    found = robustness(two_items("consensus"), scores_of(CLEAR), 10)

    assert found.method == "consensus"
    assert found.lots[0].rule == "mean"
    assert "consensus" in found.lots[0].notes[0]
    assert found.lots[0].first == ("A",)


def test_few_evaluators_carry_almost_no_information() -> None:
    assert any("only 10 panels" in note for note in study(two_items(), CLEAR).notes)


def test_candidates_below_a_threshold_are_left_out_and_counted() -> None:
    document = two_items(ranking={"minimum": {"points": "5"}})
    found = study(document, CLEAR)

    assert found.weights is not None
    assert [one.candidate for one in found.weights.candidates] == ["A", "B"]
    assert any("1 candidate(s) below a threshold" in note for note in found.notes)
    nobody = study(two_items(ranking={"minimum": {"points": "10"}}), CLEAR)
    assert nobody.bootstrap is None
    assert nobody.first == ()


def test_an_incomplete_lot_answers_nothing_and_says_why() -> None:
    hole: Table = {**CLEAR, "C": {"X": ("2", "", "4"), "Y": ("4", "2", "4")}}
    found = study(two_items(), hole)

    assert found.leave_one_out is None
    assert set(found.why.values()) == {"1 score(s) are missing."}


def test_a_trimmed_mean_of_two_cannot_be_studied() -> None:
    panel = a_panel("trimmed_mean", 3, on_recusal={"continue_if_at_least": 2})
    table: Table = {
        name: {item: codes[:2] for item, codes in items.items()} for name, items in CLEAR.items()
    }
    found = study(two_items(panel=[panel]), table)

    assert found.bootstrap is None
    assert "too few" in found.why["bootstrap"]


@pytest.mark.parametrize("draws", [0, -1, MOST_DRAWS + 1])
def test_the_number_of_draws_has_bounds(draws: int) -> None:
    with pytest.raises(WrongUsage):
        robustness(two_items(), scores_of(CLEAR), draws)


def test_scores_that_do_not_fit_are_named() -> None:
    row = ScoreRow(evaluator="E1", lot="1", candidate="A", item="X", score="9")

    with pytest.raises(HasProblems):
        robustness(two_items(), [row])
