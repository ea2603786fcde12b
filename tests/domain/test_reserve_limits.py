"""R-58: who may take a place of the reserve where one candidate can have only so many lots."""

from evalpanel.domain.reserves import fill_places
from tests.builders import a_lot
from tests.domain.test_reserves import FOUR, outcomes, ranked, rules_of


def test_a_lot_that_is_held_counts_once() -> None:
    limits = {"max_per_candidate": 2, "allocation": "lot_order"}
    rules = rules_of(*(a_lot(lot, 1, reserve=2) for lot in "123"), lots=limits)
    b_first = FOUR | {"B": ("10", "10"), "A": ("8", "8")}
    rankings = [ranked(rules, b_first)[0], *ranked(rules, FOUR)[1:]]
    assert [one.ranked[0].candidate for one in rankings] == ["B", "A", "A"]
    after = fill_places(rules, rankings, {("2", "A")})
    assert outcomes(after[1])["B"] == "selected"


def test_a_lot_that_comes_later_counts_as_well() -> None:
    limits = {"max_per_candidate": 1, "allocation": "lot_order"}
    rules = rules_of(a_lot("1", 1, reserve=2), a_lot("2", 1, reserve=2), lots=limits)
    b_first = FOUR | {"B": ("10", "10"), "A": ("8", "8")}
    rankings = [ranked(rules, FOUR)[0], ranked(rules, b_first)[1]]
    after = fill_places(rules, rankings, {("1", "A")})
    assert outcomes(after[0]) == {
        "A": "withdrawn", "B": "reserve", "C": "selected", "D": "not_selected",
    }  # fmt: skip
