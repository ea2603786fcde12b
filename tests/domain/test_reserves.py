"""R-8, R-60: a place left after the ranking goes to an announced reserve, or stays open."""

from typing import Any

import pytest

from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.reserves import fill_places, reserve_ties
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import Cells, CellScores
from evalpanel.domain.tie_orders import DecidedOrder
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, an_item, rules_from

Scores = dict[str, tuple[str, str]]
FOUR: Scores = {"A": ("10", "10"), "B": ("8", "8"), "C": ("6", "6"), "D": ("4", "4")}


def rules_of(*lots: dict[str, Any], end: str = "draw", **more: Any) -> RuleSet:
    return rules_from(
        panel=[a_panel("mean", 1)],
        criterion=[a_criterion("C", an_item("X")), a_criterion("D", an_item("Y"))],
        ranking=a_ranking("20", tie_break=["D", end]),
        lot=list(lots),
        **more,
    )


def ranked(rules: RuleSet, scores: Scores) -> list[LotRanking]:
    cells: Cells = {
        (name, item): CellScores({"E1": code})
        for name, both in scores.items()
        for item, code in zip("XY", both, strict=True)
    }
    return [rank_lot(rules, lot.id, list(scores), cells) for lot in rules.lots]


def outcomes(ranking: LotRanking) -> dict[str, str]:
    return {one.candidate: one.outcome for one in ranking.ranked}


def last_said(ranking: LotRanking) -> str:
    return str(ranking.why[-1])


def test_without_a_withdrawal_nothing_changes() -> None:
    rules = rules_of(a_lot("1", 1, reserve=1))
    before = ranked(rules, FOUR)
    assert fill_places(rules, before, ()) == tuple(before)


def test_the_next_of_the_reserve_moves_up_and_ranks_stay() -> None:
    rules = rules_of(a_lot("1", 1, reserve=2))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "A")})
    assert outcomes(after) == {
        "A": "withdrawn", "B": "selected", "C": "reserve", "D": "not_selected",
    }  # fmt: skip
    assert [one.rank for one in after.ranked] == [1, 2, 3, 4]
    assert [str(one) for one in after.why[-2:]] == [
        "A withdrew after the ranking was fixed.",
        "B moves up from the reserve.",
    ]
    assert str(after.ranked[1].why[-1]) == "B moves up from the reserve."


def test_without_an_announced_reserve_the_place_stays_open() -> None:
    rules = rules_of(a_lot("1", 2))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "A")})
    assert outcomes(after) == {
        "A": "withdrawn", "B": "selected", "C": "not_selected", "D": "not_selected",
    }  # fmt: skip
    assert "stays open" in last_said(after)


def test_who_was_not_chosen_leaves_no_place() -> None:
    rules = rules_of(a_lot("1", 1, reserve=2))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "B"), ("1", "D")})
    assert outcomes(after) == {
        "A": "selected", "B": "withdrawn", "C": "reserve", "D": "withdrawn",
    }  # fmt: skip


def test_a_withdrawn_reserve_is_passed_over() -> None:
    rules = rules_of(a_lot("1", 1, reserve=2))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "A"), ("1", "B")})
    assert outcomes(after)["C"] == "selected"


def test_two_places_take_two_of_the_reserve() -> None:
    rules = rules_of(a_lot("1", 2, reserve=2))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "A"), ("1", "B")})
    assert outcomes(after) == {
        "A": "withdrawn", "B": "withdrawn", "C": "selected", "D": "selected",
    }  # fmt: skip


def test_equals_in_the_reserve_are_told_apart_by_points() -> None:
    rules = rules_of(a_lot("1", 1, reserve=2))
    equal = {"A": ("10", "10"), "B": ("8", "6"), "C": ("6", "8")}
    [after] = fill_places(rules, ranked(rules, equal), {("1", "A")})
    assert outcomes(after) == {"A": "withdrawn", "B": "reserve", "C": "selected"}


EQUAL: Scores = {"A": ("10", "10"), "B": ("8", "8"), "C": ("8", "8")}


def test_only_a_draw_tells_equals_apart_and_nobody_moves_up_by_name() -> None:
    """R-55."""
    rules = rules_of(a_lot("1", 1, reserve=2))
    before = ranked(rules, EQUAL)
    after = fill_places(rules, before, {("1", "A")})
    assert outcomes(after[0]) == {"A": "withdrawn", "B": "tied_at_cut", "C": "tied_at_cut"}
    assert after[0].unresolved_tie
    assert "B, C are equal in the reserve" in last_said(after[0])
    assert reserve_ties(before, after) == (OpenTie("1", ("B", "C")),)
    assert reserve_ties(before, before) == ()


def test_a_draw_between_equals_of_the_reserve_fills_the_place() -> None:
    """R-55, R-60: the drawn one moves up, the other stays in the reserve; ranks stand."""
    rules = rules_of(a_lot("1", 1, reserve=2))
    orders = {"1": [("X", "Y"), ("C", "A", "B")]}
    before = ranked(rules, EQUAL)
    after = fill_places(rules, before, {("1", "A")}, orders=orders)
    assert outcomes(after[0]) == {"A": "withdrawn", "B": "reserve", "C": "selected"}
    assert [one.rank for one in after[0].ranked] == [1, 2, 2]
    assert [str(one) for one in after[0].why[-2:]] == [
        "A draw was held between A, B, C; it gave the order C, A, B.",
        "C moves up from the reserve.",
    ]
    assert reserve_ties(before, after) == ()
    [both] = fill_places(rules, ranked(rules, EQUAL), {("1", "A"), ("1", "C")}, orders=orders)
    assert outcomes(both) == {"A": "withdrawn", "B": "selected", "C": "withdrawn"}


