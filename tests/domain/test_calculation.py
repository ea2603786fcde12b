"""`calculate`: complete lots are ranked, holes and wrong numbers are named."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.calculation import Bounds, calculate
from evalpanel.domain.candidate_entries import CandidateEntry
from evalpanel.domain.candidatefile import read_candidates
from evalpanel.domain.errors import HasProblems, Sentence
from evalpanel.domain.rulefile import parse_rules, read_rules
from evalpanel.domain.scorefile import DecisionRow, read_decisions, read_scores
from tests.builders import (
    THUISPLUSFLATS,
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    a_rule_set,
    an_item,
    decisions_of,
    first_lot,
    one_item_rules,
    scores_of,
    standings,
)


def one_item(**codes: str) -> Any:
    """Rows on item X: candidate → the codes of E1, E2, … with spaces between."""
    return scores_of({c: {"X": text.split()} for c, text in codes.items()})


def test_the_answer_has_the_shape_of_the_contract() -> None:
    answer = calculate(one_item_rules(), one_item(A="8 8 8.25", B="6 6 6")).model_dump(mode="json")
    assert list(answer) == ["schema", "rules_sha256", "method", "lots"]
    lot = answer["lots"][0]
    why = lot["ranking"][0].pop("why")
    assert lot | {"ranking": lot["ranking"][:1]} == {
        "lot": "1", "select": 1, "complete": True, "unresolved_tie": False, "why": [],
        "ranking": [{
            "candidate": "A", "rank": 1, "total": "8.083333", "total_exact": "97/12",
            "items": {"X": "8.083333"}, "items_exact": {"X": "97/12"},
            "criteria": {"C": "8.083333"}, "outcome": "selected",
        }],
        "missing": [],
    }  # fmt: skip
    assert why


def test_thirds_make_no_false_order() -> None:
    items = [an_item(f"I{n}", None, weight="1/3") for n in range(3)]
    document = one_item_rules(criterion=[a_criterion("C", *items, weight="100%")])
    same = {"I0": ["10", "0", "0"], "I1": ["0", "10", "0"], "I2": ["0", "0", "10"]}
    other = {"I0": ["10", "10", "10"], "I1": ["0", "0", "0"], "I2": ["0", "0", "0"]}
    lot = first_lot(document, scores_of({"A": same, "B": other}))
    assert {one.total_exact for one in lot.ranking} == {"10/3"}
    assert lot.unresolved_tie


def test_ties_can_be_declared_on_the_rounded_total() -> None:
    stage = {"stage": "total", "digits": 1, "mode": "half_up"}
    rows = one_item(A="8 8 8.25", B="8 8.25 8.25")
    exact = one_item_rules(ranking=a_ranking("10", rounding=[stage]))
    by_rounded = one_item_rules(ranking=a_ranking("10", rounding=[stage], tie_on="rounded"))
    assert standings(first_lot(exact, rows)) == {"B": (1, "selected"), "A": (2, "not_selected")}
    stage["digits"] = 0
    lot = first_lot(by_rounded, rows)
    assert {one.total for one in lot.ranking} == {"8"}
    assert lot.unresolved_tie


@pytest.mark.parametrize(
    ("method", "total"), [("mean", "6.8"), ("median", "8"), ("trimmed_mean", "7.333333")]
)
def test_methods_give_their_totals(method: str, total: str) -> None:
    lot = first_lot(one_item_rules(method, 5), one_item(A="2 8 8 6 10"))
    assert lot.complete
    assert lot.ranking[0].total == total


def test_a_hole_stops_the_lot_and_is_named() -> None:
    rows = scores_of({"A": {"X": ["8", "", "6"]}, "B": {"X": ["8", "8", "8"]}})
    lot = first_lot(one_item_rules(), rows)
    assert (lot.complete, lot.ranking) == (False, ())
    assert [h.model_dump() for h in lot.missing] == [
        {"evaluator": "E2", "candidate": "A", "item": "X"}
    ]


def test_an_absent_row_is_a_hole_too() -> None:
    lot = first_lot(one_item_rules(), one_item(A="8 8 8", B="8 8"))
    assert [(h.evaluator, h.candidate) for h in lot.missing] == [("E3", "B")]


@pytest.mark.parametrize("codes", ["8 8", "8 8 8 8"])
def test_another_number_of_evaluators_than_announced_stops_the_lot(codes: str) -> None:
    lot = first_lot(one_item_rules(), one_item(A=codes))
    assert (lot.complete, lot.ranking, lot.missing) == (False, (), ())
    assert "announced with 3" in lot.why[0]


def test_the_announced_smaller_number_goes_on_and_says_so() -> None:
    panel = a_panel(assessors=3, on_recusal={"continue_if_at_least": 2})
    lot = first_lot(one_item_rules(panel=[panel]), one_item(A="8 8"))
    assert lot.complete
    assert "2 of 3" in lot.why[0]


def test_a_chair_who_scores_is_one_more() -> None:
    document = one_item_rules(panel=[a_panel(assessors=2, chair_scores=True)])
    assert first_lot(document, one_item(A="8 8 8")).complete


def test_nothing_scored_is_not_a_ranking() -> None:
    lot = first_lot(one_item_rules(), ())
    assert not lot.complete
    assert lot.why


def test_zero_is_a_score() -> None:
    lot = first_lot(one_item_rules(), one_item(A="0 0 0"))
    assert (lot.complete, lot.ranking[0].total) == (True, "0")


def test_consensus_needs_decisions() -> None:
    document, rows = one_item_rules("consensus"), one_item(A="8 6 8", B="6 6 6")
    assert not first_lot(document, rows).complete
    one = first_lot(document, rows, decisions_of({"A": {"X": "8"}}))
    assert [h.model_dump() for h in one.missing] == [
        {"evaluator": None, "candidate": "B", "item": "X"}
    ]
    both = first_lot(document, rows, decisions_of({"A": {"X": "8"}, "B": {"X": "9"}}))
    assert standings(both) == {"B": (1, "selected"), "A": (2, "not_selected")}


def decided(agrees: tuple[str, ...], present: tuple[str, ...] = ()) -> list[DecisionRow]:
    return [
        DecisionRow(lot="1", candidate="A", item="X", score="4", present=present, agrees=agrees)
    ]


@pytest.mark.parametrize(
    ("fallback", "agrees", "total"),
    [("none", ("E1", "E2"), None), ("majority", ("E1", "E2"), "4"), ("majority", ("E1",), None),
     ("mean", ("E1",), "8"), ("chair", ("E1",), "4"), ("none", (), "4")],
)  # fmt: skip
def test_a_decision_counts_when_all_agree_or_the_fallback_says_so(
    fallback: str, agrees: tuple[str, ...], total: str | None
) -> None:
    document = one_item_rules(panel=[a_panel("consensus", fallback=fallback)])
    lot = first_lot(document, one_item(A="8 8 8"), decided(agrees))
    assert (lot.ranking[0].total if lot.complete else None) == total


def test_a_decision_without_everybody_does_not_count() -> None:
    lot = first_lot(
        one_item_rules("consensus"), one_item(A="8 8 8"), decided(("E1", "E2"), ("E1", "E2"))
    )
    assert not lot.complete


def test_an_agreed_score_that_nobody_gave_is_named_until_its_reason_is_given() -> None:
    """R-45; it counts, as `contract.md` says of a decision on which all present agree."""
    document, rows = one_item_rules("consensus"), one_item(A="8 6 8")
    said = "A, X: nobody gave 9, and outside_reason does not say why the panel does."
    bare = DecisionRow(lot="1", candidate="A", item="X", score="9")
    lot = first_lot(document, rows, [bare])
    assert (lot.complete, lot.ranking[0].total) == (True, "9")
    assert said in lot.why
    told = bare.model_copy(update={"outside_reason": "Weighed anew"})
    given = bare.model_copy(update={"score": "6"})
    for decision in (told, given):
        assert "outside_reason" not in " ".join(first_lot(document, rows, [decision]).why)
    assert said not in first_lot(document, rows, [bare.model_copy(update={"agrees": ("E1",)})]).why
    assert said not in first_lot(document, [], [bare]).why


def test_below_a_threshold_there_is_no_rank() -> None:
    item = an_item("X", minimum={"score": "6"})
    document = one_item_rules(criterion=[a_criterion("C", item)], lot=[a_lot(select=2)])
    lot = first_lot(document, one_item(A="5.75 6 6", B="6 6 6"))
    assert standings(lot) == {"B": (1, "selected"), "A": (None, "below_threshold")}
    assert any("below the threshold" in said for said in lot.ranking[1].why)
    assert "1 selected; 1 place(s) stay open." in lot.why


@pytest.mark.parametrize("where", ["item", "criterion", "ranking"])
def test_thresholds_in_points_stand_on_item_criterion_and_total(where: str) -> None:
    minimum = {"minimum": {"points": "8"}}
    item = an_item("X") | (minimum if where == "item" else {})
    criterion = a_criterion("C", item, **(minimum if where == "criterion" else {}))
    ranking = a_ranking("10", **(minimum if where == "ranking" else {}))
    lot = first_lot(
        one_item_rules(criterion=[criterion], ranking=ranking), one_item(A="8 8 8", B="7.75 8 8")
    )
    assert standings(lot) == {"A": (1, "selected"), "B": (None, "below_threshold")}


def test_the_sum_of_ranks_is_low_for_the_best() -> None:
    lot = first_lot(one_item_rules("rank_sum"), one_item(A="9 8 7", B="8 9 9", C="1 1 1"))
    assert [(one.candidate, one.total, one.items) for one in lot.ranking] == [
        ("B", "4", {}), ("A", "5", {}), ("C", "9", {}),
    ]  # fmt: skip


def tender_wide() -> dict[str, Any]:
    document = a_rule_set(lot=[a_lot("1"), a_lot("2")])
    document["criterion"][0]["scope"] = "tender"
    return document


def test_a_criterion_for_the_tender_counts_in_every_lot() -> None:
    shared = scores_of({c: {"A1": ["10"] * 3, "A2": ["8"] * 3} for c in "xy"}, "*")
    own = {"B1": ["10"] * 3, "B2": ["6"] * 3}
    answer = calculate(
        tender_wide(), [*shared, *scores_of({"x": own, "y": own}, "1"), *scores_of({"x": own}, "2")]
    )
    assert [one.total for lot in answer.lots for one in lot.ranking if one.candidate == "x"] == [
        "34", "34",
    ]  # fmt: skip


def test_rows_that_do_not_fit_are_all_named() -> None:
    rows = [
        *scores_of({"A": {"X": ["7.3", "8", "8"], "Y": ["1"]}}), *one_item(B="8 8 8"),
        *scores_of({"A": {"X": ["8"]}}, lot="9"),
    ]  # fmt: skip
    with pytest.raises(HasProblems) as caught:
        calculate(one_item_rules(), rows)
    assert len(caught.value.problems) == 3


def test_a_broken_rule_set_is_refused() -> None:
    with pytest.raises(HasProblems):
        calculate(one_item_rules(ranking=a_ranking("11")), one_item(A="8 8 8"))


def test_reasons_can_be_said_in_another_language() -> None:
    def shout(said: Sentence) -> str:
        return str(said).upper()

    lot = calculate(one_item_rules(), one_item(A="8 8 8"), say=shout).lots[0]
    assert all(text == text.upper() for text in lot.ranking[0].why)


grids = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=6).map(
    lambda rows: [[f"{n / 4:.2f}" for n in row] for row in rows]
)


@given(grids, st.randoms(use_true_random=False))
def test_order_of_rows_and_names_change_nothing_but_names(grid: list[list[str]], draw: Any) -> None:
    names = [f"c{n}" for n in range(len(grid))]
    others = draw.sample([f"d{n}" for n in range(20)], len(grid))
    rows = list(scores_of({c: {"X": codes} for c, codes in zip(names, grid, strict=True)}))
    other = list(scores_of({c: {"X": codes} for c, codes in zip(others, grid, strict=True)}))
    draw.shuffle(other)
    back = dict(zip(others, names, strict=True))
    before = first_lot(one_item_rules(), rows)
    after = first_lot(one_item_rules(), other)
    assert {back[c]: place for c, place in standings(after).items()} == standings(before)
    assert {back[one.candidate]: one.total_exact for one in after.ranking} == {
        one.candidate: one.total_exact for one in before.ranking
    }


def test_a_choice_between_two_numbers_is_answered_as_announced() -> None:
    lot = a_lot(select={"min": 1, "max": 2})
    rows = scores_of({"A": {"X": ["9"] * 3}, "B": {"X": ["8"] * 3}, "C": {"X": ["7"] * 3}})
    found = first_lot(one_item_rules(lot=[lot]), rows)
    assert found.select == Bounds(min=1, max=2)
    assert {c: outcome for c, (_, outcome) in standings(found).items()} == {
        "A": "selected", "B": "selected", "C": "not_selected",
    }  # fmt: skip


def test_a_lot_for_which_nobody_applied_lacks_no_evaluator() -> None:
    """R-8: an empty lot is complete; nobody was there to be scored."""
    document = one_item_rules(lot=[a_lot("1"), a_lot("2")])
    entry = CandidateEntry.model_validate(
        {"id": "A", "name": "A", "received": "2026-05-28T10:14:00+02:00", "lots": ("1",),
         "entity": ({"name": "A", "role": "lead"},)}
    )  # fmt: skip
    lots = calculate(document, scores_of({"A": {"X": ["8"] * 3}}), None, [entry]).lots
    assert [(lot.complete, len(lot.ranking)) for lot in lots] == [(True, 1), (True, 0)]
    assert not any("evaluators" in why for why in lots[1].why)


def fixture(name: str) -> bytes:
    return (THUISPLUSFLATS / name).read_bytes()


def test_the_fixture_case_is_settled() -> None:
    document = read_rules(fixture("rules.toml"))
    rows = [
        row
        for path in sorted((THUISPLUSFLATS / "scores").glob("*.csv"))
        for row in read_scores(path.read_bytes())
    ]
    candidates = read_candidates(fixture("candidates.toml"), parse_rules(document))
    answer = calculate(document, rows, read_decisions(fixture("decisions.csv")), candidates)
    assert answer.is_settled
    assert sum(one.outcome == "selected" for one in answer.lots[0].ranking) == 3
    assert {c.id for c in candidates} > {one.candidate for one in answer.lots[0].ranking}
