"""What a division says: each displacement with its reason, each tie it cannot break (R-59)."""

import pytest

from evalpanel.domain.allocated_ranking import allocated_rankings
from evalpanel.domain.allocation import Allocation, allocate
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_offers import Offers, lot_choices, wished_lots
from evalpanel.domain.lot_ranking import rank_lot
from evalpanel.domain.scoring import CellScores
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, an_item, rules_from
from tests.domain.lot_market import market


def moves(divided: Allocation) -> list[tuple[str, str, list[str]]]:
    return [
        (move.lot, move.candidate, [str(said) for said in move.why])
        for lot in divided.lots
        for move in lot.displacements
    ]


def test_a_candidate_at_its_maximum_gives_up_what_it_wants_least() -> None:
    found = market(
        {"1": {"X": 40, "Y": 30}, "2": {"X": 40, "Y": 30}, "3": {"X": 40, "Y": 30}},
        {"X": "312", "Y": "123"}, rule="preference", most=2,
    )  # fmt: skip
    assert found.chosen() == {"1": ("X",), "2": ("Y",), "3": ("X",)}
    assert moves(found.divide()) == [
        ("2", "X", ["Ranked 1 in lot 2; gives it up, because the maximum of 2 lot(s) is reached "
                    "with 1, 3, which the candidate prefers."]),
        ("2", "Y", ["Ranked 2 in lot 2; moves up because X has reached the maximum of 2 lot(s) "
                    "with 1, 3."]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("lot_order", "1, which come first in the published order"),
        ("best_score", "2, in which the candidate has a higher total"),
    ],
)
def test_the_reason_names_the_rule(rule: str, said: str) -> None:
    found = market({"1": {"X": 39, "Y": 30}, "2": {"X": 40, "Y": 30}}, rule=rule)
    assert said in moves(found.divide())[0][2][0]


def test_who_is_ranked_below_is_no_reason_to_move_up() -> None:
    found = market(
        {"1": {"X": 40}, "2": {"Y": 40}, "3": {"X": 30, "V": 20, "Y": 10, "W": 5}},
        {"X": "13", "Y": "23", "V": "3", "W": "3"}, rule="preference", select=2,
    )  # fmt: skip
    assert found.chosen()["3"] == ("V", "W")
    said = {candidate: why for lot, candidate, why in moves(found.divide()) if lot == "3"}
    assert set(said) == {"X", "Y", "W"}
    assert [one.split("because ")[1][0] for one in said["W"]] == ["X", "Y"]


def test_only_who_stood_above_is_a_reason_to_move_up() -> None:
    found = market(
        {"1": {"X": 40}, "2": {"Z": 40}, "3": {"X": 30, "Z": 25, "W": 20, "Y": 10, "V": 5},
         "4": {"Y": 40}},
        {"X": "13", "Z": "23", "Y": "43", "W": "3", "V": "3"}, rule="preference", select=2,
    )  # fmt: skip
    assert found.chosen()["3"] == ("W", "V")
    said = {candidate: why for lot, candidate, why in moves(found.divide()) if lot == "3"}
    because = {who: [one.split("because ")[1][0] for one in said[who]] for who in "WV"}
    assert because == {"W": ["X", "Z"], "V": ["X", "Z", "Y"]}


def test_an_equal_who_does_not_take_the_place_is_a_reason_to_move_up() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 30, "W": 30}}, rule="lot_order")
    assert [(lot, who, len(why)) for lot, who, why in moves(found.divide())] == [
        ("2", "X", 1), ("2", "W", 1),
    ]  # fmt: skip
    changes = {move.candidate: move.change for move in found.divide().lots[1].displacements}
    assert changes == {"X": "gives_up", "W": "moves_up"}
    assert moves(found.divide())[1][2] == [
        "Ranked 1 in lot 2; moves up because X has reached the maximum of 1 lot(s) with 1."
    ]


def test_the_reserve_passes_over_who_would_not_take_it() -> None:
    found = market(
        {"1": {"X": 40, "Y": 1}, "2": {"Y": 40, "X": 30, "Z": 20, "W": 10}},
        {"X": "12", "Y": "21", "Z": "2", "W": "2"}, rule="preference", reserve=2,
    )  # fmt: skip
    divided = found.divide()
    assert {lot.lot: (lot.selected, lot.reserve) for lot in divided.lots} == {
        "1": (("X",), ()), "2": (("Y",), ("Z", "W")),
    }  # fmt: skip


