"""R-14, R-41: a panel is announced so that it can be kept, and one panel scores each cell."""

from typing import Any

import pytest

from tests.builders import a_criterion, a_lot, a_panel, an_item, rules_from
from tests.domain.verdicts import problems_of, warnings_of

LOTS = [a_lot("1"), a_lot("2")]


def shared(**changes: Any) -> list[dict[str, Any]]:
    """Criterion A, scored once for all its lots, and B, scored per lot."""
    return [
        a_criterion("A", an_item("A1"), an_item("A2"), scope="tender") | changes,
        a_criterion("B", an_item("B1"), an_item("B2")),
    ]


def test_a_trimmed_mean_needs_three() -> None:
    assert "panel[0].method" in problems_of(panel=[a_panel("trimmed_mean", 2)])
    assert problems_of(panel=[a_panel("trimmed_mean", 2, chair_scores=True)]) == {}


def test_a_trimmed_mean_needs_three_after_a_recusal_too() -> None:
    panel = a_panel("trimmed_mean", 4, on_recusal={"continue_if_at_least": 2})
    found = problems_of(panel=[panel])
    assert found == {"panel[0].on_recusal": "A trimmed mean needs at least three scoring members."}
    panel["on_recusal"] = {"continue_if_at_least": 3}
    assert problems_of(panel=[panel]) == {}


def test_a_panel_cannot_go_on_with_more_than_it_has() -> None:
    found = problems_of(panel=[a_panel(on_recusal={"continue_if_at_least": 4})])
    assert found == {"panel[0].on_recusal": "The panel has only 3 scoring members."}


@pytest.mark.parametrize("key", ["assessors", "discuss_from_steps"])
def test_a_number_of_none_is_named(key: str) -> None:
    found = problems_of(panel=[a_panel() | {key: 0}])
    assert found == {f"panel[0].{key}": "This must be 1 or more."}


def test_a_panel_does_not_go_on_without_members() -> None:
    found = problems_of(panel=[a_panel(on_recusal={"continue_if_at_least": 0})])
    assert list(found) == ["panel[0].on_recusal"]


def test_a_fallback_without_consensus_is_odd() -> None:
    assert set(warnings_of(panel=[a_panel("median", fallback="chair")])) == {"panel[0].fallback"}
    assert warnings_of(panel=[a_panel("consensus", fallback="chair")]) == {}


def test_a_spread_that_cannot_occur_is_odd() -> None:
    assert set(warnings_of(panel=[a_panel(discuss_from_steps=5)])) == {
        "panel[0].discuss_from_steps"
    }
    assert warnings_of(panel=[a_panel(discuss_from_steps=4)]) == {}


def test_a_spread_is_not_judged_on_a_scale_that_is_missing() -> None:
    assert warnings_of(panel=[a_panel(discuss_from_steps=5)], scale=[]) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [({"lots": ["1"]}, {"lots": ["2"]}), ({"criteria": ["A"]}, {"criteria": ["B"]})],
)
def test_panels_share_the_work_by_lot_or_by_criterion(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    panels = [a_panel(**first), a_panel(id="second", **second)]
    assert problems_of(panel=panels, lot=LOTS) == {}


def test_a_lot_without_panel_is_named() -> None:
    found = problems_of(panel=[a_panel(lots=["1"])], lot=LOTS)
    assert found["criterion[0]"] == "No panel scores this criterion in lot 2."


def test_what_is_scored_once_has_one_panel() -> None:
    panels = [a_panel(lots=["1"]), a_panel(id="second", lots=["2"])]
    found = problems_of(panel=panels, lot=LOTS, criterion=shared())
    assert found == {
        "criterion[0]": "A criterion that is scored once for all its lots needs one panel; "
        "it has 2."
    }


def test_what_is_scored_once_in_some_lots_has_the_panel_of_those() -> None:
    criteria = [
        *shared(lots=["1"]),
        a_criterion("C", an_item("C1", "20"), lots=["2"]),
    ]
    panels = [a_panel(lots=["1"]), a_panel(id="second", lots=["2"])]
    rules = rules_from(panel=panels, lot=LOTS, criterion=criteria)
    assert rules.panel_of("*", "A1").id == "main"
    assert rules.panel_of("2", "C1").id == "second"


def test_a_sum_of_ranks_is_of_one_panel() -> None:
    panels = [a_panel("rank_sum", criteria=["A"]), a_panel(id="second", criteria=["B"])]
    assert problems_of(panel=panels) == {
        "panel": "With rank_sum one panel must score everything in lot 1."
    }


def test_a_panel_for_an_unknown_criterion_is_named() -> None:
    found = problems_of(panel=[a_panel(criteria=["A", "B", "Z"])])
    assert found == {"panel[0].criteria[2]": "There is no criterion Z; there are: A, B."}


@pytest.mark.parametrize("lots", [["1", "1"], ["2", "1", "2"]])
def test_a_name_stands_once_in_a_list(lots: list[str]) -> None:
    found = problems_of(panel=[a_panel(lots=lots)], lot=LOTS)
    assert "stands twice" in found[f"panel[0].lots[{len(lots) - 1}]"]
