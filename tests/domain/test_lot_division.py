"""The limit on lots per candidate, where rankings are counted: calculate, app and verify (R-58)."""

from typing import Any

import pytest

from evalpanel.domain.calculation import Calculation, calculate
from evalpanel.domain.candidatefile import CandidateEntry
from evalpanel.domain.lot_division import divide_lots, limit_of
from evalpanel.domain.package import Assignment
from evalpanel.domain.recount import rank_evaluation
from evalpanel.domain.scorefile import ScoreRow
from evalpanel.domain.sheet import Score, SheetV1
from tests.builders import a_lot, one_item_rules, rules_from, scores_of
from tests.domain.lot_market import market
from tests.domain.test_recount import MEAN

TABLE = {
    "1": {"A": "9", "B": "8"},
    "2": {"A": "9", "B": "7", "C": "6"},
}


def document(rule: str = "", most: int = 1, lots: int = 2) -> dict[str, Any]:
    found = one_item_rules(lot=[a_lot(str(n + 1)) for n in range(lots)])
    if rule:
        found["lots"] = {"max_per_candidate": most, "allocation": rule}
    return found


def rows(table: dict[str, dict[str, str]] | None = None) -> tuple[ScoreRow, ...]:
    return tuple(
        row
        for lot, totals in (table or TABLE).items()
        for row in scores_of({c: {"X": [code] * 3} for c, code in totals.items()}, lot)
    )


def application(candidate: str, *lots: str) -> CandidateEntry:
    return CandidateEntry.model_validate(
        {
            "id": candidate, "name": candidate, "received": "2026-05-28T10:14:00+02:00",
            "lots": lots, "entity": ({"name": candidate, "role": "lead"},),
        }
    )  # fmt: skip


def selected(found: Calculation) -> dict[str, list[str]]:
    return {
        lot.lot: [one.candidate for one in lot.ranking if one.outcome == "selected"]
        for lot in found.lots
    }


APPLIED = (application("A", "2", "1"), application("B", "1", "2"), application("C", "2"))


def test_calculate_follows_the_preferences_of_the_candidates() -> None:
    found = calculate(document("preference"), rows(), candidates=APPLIED)
    assert selected(found) == {"1": ["B"], "2": ["A"]}
    why = found.lots[0].ranking[1].why
    assert found.lots[0].ranking[1].candidate == "B"
    assert why[-1] == (
        "Ranked 2 in lot 1; moves up because A has reached the maximum of 1 lot(s) with 2."
    )


def test_without_the_candidates_a_rule_that_needs_no_preference_is_applied() -> None:
    assert selected(calculate(document("lot_order"), rows())) == {"1": ["A"], "2": ["B"]}


def test_without_the_candidates_preferences_are_not_guessed() -> None:
    found = calculate(document("preference"), rows())
    assert selected(found) == {"1": ["A"], "2": ["A"]}
    assert all("that limit is not applied here" in lot.why[0] for lot in found.lots)


def test_while_a_lot_is_incomplete_no_limit_is_applied() -> None:
    found = calculate(document("lot_order"), rows()[1:])
    assert [lot.complete for lot in found.lots] == [False, True]
    assert "At most 1 lots for one candidate" in found.lots[1].why[0]


@pytest.mark.parametrize(("rule", "most", "lots"), [("", 1, 2), ("preference", 2, 2)])
def test_a_limit_that_limits_nobody_changes_nothing(rule: str, most: int, lots: int) -> None:
    found = calculate(document(rule, most, lots), rows())
    assert limit_of(rules_from(**document(rule, most, lots))) is None
    assert selected(found) == {"1": ["A"], "2": ["A"]}
    assert [lot.why for lot in found.lots] == [(), ()]
    counted = counted_again(document(rule, most, lots))
    assert counted == [["A"], ["A"]]


def test_a_tie_that_the_division_meets_keeps_every_lot_unsettled() -> None:
    table = {"1": {"A": "9"}, "2": {"A": "9", "B": "7", "C": "7"}}
    found = calculate(document("lot_order"), rows(table))
    assert not found.is_settled
    assert [lot.unresolved_tie for lot in found.lots] == [True, True]
    assert [(one.candidate, one.outcome) for one in found.lots[1].ranking[1:]] == [
        ("B", "tied_at_cut"), ("C", "tied_at_cut"),
    ]  # fmt: skip
    assert all("cannot be divided yet. Lot 2: B, C" in lot.why[-1] for lot in found.lots)


def test_while_a_lot_waits_only_those_in_the_tie_are_marked_and_a_draw_ends_it() -> None:
    found = market({"1": {"X": 40}, "2": {"X": 40, "Y": 30, "Z": 30}}, rule="lot_order")
    waiting = divide_lots(found.rules, found.rankings, found.wishes)
    assert [one.unresolved_tie for one in waiting] == [True, True]
    assert [(one.candidate, one.outcome) for one in waiting[1].ranked] == [
        ("X", "selected"), ("Y", "tied_at_cut"), ("Z", "tied_at_cut"),
    ]  # fmt: skip
    assert [str(one.why[-1]) for one in waiting] == 2 * [
        "The lots cannot be divided yet. "
        "Lot 2: Y, Z stay equal for 1 place(s); a draw decides, as announced."
    ]
    drawn = divide_lots(found.rules, found.rankings, found.wishes, {"2": [("Z", "Y")]})
    assert [one.unresolved_tie for one in drawn] == [False, False]
    assert [one.candidate for one in drawn[1].ranked if one.outcome == "selected"] == ["Z"]


def counted_again(rules: dict[str, Any]) -> list[list[str]]:
    """The selected per lot, as the app and verify count them from sheets."""
    members = [entry.key for entry in MEAN.scoring_members()]
    sheets = [
        SheetV1(
            reference="T-1", panel_id="", panel="main", round=1, package="", rules_sha256="",
            member=member, order=(), independence="", sealed_at="", salt="",
            scores=tuple(
                Score(lot=lot, candidate=candidate, item="X", score=code)
                for lot, totals in TABLE.items()
                for candidate, code in totals.items()
            ),
        )
        for member in members
    ]  # fmt: skip
    assignments = tuple(
        Assignment(member=member, lot=lot, item="X", candidates=tuple(totals))
        for member in members
        for lot, totals in TABLE.items()
    )
    package = MEAN.model_copy(update={"assignments": assignments})
    wishes = {one.id: one.lots for one in APPLIED}
    ranked = rank_evaluation(rules_from(**rules), [package], sheets, [], wishes)
    return [[one.candidate for one in lot.ranked if one.outcome == "selected"] for lot in ranked]


def test_app_and_verify_count_with_the_limit() -> None:
    assert counted_again(document("preference")) == [["B"], ["A"]]