def test_the_reserve_has_who_would_rather_have_it() -> None:
    found = market(
        {"1": {"X": 40}, "2": {"Y": 40, "X": 30}}, {"X": "21", "Y": "2"},
        rule="preference", reserve=1,
    )  # fmt: skip
    assert found.divide().lots[1].reserve == ("X",)


def test_a_lot_that_loses_its_candidates_says_how_many_places_stay_open() -> None:
    found = market(
        {"1": {"X": 40}, "2": {"X": 30}}, rule="lot_order",
    )  # fmt: skip
    after = allocated_rankings(found.rankings, found.divide())
    assert [str(said) for said in after[1].why] == ["0 selected; 1 place(s) stay open."]
    assert after[1].ranked[0].outcome == "not_selected"


def test_what_was_said_of_open_places_is_not_said_twice() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 30, "Y": 20}}, rule="lot_order", select=2)
    after = allocated_rankings(found.rankings, found.divide())
    assert [[str(said) for said in one.why] for one in after] == [
        ["1 selected; 1 place(s) stay open."], ["1 selected; 1 place(s) stay open."],
    ]  # fmt: skip


def test_only_the_places_that_stay_open_in_the_end_are_told() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 30, "Y": 20}}, rule="lot_order", select=3)
    assert [str(said) for said in found.rankings[1].why] == ["2 selected; 1 place(s) stay open."]
    after = allocated_rankings(found.rankings, found.divide())[1]
    assert [str(said) for said in after.why] == ["1 selected; 2 place(s) stay open."]


def test_a_tie_that_the_moved_cut_meets_goes_through_the_tie_break() -> None:
    rules = rules_from(
        lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "lot_order"},
        ranking=a_ranking(tie_break=["B", "draw"]),
        panel=[a_panel()],
    )
    scores = {"X": "10 10 10 10", "Y": "8 8 6 6", "Z": "6 6 8 8"}
    cells = {
        (c, item): CellScores({"E": code})
        for c, codes in scores.items()
        for item, code in zip(("A1", "A2", "B1", "B2"), codes.split(), strict=True)
    }
    rankings = (rank_lot(rules, "1", ["X"], cells), rank_lot(rules, "2", list(scores), cells))
    assert [one.rank for one in rankings[1].ranked] == [1, 2, 2]
    divided = allocate(rules, rankings, {"X": "12", "Y": "2", "Z": "2"})
    after = allocated_rankings(rankings, divided)[1]
    assert [(one.candidate, one.rank, one.outcome) for one in after.ranked] == [
        ("X", 1, "not_selected"), ("Z", 2, "selected"), ("Y", 3, "not_selected"),
    ]  # fmt: skip
    assert "B tells them apart" in str(after.why[0])
    assert ["B tells them apart" in str(one.why[-1]) for one in after.ranked] == [False, True, True]


def test_a_tie_that_nothing_breaks_is_named_and_nobody_has_a_place() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 40, "Y": 30, "Z": 30}}, rule="lot_order", reserve=1)
    divided = found.divide()
    assert not divided.is_settled
    assert divided.lots == ()
    with pytest.raises(Refused, match=r"^The lots cannot be divided yet\. Lot 2: Y, Z .*unced\.$"):
        allocated_rankings(found.rankings, divided)
    assert [(tie.lot, tie.candidates) for tie in divided.ties] == [("2", ("Y", "Z"))]
    assert str(divided.unresolved[0]) == (
        "Lot 2: Y, Z stay equal for 1 place(s); a draw decides, as announced."
    )


def test_a_draw_settles_it_and_is_told() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 40, "Y": 30, "Z": 30}}, rule="lot_order", reserve=1)
    after = allocated_rankings(found.rankings, found.divide({"2": [("Z", "Y")]}))[1]
    assert [(one.candidate, one.rank, one.outcome) for one in after.ranked] == [
        ("X", 1, "not_selected"), ("Z", 2, "selected"), ("Y", 3, "reserve"),
    ]  # fmt: skip
    assert "A draw was held between Y, Z; it gave the order Z, Y." in map(str, after.ranked[1].why)


def test_a_draw_of_more_counts_for_those_who_are_left() -> None:
    found = market(
        {"1": {"X": 40}, "2": {"X": 30, "Y": 30, "Z": 30}}, rule="lot_order",
    )  # fmt: skip
    divided = found.divide({"2": [("X", "Z", "Y")]})
    assert [lot.selected for lot in divided.lots] == [("X",), ("Z",)]


