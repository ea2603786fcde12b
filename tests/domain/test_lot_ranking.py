"""The ranking of a lot: who is in it, what is said of each, and figures made when asked for."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_numbers import Cells, CellScores
from evalpanel.domain.lot_ranking import LotRanking, places_of, rank_lot, speaks_of
from evalpanel.domain.rank_sum import rank_sums
from evalpanel.domain.ranking_rules import SelectBetween
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import WholeScores
from tests.builders import (
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    an_item,
    one_item_rules,
    rules_from,
)

BREAK = {"tie_break": ["D", "draw"]}


def rules_of(select: Any = 1, method: str = "mean", reserve: int = 0, **ranking: Any) -> RuleSet:
    """Criterion C with item X of 10 points and D with Y of 5."""
    return rules_from(
        panel=[a_panel(method)],
        criterion=[a_criterion("C", an_item("X")), a_criterion("D", an_item("Y", "5"))],
        ranking=a_ranking("15", **(BREAK | ranking)),
        lot=[a_lot("1", select, reserve=reserve)],
    )


def cells_of(**scores: tuple[str, str]) -> Cells:
    """The codes of evaluators E1, E2, … on X and on Y, divided by spaces, by candidate."""
    return {
        (name, item): CellScores({f"E{n}": code for n, code in enumerate(codes.split(), 1)})
        for name, both in scores.items()
        for item, codes in zip("XY", both, strict=True)
    }


def rank(rules: RuleSet, **scores: tuple[str, str]) -> LotRanking:
    return rank_lot(rules, "1", list(scores), cells_of(**scores))


def said(ranking: LotRanking, place: int) -> list[str]:
    return [str(sentence) for sentence in ranking.ranked[place].why]


def test_figures_of_a_candidate() -> None:
    rounding = [{"stage": "total", "digits": 0, "mode": "half_up"}]
    [one] = rank(rules_of(rounding=rounding), A=("8 8 6", "4 4 6")).ranked
    assert (one.candidate, one.rank, one.outcome) == ("A", 1, "selected")
    assert one.items == {"X": Fraction(22, 3), "Y": Fraction(7, 3)}
    assert one.criteria == {"C": Fraction(22, 3), "D": Fraction(7, 3)}
    assert one.tie_values == {"D": Fraction(7, 3)}
    assert [one.total, one.total_shown] == [Fraction(29, 3), 10]
    assert str(one.why[-1]) == "Total: rounded as announced to 10 points."


def test_a_tie_is_told_to_those_in_it_and_to_nobody_else() -> None:
    tied = ("6", "8"), ("8", "4")
    found = rank(rules_of(2), A=("10", "10"), B=tied[0], C=tied[1], Z=("2", "2"))
    assert [(one.candidate, one.rank, one.outcome) for one in found.ranked] == [
        ("A", 1, "selected"), ("B", 2, "selected"), ("C", 3, "not_selected"),
        ("Z", 4, "not_selected"),
    ]  # fmt: skip
    tie = "B, C are equal at the cut; D tells them apart (B 4, C 2)."
    assert [str(sentence) for sentence in found.why] == [tie]
    assert [tie in said(found, place) for place in range(4)] == [False, True, True, False]
    assert said(found, 1)[-1] == tie


def test_two_ties_are_both_told() -> None:
    found = rank(rules_of(1, reserve=1), A=("8", "8"), B=("8", "8"), C=("2", "2"))
    assert found.unresolved_tie
    assert said(found, 0)[-2:] == [
        "A, B are equal at the cut; D does not tell them apart (A 4, B 4).",
        "A, B stay equal for 1 place(s); a draw decides, as announced.",
    ]
    assert [one.outcome for one in found.ranked] == ["tied_at_cut", "tied_at_cut", "not_selected"]


def test_below_a_threshold_there_is_no_rank_and_no_value_to_break_ties() -> None:
    found = rank(rules_of(minimum={"points": "9"}), B=("2", "2"), A=("8", "8"), C=("4", "4"))
    assert [(one.candidate, one.rank, one.outcome) for one in found.ranked] == [
        ("A", 1, "selected"), ("B", None, "below_threshold"), ("C", None, "below_threshold"),
    ]  # fmt: skip
    assert [one.total for one in found.ranked] == [12, 3, 6]
    assert [one.tie_values for one in found.ranked] == [{"D": 4}, {}, {}]
    assert not found.why


@pytest.mark.parametrize(
    ("select", "shown", "why"),
    [(1, 1, []), (2, 2, []), (3, 3, ["2 selected; 1 place(s) stay open."]), ("all", "all", []),
     ({"min": 2, "max": 4}, 4, []),
     ({"min": 3, "max": 4}, 4, ["2 selected; 1 place(s) stay open."])],
)  # fmt: skip
def test_places_that_stay_open_are_told(select: Any, shown: int | str, why: list[str]) -> None:
    found = rank(rules_of(select), A=("8", "8"), B=("4", "4"))
    assert found.lot == "1"
    assert found.select == shown
    assert [str(sentence) for sentence in found.why] == why


def test_nobody_suitable_is_told() -> None:
    found = rank(rules_of(minimum={"points": "9"}), A=("2", "2"))
    assert [str(sentence) for sentence in found.why] == [
        "There is no suitable candidate in this lot."
    ]
    assert not rank(rules_of("all")).why


def test_places_are_the_most_that_can_be_chosen() -> None:
    assert [places_of(2), places_of("all"), places_of(SelectBetween(min=1, max=3))] == [2, None, 3]


def test_a_sentence_speaks_of_whole_ids() -> None:
    sentence = Sentence("{candidates} are equal.", candidates="A1, B")
    assert [speaks_of(sentence, name) for name in ("A1", "B", "A", "1")] == [
        True,
        True,
        False,
        False,
    ]
    assert not speaks_of(Sentence("Nobody."), "A")


def test_the_same_figures_make_the_same_ranking() -> None:
    rules = rules_of()
    one = rank(rules, A=("8 6", "4 4"), B=("2 2", "2 2"))
    again = rank(rules, B=("2 2", "2 2"), A=("8 6", "4 4"))
    assert one == again
    assert hash(one.ranked[0]) == hash(again.ranked[0]) != hash(one.ranked[1])
    assert one.ranked[0] != rank(rules, A=("8 8", "2 2"), B=("2 2", "2 2")).ranked[0]
    assert one.ranked[0] != one.ranked[1]
    assert one.ranked[0] != "A"


def test_what_follows_can_be_replaced_and_reasons_stay() -> None:
    [one] = rank(rules_of(), A=("8", "8")).ranked
    added = Sentence("A draw was held.")
    other = replace(one, rank=3, outcome="reserve", outcome_why=(*one.outcome_why, added))
    assert (other.rank, other.outcome, other.why) == (3, "reserve", (*one.why, added))
    assert (other.items, other.total) == (one.items, one.total)
    assert "count" not in repr(one)


def test_the_sum_of_ranks_is_low_for_the_best() -> None:
    found = rank(
        rules_of(method="rank_sum"), A=("8 4", "8 4"), B=("6 10", "6 10"), C=("6 2", "6 2")
    )
    shown = [(one.candidate, one.rank, one.total, one.total_shown) for one in found.ranked]
    assert shown == [
        ("A", 1, Fraction(3), Fraction(3)), ("B", 2, Fraction(7, 2), Fraction(7, 2)),
        ("C", 3, Fraction(11, 2), Fraction(11, 2)),
    ]  # fmt: skip
    assert all(one.items == one.criteria == {} for one in found.ranked)
    assert said(found, 1) == [
        "The evaluators put this candidate at 2.5, 1; the sum of ranks is 3.5."
    ]
    assert found.ranked[0].tie_values == {"D": 3}


def test_with_the_sum_of_ranks_those_below_a_threshold_keep_their_places() -> None:
    rules = rules_of(method="rank_sum", minimum={"points": "9"})
    found = rank(rules, A=("10", "2"), B=("6", "4"), C=("8", "8"))
    assert [(one.candidate, one.rank, one.total) for one in found.ranked] == [
        ("C", 1, Fraction(1)), ("A", 2, Fraction(2)), ("B", None, Fraction(3)),
    ]  # fmt: skip
    assert said(found, 2) == [
        "The evaluators put this candidate at 3; the sum of ranks is 3.",
        "The total of 8 points is below the threshold of 9.",
    ]


def test_each_lot_is_ranked_by_its_own_criteria() -> None:
    rules = rules_from(
        panel=[a_panel("rank_sum", id="ranks", lots=["1"]), a_panel(id="points", lots=["2"])],
        criterion=[
            a_criterion("C", an_item("X"), lots=["1"]), a_criterion("D", an_item("Y"), lots=["2"]),
        ],
        ranking=a_ranking("10"), lot=[a_lot("1"), a_lot("2")],
    )  # fmt: skip
    cells = cells_of(A=("8 4", "2 2"), B=("6 2", "4 4"))
    own = {item: {key: cell for key, cell in cells.items() if key[1] == item} for item in "XY"}
    by_ranks, by_points = rank_lot(rules, "1", "AB", own["X"]), rank_lot(rules, "2", "AB", own["Y"])
    assert {one.candidate: one.total for one in by_ranks.ranked} == {"A": 2, "B": 4}
    assert {one.candidate: one.total for one in by_points.ranked} == {"A": 2, "B": 4}
    assert [one.ranked[0].candidate for one in (by_ranks, by_points)] == ["A", "B"]


def test_one_item_can_be_ranked_by_the_sum_of_ranks() -> None:
    cells = {("A", "X"): CellScores({"E": "8"}), ("B", "X"): CellScores({"E": "6.25"})}
    found = rank_lot(parse_rules(one_item_rules("rank_sum")), "1", ["B", "A"], cells)
    assert [one.candidate for one in found.ranked] == ["A", "B"]
    assert [one.total for one in found.ranked] == [1, 2]


def test_places_stand_in_the_order_of_the_names_of_evaluators() -> None:
    best = {"E6": "10", "E2": "10", "E4": "10", "E1": "2", "E3": "2", "E5": "2"}
    cells = {("A", "X"): CellScores(best), ("B", "X"): CellScores(dict.fromkeys(best, "6"))}
    rules = parse_rules(one_item_rules("rank_sum", 6))
    assert list(rank_sums(rules, "1", ["A", "B"], cells)["A"]) == [2, 1, 2, 1, 2, 1]


def test_an_evaluator_who_left_something_out_gives_no_places() -> None:
    rules = rules_of(method="rank_sum")
    with pytest.raises(Refused, match=r"^A score for item Y is still missing\.$"):
        rank_sums(rules, "1", ["A", "B"], cells_of(A=("8 8", "8 8"), B=("8 8", "8")))


def test_whole_scores_have_the_largest_unit_that_fits() -> None:
    steps, grid = rules_of(), parse_rules(one_item_rules())
    by_steps, by_grid = WholeScores(steps.scales[0]), WholeScores(grid.scales[0])
    assert (by_steps.unit, by_steps["8"], by_steps["2"]) == (Fraction(1, 5), 4, 1)
    assert (by_grid.unit, by_grid["8.25"], by_grid["8.250"]) == (Fraction(1, 4), 33, 33)
    assert set(by_steps) == {"8", "2"}
