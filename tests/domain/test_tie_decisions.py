"""R-55: where the rules are exhausted two persons decide, and the ranking says who and why."""

from typing import Any

import pytest

from evalpanel.domain.allocation import OpenChoice, allocate
from evalpanel.domain.drawn_ranking import apply_draws
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lot_division import divide_lots
from evalpanel.domain.tie_decisions import TieDecision, decided_lots, orders_in, with_decided
from evalpanel.domain.tie_orders import (
    DecidedOrder,
    demand_exhausted,
    demand_way,
    order_for,
    said_of,
)
from tests.domain.lot_market import Market, lot_rules

AT = "2026-11-24T10:00:00Z"


def decision(*order: str, lot: str = "1", candidates: tuple[str, ...] = ()) -> TieDecision:
    return TieDecision(
        reference="T-1", lot=lot, candidates=candidates or tuple(sorted(order)), order=order,
        reason="Both could do it.", ground="Guide, 7.3.", by="Lena", confirmed_by="Sam", at=AT,
    )  # fmt: skip


def test_it_says_who_decided_what_and_why() -> None:
    said = str(decision("K3", "B7").decided.said)
    assert said == (
        "Lena and Sam decided between B7, K3, where the rules do not; the order is K3, B7. "
        "Reason: Both could do it. Ground: Guide, 7.3."
    )


def test_an_order_is_a_row_of_names() -> None:
    order = DecidedOrder(("K3", "B7"), Sentence("So."))
    assert (list(order), len(order), order[0], order[1:]) == (["K3", "B7"], 2, "K3", ("B7",))
    assert said_of(order) == Sentence("So.")
    assert "A draw was held between B7, K3" in str(said_of(("K3", "B7")))
    assert order_for({"B7"}, [("X",), order]) == order
    assert order_for({"B7", "Z"}, [("X",), order]) == ()


@pytest.mark.parametrize("end", ["draw", "all_in", "all_out"])
def test_nobody_decides_where_the_rules_do(end: str) -> None:
    with pytest.raises(Refused, match=f"rules say what decides between equals: {end}"):
        demand_way(lot_rules(1, end=end), decision("K3", "B7").decided)


@pytest.mark.parametrize("end", ["", "C"])
def test_without_an_end_two_persons_decide_and_nothing_is_drawn(end: str) -> None:
    rules = lot_rules(1, end=end)
    demand_exhausted(rules)
    demand_way(rules, decision("K3", "B7").decided)
    with pytest.raises(Refused, match="do not say that a draw decides"):
        demand_way(rules, ("K3", "B7"))


def test_orders_are_kept_per_lot_and_lots_per_candidate() -> None:
    lots = decision("2", "1", lot="", candidates=("K3",))
    register = [decision("K3", "B7"), lots, object()]
    assert orders_in(register) == {"1": [decision("K3", "B7").decided]}
    assert with_decided({"1": [("a", "b")]}, register)["1"] == [
        ("a", "b"), decision("K3", "B7").decided,
    ]  # fmt: skip
    assert decided_lots(register) == {"K3": [lots.decided]}
    assert decision("K3").key == ("T-1", "tie_decision")


def words(said: tuple[Sentence, ...]) -> str:
    return " ".join(map(str, said))


def market(totals: dict[str, dict[str, int]], **more: Any) -> Market:
    wishes = {c: [lot for lot in totals if c in totals[lot]] for t in totals.values() for c in t}
    return Market(lot_rules(len(totals), **more), totals, wishes)


def test_a_decided_order_moves_the_equals_and_stands_in_their_reasons() -> None:
    found = market({"1": {"A": 40, "B": 40, "C": 40, "D": 1}}, end="")
    [ranking] = found.rankings
    assert ranking.unresolved_tie
    done = apply_draws(found.rules, ranking, [decision("C", "A", "B").decided])
    assert [(one.candidate, one.rank, one.outcome) for one in done.ranked[:3]] == [
        ("C", 1, "selected"), ("A", 2, "not_selected"), ("B", 3, "not_selected"),
    ]  # fmt: skip
    assert not done.unresolved_tie
    assert all("Lena and Sam decided" in str(one.why[-1]) for one in done.ranked[:3])
    assert "Lena" not in words(done.ranked[3].why)