def test_a_tie_that_no_longer_matters_asks_for_no_draw() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 30, "Y": 30}}, rule="lot_order")
    assert found.rankings[1].unresolved_tie
    after = allocated_rankings(found.rankings, found.divide())[1]
    assert not after.unresolved_tie
    assert [(one.candidate, one.outcome) for one in after.ranked] == [
        ("X", "not_selected"), ("Y", "selected"),
    ]  # fmt: skip
    assert "a draw decides" not in " ".join(str(said) for said in after.why)
    assert all("a draw decides" not in str(said) for one in after.ranked for said in one.why)


def test_what_was_compared_stays_told_where_no_draw_is_needed_any_more() -> None:
    rules = rules_from(
        lot=[a_lot("1"), a_lot("2", 2)],
        lots={"max_per_candidate": 1, "allocation": "lot_order"},
        ranking=a_ranking(tie_break=["B", "draw"]),
    )
    cells = {
        (c, item): CellScores({"E": code})
        for c, code in {"X": "10", "Y": "6", "Z": "6"}.items()
        for item in ("A1", "A2", "B1", "B2")
    }
    rankings = (rank_lot(rules, "1", ["X"], cells), rank_lot(rules, "2", ["X", "Y", "Z"], cells))
    told = "Y, Z are equal at the cut; B does not tell them apart (Y 12, Z 12)."
    assert [str(said) for said in rankings[1].why] == [
        told, "Y, Z stay equal for 1 place(s); a draw decides, as announced.",
    ]  # fmt: skip
    divided = allocate(rules, rankings, {"X": "12", "Y": "2", "Z": "2"})
    after = allocated_rankings(rankings, divided)[1]
    assert [one.candidate for one in after.ranked if one.outcome == "selected"] == ["Y", "Z"]
    assert [str(said) for said in after.why] == [told]
    assert [str(said) for said in after.ranked[1].outcome_why[:1]] == [told]


@pytest.mark.parametrize(
    ("totals", "most", "number", "lots"),
    [
        ({"1": {"X": 40}, "2": {"X": 30}, "3": {"X": 30}}, 2, 1, "2, 3"),
        ({"1": {"X": 40}, "2": {"X": 39}, "3": {"X": 30}, "4": {"X": 30}}, 3, 1, "3, 4"),
        ({"1": {"X": 40}, "2": {"X": 40}, "3": {"X": 40}}, 2, 2, "1, 2, 3"),
    ],
)
def test_of_equal_lots_the_number_that_is_left_is_told(
    totals: dict[str, dict[str, int]], most: int, number: int, lots: str
) -> None:
    found = market(totals, rule="best_score", most=most)
    [said] = found.divide().unresolved
    assert (said.values["number"], said.values["lots"]) == (number, lots)


def test_lots_beyond_the_maximum_are_given_up_and_not_undecided() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 30}}, rule="lot_order")
    choices = lot_choices(found.rules, found.rankings, {})
    offers = Offers(choices, wished_lots(found.rules, found.rankings, found.wishes), 1)
    assert offers.undecided("X", {"1", "2"}) == ((), 0)
    assert offers.too_many("X", {"1", "2"}) == {"2"}


def test_equal_totals_in_two_lots_are_not_decided_by_their_numbers() -> None:
    found = market({"1": {"X": 40, "Y": 1}, "2": {"X": 40, "Z": 1}}, rule="best_score")
    assert [str(said) for said in found.divide().unresolved] == [
        "X can have 1 of the lots 1, 2, its totals in them are equal, and the rules do not say "
        "which. A recorded decision is needed."
    ]


def test_a_draw_that_was_not_announced_is_refused() -> None:
    found = market({"1": {"X": 30, "Y": 30}}, end="")
    with pytest.raises(Refused, match="do not say that a draw decides"):
        found.divide({"1": [("X", "Y")]})
    assert "A recorded decision is needed" in str(found.divide().unresolved[0])


def test_nobody_is_placed_in_a_lot_without_having_applied() -> None:
    with pytest.raises(Refused, match="X is ranked in lot 2 and did not apply"):
        market({"1": {"X": 1}, "2": {"X": 1}}, {"X": "1"}).divide()
    with pytest.raises(Refused, match="Y is ranked in lot 1 and did not apply"):
        market({"1": {"Y": 1}}, {"X": "1"}).divide()


