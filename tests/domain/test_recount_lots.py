"""Counting several lots, rounds, codes and panels: which score counts where (R-30, R-35, R-46)."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pytest

from evalpanel.domain.allocation import OpenChoice, OpenTie
from evalpanel.domain.consensus import Decision
from evalpanel.domain.counting import counting_decisions, counting_scores, what_counts
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.package import Assignment, Cell, PackageV1
from evalpanel.domain.panel_changes import Recusal
from evalpanel.domain.recount import Count, count_evaluation, rank_evaluation
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.sheet import Score, SheetV1
from evalpanel.domain.tie_decisions import TieDecision
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, an_item, rules_from
from tests.domain.test_recount import MEAN

KEYS = tuple(entry.key for entry in MEAN.scoring_members())
NAMES = tuple(entry.name for entry in MEAN.scoring_members())
Given = Mapping[Cell, str]
"""What the three members gave in a cell, divided by spaces; one code for all of them."""


def rules_of(method: str = "mean", **changes: Any) -> RuleSet:
    """Two lots of 10 points: item X counts in lot 1 only, item Y in lot 2 only."""
    base = {
        "panel": [a_panel(method)], "ranking": a_ranking("10"),
        "criterion": [
            a_criterion("C", an_item("X"), lots=["1"]), a_criterion("D", an_item("Y"), lots=["2"]),
        ],
        "lot": [a_lot("1"), a_lot("2")],
    }  # fmt: skip
    return rules_from(**(base | changes))


def package(given_: Iterable[Cell], number: int = 1, panel: str = "main") -> PackageV1:
    assigned = tuple(
        Assignment(member=key, lot=lot, item=item, candidates=(code,))
        for lot, code, item in given_
        for key in KEYS
    )
    return MEAN.model_copy(update={"assignments": assigned, "round": number, "panel": panel})


def sheets(given_: Given, number: int = 1, panel: str = "main") -> list[SheetV1]:
    return [
        SheetV1(
            reference="T-1", panel_id="", panel=panel, round=number, package="", rules_sha256="",
            member=key, order=(), independence="", sealed_at="", salt="",
            scores=tuple(
                Score(lot=lot, candidate=code, item=item, score=(codes.split() * 3)[n])
                for (lot, code, item), codes in given_.items()
            ),
        )
        for n, key in enumerate(KEYS)
    ]  # fmt: skip


def a_decision(cell: Cell, score: str, **changes: Any) -> Decision:
    lot, candidate, item = cell
    base = {
        "reference": "T-1", "panel": "main", "round": 1, "lot": lot, "candidate": candidate,
        "item": item, "version": 1, "score": score, "reason": "So", "present": NAMES,
        "agrees": NAMES, "by": "Lena", "at": "now",
    }  # fmt: skip
    return Decision.model_validate(base | changes)


def totals(lots: Sequence[LotRanking]) -> list[dict[str, Fraction]]:
    return [{one.candidate: one.total for one in lot.ranked} for lot in lots]


BOTH: Given = {("1", "A", "X"): "8", ("2", "A", "Y"): "6 6 2"}


def test_each_lot_counts_its_own_items() -> None:
    found = rank_evaluation(rules_of(), [package(BOTH)], sheets(BOTH), [], {"A": ("1", "2")})
    assert [lot.lot for lot in found] == ["1", "2"]
    assert totals(found) == [{"A": 8}, {"A": Fraction(14, 3)}]


def test_a_score_that_nobody_gave_is_missing_and_no_fault() -> None:
    part = {cell: code for cell, code in BOTH.items() if cell[0] == "1"}
    with pytest.raises(Refused, match=r"^A score for item Y is still missing\.$"):
        rank_evaluation(rules_of(), [package(part)], sheets(part), [], {"A": ("1", "2")})


def test_a_candidate_with_a_code_per_lot_has_one_score_for_all_lots() -> None:
    """R-30: what is scored once stands under one of its codes, the rest under each."""
    rules = rules_of(
        criterion=[
            a_criterion("C", an_item("X")), a_criterion("D", an_item("Y"), scope="tender"),
        ],
        ranking=a_ranking("20"),
    )  # fmt: skip
    given_ = {
        ("1", "P", "X"): "8", ("2", "Q", "X"): "4", ("*", "P", "Y"): "10",
        ("1", "Z", "X"): "2", ("*", "Z", "Y"): "2",
    }  # fmt: skip
    found = rank_evaluation(
        rules, [package(given_)], sheets(given_), [],
        {"P": ("1",), "Q": ("2",), "Z": ("1",)}, shared={"P": "P", "Q": "P"},
    )  # fmt: skip
    assert totals(found) == [{"P": 18, "Z": 4}, {"Q": 14}]


def test_where_no_agreement_was_reached_the_announced_mean_counts() -> None:
    """R-46, R-49."""
    rules = rules_of("consensus", panel=[a_panel("consensus", fallback="mean")])
    decisions = [
        a_decision(("1", "A", "X"), "2", agrees=NAMES[:1]),
        a_decision(("2", "A", "Y"), "10"),
    ]
    found = rank_evaluation(rules, [package(BOTH)], sheets(BOTH), decisions, {"A": ("1", "2")})
    assert totals(found) == [{"A": 8}, {"A": 10}]


def test_without_a_fallback_nothing_counts_that_was_not_agreed() -> None:
    """R-46."""
    decisions = [a_decision(("1", "A", "X"), "2", agrees=NAMES[:1])]
    with pytest.raises(Refused, match="item X is still missing"):
        rank_evaluation(
            rules_of("consensus"), [package(BOTH)], sheets(BOTH), decisions, {"A": ("1",)}
        )


def test_void_scores_do_not_count_and_too_few_of_them_refuse_the_ranking() -> None:
    """R-12, R-15."""
    given_ = {("1", "A", "X"): "10 2 2", ("2", "A", "Y"): "10 2 2"}
    gone = Recusal(
        reference="T-1", member=KEYS[0], lots=("1",), reason="R", approved_by="L", by="L", at="now"
    )
    going_on = rules_of(panel=[a_panel("mean", 3, on_recusal={"continue_if_at_least": 2})])
    packages, wishes = [package(given_)], {"A": ("1", "2")}
    found = rank_evaluation(going_on, packages, sheets(given_), [], wishes, register=[gone])
    assert totals(found) == [{"A": 2}, {"A": Fraction(14, 3)}]
    counted = count_evaluation(going_on, packages, sheets(given_), [], wishes, register=[gone])
    assert counted.lots == found
    with pytest.raises(Refused, match=r"^Lot 1 has 2 of 3 members"):
        rank_evaluation(rules_of(), packages, sheets(given_), [], wishes, register=[gone])


def test_the_ties_that_are_left_are_named_with_their_lot() -> None:
    equal = {("2", code, "Y"): "6" for code in "ABC"} | {("1", "A", "X"): "8"}
    wishes = {"A": ("1", "2"), "B": ("2",), "C": ("2",)}

    def count(rules: RuleSet, draws: Mapping[str, Sequence[Sequence[str]]]) -> Count:
        return count_evaluation(rules, [package(equal)], sheets(equal), [], wishes, draws)

    assert count(rules_of(), {}).ties == (OpenTie("2", ("A", "B", "C")),)
    limited = rules_of(lots={"max_per_candidate": 1, "allocation": "lot_order"})
    assert count(limited, {}).ties == (OpenTie("2", ("B", "C")),)
    done = count(limited, {"2": [("C", "B")]})
    assert done.ties == ()
    assert [[one.candidate for one in lot.ranked if one.outcome == "selected"]
            for lot in done.lots] == [["A"], ["C"]]  # fmt: skip


def test_lots_that_are_equal_for_a_candidate_wait_for_two_persons() -> None:
    """R-55, R-58: until a decision stands in the register the choice is open."""
    given_ = {
        ("1", "A", "X"): "8", ("2", "A", "Y"): "8", ("1", "B", "X"): "4", ("2", "C", "Y"): "4",
    }  # fmt: skip
    rules = rules_of(lots={"max_per_candidate": 1, "allocation": "best_score"})
    wishes = {"A": ("1", "2"), "B": ("1",), "C": ("2",)}
    decided = TieDecision(
        reference="T-1", lot="", candidates=("A",), order=("2", "1"), reason="R", ground="G",
        by="L", confirmed_by="S", at="now",
    )  # fmt: skip

    def count(*register: object) -> Count:
        return count_evaluation(
            rules, [package(given_)], sheets(given_), [], wishes, register=register
        )

    assert count().choices == (OpenChoice("A", ("1", "2"), 1),)
    done = count(decided)
    assert (done.choices, done.ties) == ((), ())
    assert [[one.candidate for one in lot.ranked if one.outcome == "selected"]
            for lot in done.lots] == [["B"], ["A"]]  # fmt: skip


def test_of_several_rounds_the_last_that_covers_a_cell_counts() -> None:
    """R-35, R-43: in whatever order packages and sheets are read."""
    first, again = ("1", "A", "X"), ("2", "A", "Y")
    packages = [package([again], 2), package([first, again])]
    counts = what_counts(packages)
    for order in (1, -1):
        read = [*sheets({first: "8", again: "8"}), *sheets({first: "2", again: "4"}, 2)][::order]
        found = counting_scores(counts, read)
        assert {cell: set(codes.values()) for cell, codes in found.items()} == {
            first: {"8"}, again: {"4"},
        }  # fmt: skip
    assert counting_scores(counts, sheets({first: "8"}, panel="other")) == {}
    assert counting_scores(counts, sheets({("3", "A", "X"): "8"})) == {}


def test_a_decision_counts_in_the_round_and_panel_that_decide_its_cell() -> None:
    """R-35, R-47."""
    first, again = ("1", "A", "X"), ("2", "A", "Y")
    counts = what_counts([package([first, again]), package([again], 2)])
    old, new = a_decision(again, "8", version=5), a_decision(again, "4", round=2)
    kept = a_decision(first, "6")
    assert counting_decisions(counts, [new, old, kept]) == {again: new, first: kept}
    assert counting_decisions(counts, [old]) == {}
    assert counting_decisions(counts, [a_decision(first, "6", panel="other")]) == {}
    assert counting_decisions(counts, [a_decision(("3", "A", "X"), "6")]) == {}
