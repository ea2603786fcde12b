"""What cannot be told of a ranking is null and says why."""

import pytest

from evalpanel.domain.errors import HasProblems, WrongUsage
from evalpanel.domain.robustness import MOST_DRAWS, robustness
from evalpanel.domain.scorefile import ScoreRow
from tests.builders import (
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    a_rule_set,
    an_item,
    scores_of,
)
from tests.domain.studied import CLEAR, ROUNDED, Table, study, two_items


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
    assert any("One candidate below a threshold" in note for note in found.notes)
    nobody = study(two_items(ranking={"minimum": {"points": "10"}}), CLEAR)
    assert nobody.bootstrap is None
    assert nobody.first == ()


def test_an_incomplete_lot_answers_nothing_and_says_why() -> None:
    hole: Table = {**CLEAR, "C": {"X": ("2", "", "4"), "Y": ("4", "2", "4")}}
    found = study(two_items(), hole)

    assert found.leave_one_out is None
    assert set(found.why.values()) == {"One score is missing."}


@pytest.mark.parametrize("draws", [0, -1, MOST_DRAWS + 1])
def test_the_number_of_draws_has_bounds(draws: int) -> None:
    with pytest.raises(WrongUsage):
        robustness(two_items(), scores_of(CLEAR), draws)


def test_scores_that_do_not_fit_are_named() -> None:
    row = ScoreRow(evaluator="E1", lot="1", candidate="A", item="X", score="9")

    with pytest.raises(HasProblems):
        robustness(two_items(), [row])


def test_every_lot_stands_on_its_own_and_says_so() -> None:
    document = two_items(
        lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "lot_order"},
    )
    rows = [*scores_of(CLEAR, "1"), *scores_of(CLEAR, "2")]
    lots = robustness(document, rows, 10).lots

    assert [lot.first for lot in lots] == [("A",), ("A",)]
    assert all(any("limit of 1 lots" in note for note in lot.notes) for lot in lots)


def test_a_panel_that_went_on_with_fewer_is_named() -> None:
    panel = a_panel("mean", 4, on_recusal={"continue_if_at_least": 3})

    assert "3 of 4 evaluators" in study(two_items(panel=[panel]), CLEAR).notes[0]