def test_under_a_limit_a_decision_breaks_the_tie_too() -> None:
    """R-58, R-55."""
    found = market({"1": {"A": 40, "B": 40}, "2": {"C": 9}}, rule="lot_order", end="")
    assert found.divide().ties
    done = found.divide({"1": [decision("B", "A").decided]})
    assert {lot.lot: lot.selected for lot in done.lots} == {"1": ("B",), "2": ("C",)}
    assert "Lena and Sam decided" in words(done.lots[0].why)


def test_two_persons_say_which_of_equal_lots_a_candidate_has() -> None:
    """R-58: `best_score` leaves it open; the lot that is given up goes to the next."""
    for end in ("draw", ""):
        found = market({"1": {"A": 40, "B": 30}, "2": {"A": 40, "C": 30}}, rule="best_score",
                       end=end)  # fmt: skip
        left = found.divide()
        assert left.choices == (OpenChoice("A", ("1", "2"), 1),)
        assert left.ties == ()
        chosen = decided_lots([decision("2", "1", lot="", candidates=("A",))])
        done = allocate(found.rules, found.rankings, found.wishes, {}, chosen)
        assert {lot.lot: lot.selected for lot in done.lots} == {"1": ("B",), "2": ("A",)}
        first, _ = divide_lots(found.rules, found.rankings, found.wishes, {}, chosen)
        why = words(next(one for one in first.ranked if one.candidate == "A").why)
        assert "reached with 2, as two persons decided" in why
        assert "Lena and Sam decided between A" in why


def test_a_decision_on_other_lots_decides_nothing() -> None:
    found = market({lot: {"A": 40} for lot in "123"}, rule="best_score")
    chosen = decided_lots([decision("2", "1", lot="", candidates=("A",))])
    done = allocate(found.rules, found.rankings, found.wishes, {}, chosen)
    assert done.choices == (OpenChoice("A", ("1", "2", "3"), 1),)


def test_who_gives_a_lot_up_for_a_better_one_does_so_by_the_rule() -> None:
    found = market({"1": {"A": 30}, "2": {"A": 40}, "3": {"A": 40}}, rule="best_score")
    chosen = decided_lots([decision("3", "2", lot="", candidates=("A",))])
    done = allocate(found.rules, found.rankings, found.wishes, {}, chosen)
    why = {lot.lot: " ".join(words(d.why) for d in lot.displacements) for lot in done.lots}
    assert "higher total" in why["1"]
    assert "two persons decided" in why["2"]


def test_two_persons_sign_all_of_it() -> None:
    assert decision("K3", "B7").subject() == {
        "lot": "1", "candidates": "B7 K3", "order": "K3 B7", "reason": "Both could do it.",
        "ground": "Guide, 7.3.",
    }  # fmt: skip


def test_who_decides_too_much_is_told_how_to_draw() -> None:
    with pytest.raises(Refused) as error:
        demand_exhausted(lot_rules(1))
    assert str(error.value) == (
        "The rules say what decides between equals: draw. "
        "For a draw, first: evalpanel draw invite T-1 --lot L …"
    )


def gives_up(found: Market, *order: str) -> dict[str, str]:
    """Per lot why A gives it up, where two persons put these lots in order."""
    chosen = decided_lots([decision(*order, lot="", candidates=("A",))])
    done = allocate(found.rules, found.rankings, found.wishes, {}, chosen)
    return {lot.lot: words(d.why) for lot in done.lots for d in lot.displacements}


def test_only_the_lots_that_were_decided_about_are_given_up_by_the_decision() -> None:
    totals = {"1": {"A": 30}, "2": {"A": 40}, "3": {"A": 40}, "4": {"A": 40}}
    why = gives_up(market(totals, rule="best_score", most=2), "3", "4", "2")
    assert set(why) == {"1", "2"}
    assert "higher total" in why["1"]
    assert "decided" not in why["1"]
    assert "Lena and Sam decided" in why["2"]


def test_a_decision_on_lots_of_which_none_is_kept_explains_nothing() -> None:
    why = gives_up(
        market({"1": {"A": 30}, "2": {"A": 30}, "3": {"A": 40}}, rule="best_score"), "2", "1"
    )
    assert set(why) == {"1", "2"}
    assert all("higher total" in said and "decided" not in said for said in why.values())