def test_sums_of_ranks_are_not_compared_between_lots() -> None:
    rules = rules_from(
        panel=[a_panel("rank_sum")], criterion=[a_criterion("C", an_item("X"))],
        ranking=a_ranking("10"), lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "best_score"},
    )  # fmt: skip
    cells = {("A", "X"): CellScores({"E1": "8", "E2": "6", "E3": "6"})}
    rankings = tuple(rank_lot(rules, lot, ["A"], cells) for lot in "12")
    with pytest.raises(Refused, match=r"^Lot 1 is ranked by the sum of ranks, which cannot be"):
        allocate(rules, rankings, {"A": "12"})


def test_below_the_threshold_stays_out_of_the_division() -> None:
    rules = rules_from(
        panel=[a_panel()], criterion=[a_criterion("C", an_item("X"))],
        ranking=a_ranking("10", minimum={"points": "5"}), lot=[a_lot("1", "all")],
    )  # fmt: skip
    cells = {(c, "X"): CellScores({"E": code}) for c, code in {"A": "8", "B": "4"}.items()}
    ranking = rank_lot(rules, "1", ["A", "B"], cells)
    divided = allocate(rules, [ranking], {"A": "1", "B": "1"})
    assert divided.lots[0].selected == ("A",)
    assert allocated_rankings([ranking], divided) == (ranking,)


def test_with_rounded_ties_the_rounded_totals_are_compared() -> None:
    rules = rules_from(
        panel=[a_panel()], criterion=[a_criterion("C", an_item("X"))],
        scale=[{"id": "scale", "range": {"from": "0", "to": "10", "step": "0.25"}}],
        ranking=a_ranking(
            "10", tie_on="rounded", rounding=[{"stage": "total", "digits": 0, "mode": "half_up"}]
        ),
        lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "best_score"},
    )  # fmt: skip
    rankings = [
        rank_lot(rules, lot, ["A"], {("A", "X"): CellScores({"E": code})})
        for lot, code in (("1", "8"), ("2", "8.25"))
    ]
    assert "its totals in them are equal" in str(allocate(rules, rankings, {"A": "12"}).unresolved)


def test_with_exact_ties_totals_that_only_look_equal_are_told_apart() -> None:
    rules = rules_from(
        panel=[a_panel()], criterion=[a_criterion("C", an_item("X"))],
        scale=[{"id": "scale", "range": {"from": "0", "to": "10", "step": "0.25"}}],
        ranking=a_ranking("10", rounding=[{"stage": "total", "digits": 0, "mode": "half_up"}]),
        lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "best_score"},
    )  # fmt: skip
    rankings = [
        rank_lot(rules, lot, ["A"], {("A", "X"): CellScores({"E": code})})
        for lot, code in (("1", "8"), ("2", "8.25"))
    ]
    divided = allocate(rules, rankings, {"A": "12"})
    assert [lot.selected for lot in divided.lots] == [(), ("A",)]


def test_sums_of_ranks_in_one_lot_are_enough_to_compare_nothing() -> None:
    rules = rules_from(
        panel=[a_panel(id="points", lots=["1"]), a_panel("rank_sum", id="ranks", lots=["2"])],
        criterion=[a_criterion("C", an_item("X"))],
        ranking=a_ranking("10"), lot=[a_lot("1"), a_lot("2")],
        lots={"max_per_candidate": 1, "allocation": "best_score"},
    )  # fmt: skip
    cells = {("A", "X"): CellScores({"E1": "8", "E2": "6", "E3": "6"})}
    rankings = tuple(rank_lot(rules, lot, ["A"], cells) for lot in "12")
    with pytest.raises(Refused, match=r"^Lot 2 is ranked by the sum of ranks"):
        allocate(rules, rankings, {"A": "12"})


def test_the_reserve_begins_after_all_who_are_tied_for_a_place() -> None:
    totals = {"1": {"A": 40, "B": 40, "C": 30, "D": 30}, "2": {"A": 1}}
    for reserve, tied in ((1, [("A", "B")]), (2, [("A", "B"), ("C", "D")])):
        found = market(totals, rule="lot_order", reserve=reserve)
        assert [tie.candidates for tie in found.divide().ties if tie.lot == "1"] == tied