def test_where_a_draw_was_announced_nobody_decides_about_the_reserve() -> None:
    """R-55."""
    rules = rules_of(a_lot("1", 1, reserve=2))
    decided = {"1": [DecidedOrder(("C", "B"), Sentence("Decided."))]}
    with pytest.raises(Refused, match="rules say what decides"):
        fill_places(rules, ranked(rules, EQUAL), {("1", "A")}, orders=decided)


@pytest.mark.parametrize(("end", "outcome"), [("all_in", "selected"), ("all_out", "reserve")])
def test_the_announced_end_counts_in_the_reserve_too(end: str, outcome: str) -> None:
    """R-54."""
    rules = rules_of(a_lot("1", 1, reserve=2), end=end)
    before = ranked(rules, EQUAL)
    after = fill_places(rules, before, {("1", "A")})
    assert outcomes(after[0]) == {"A": "withdrawn", "B": outcome, "C": outcome}
    assert reserve_ties(before, after) == ()
    assert not after[0].unresolved_tie


def test_equals_need_no_draw_where_there_is_a_place_for_each() -> None:
    """R-57: nothing is broken where the cut does not run."""
    rules = rules_of(a_lot("1", 2, reserve=2))
    equal = {"A": ("10", "10"), "D": ("8", "10"), **dict.fromkeys("BC", ("6", "6"))}
    [after] = fill_places(rules, ranked(rules, equal), {("1", "A"), ("1", "D")})
    assert outcomes(after) == {
        "A": "withdrawn", "D": "withdrawn", "B": "selected", "C": "selected",
    }  # fmt: skip


def test_nobody_gets_more_lots_than_one_may_have() -> None:
    """R-58."""
    limits = {"max_per_candidate": 1, "allocation": "lot_order"}
    rules = rules_of(a_lot("1", 1, reserve=2), a_lot("2", 1, reserve=2), lots=limits)
    first, second = ranked(rules, FOUR)
    after = fill_places(rules, [first, second], {("1", "A"), ("2", "A")})
    assert outcomes(after[0])["B"] == "selected"
    per_lot = {"B": "one", "C": "one"}
    assert outcomes(fill_places(rules, [first, second], {("1", "A"), ("2", "A")}, per_lot)[1]) == {
        "A": "withdrawn", "B": "reserve", "C": "reserve", "D": "not_selected",
    }  # fmt: skip
    assert outcomes(after[1]) | {"D": ""} == {
        "A": "withdrawn", "B": "reserve", "C": "selected", "D": "",
    }  # fmt: skip


def test_equals_move_up_in_the_order_of_the_ranking() -> None:
    """R-57: with a place for each nobody asks who was better on a step of the tie-break."""
    rules = rules_of(a_lot("1", 2, reserve=2))
    equal = {"A": ("10", "10"), "D": ("8", "10"), "B": ("8", "4"), "C": ("4", "8")}
    [after] = fill_places(rules, ranked(rules, equal), {("1", "A"), ("1", "D")})
    assert [str(one) for one in after.why[-2:]] == [
        "B moves up from the reserve.", "C moves up from the reserve.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("all_out", "none of them takes the place, as announced."),
        ("draw", "the place stays open until a draw or a decision says who takes it."),
    ],
)
def test_why_equals_do_not_move_up_is_told_to_each_and_to_nobody_else(end: str, said: str) -> None:
    """R-60."""
    rules = rules_of(a_lot("1", 1, reserve=2), end=end)
    before = ranked(rules, EQUAL)
    [after] = fill_places(rules, before, {("1", "A")})
    why = f"B, C are equal in the reserve; {said}"
    assert [str(one) for one in after.why] == [
        *map(str, before[0].why), "A withdrew after the ranking was fixed.", why,
    ]  # fmt: skip
    assert [str(one.why[-1]) == why for one in after.ranked] == [False, True, True]


def ending(rules: RuleSet, *tie_break: str) -> RuleSet:
    changed = rules.ranking.model_copy(update={"tie_break": tie_break})
    return rules.model_copy(update={"ranking": changed})


@pytest.mark.parametrize("steps", [(), ("C", "D")])
def test_an_end_counts_after_however_many_steps(steps: tuple[str, ...]) -> None:
    """R-54: where none of the equals is in, nobody waits for a draw."""
    rules = ending(rules_of(a_lot("1", 1, reserve=2)), *steps, "all_out")
    [after] = fill_places(rules, ranked(rules, EQUAL), {("1", "A")})
    assert outcomes(after) == {"A": "withdrawn", "B": "reserve", "C": "reserve"}


def test_where_none_of_the_equals_is_in_a_place_for_each_is_taken_all_the_same() -> None:
    """R-57."""
    rules = ending(rules_of(a_lot("1", 2, reserve=2)), "all_out")
    scores = EQUAL | {"D": ("10", "8")}
    [after] = fill_places(rules, ranked(rules, scores), {("1", "A"), ("1", "D")})
    assert outcomes(after) == {
        "A": "withdrawn", "D": "withdrawn", "B": "selected", "C": "selected",
    }  # fmt: skip


def test_a_place_without_a_reserve_is_told_in_these_words() -> None:
    """R-8."""
    rules = rules_of(a_lot("1", 1))
    [after] = fill_places(rules, ranked(rules, FOUR), {("1", "A")})
    assert last_said(after) == "No reserve is left that may take the place; it stays open."
