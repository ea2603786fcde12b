"""Dividing lots with a limit per candidate: fair by definition and blind to names (R-58)."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.allocated_ranking import allocated_rankings
from tests.domain.lot_market import (
    Market,
    blocking_pairs,
    lot_rules,
    markets,
    offered_one_by_one,
    places_of,
)


@given(markets(ties=True))
def test_no_lot_nor_candidate_gets_more_than_announced(found: Market) -> None:
    for lot in found.divide().lots:
        assert len(lot.selected) <= places_of(found)
        assert set(lot.selected) | set(lot.reserve) <= set(found.totals[lot.lot])
        assert len(lot.reserve) <= found.rules.lots[0].reserve
        assert not set(lot.selected) & set(lot.reserve)
    for candidate, lots in found.wishes.items():
        mine = [lot.lot for lot in found.divide().lots if candidate in lot.selected]
        assert len(mine) <= found.most
        assert set(mine) <= set(lots)


@given(markets("preference"))
def test_nobody_would_rather_have_each_other(found: Market) -> None:
    chosen = found.chosen()
    assert blocking_pairs(found, chosen) == []
    assert {lot: set(names) for lot, names in chosen.items()} == offered_one_by_one(found)


@given(markets("lot_order"))
def test_in_the_published_order_each_lot_takes_the_best_who_may_have_more(found: Market) -> None:
    count = dict.fromkeys(found.wishes, 0)
    for lot, chosen in found.chosen().items():
        totals = found.totals[lot]
        free = sorted((c for c in totals if count[c] < found.most), key=lambda c: -totals[c])
        assert chosen == tuple(free[: places_of(found)])
        for c in chosen:
            count[c] += 1


@given(markets("best_score"))
def test_with_best_score_the_highest_total_anywhere_is_served_first(found: Market) -> None:
    served: dict[str, set[str]] = {lot: set() for lot in found.totals}
    pairs = [(t, lot, c) for lot, totals in found.totals.items() for c, t in totals.items()]
    for _, lot, c in sorted(pairs, reverse=True):
        has_lots = sum(c in names for names in served.values())
        if has_lots < found.most and len(served[lot]) < places_of(found):
            served[lot].add(c)
    assert {lot: set(names) for lot, names in found.chosen().items()} == served


@given(markets(ties=True), st.randoms())
def test_names_and_their_order_change_nothing_but_names(found: Market, any_: Any) -> None:
    names = sorted(found.wishes)
    others = [f"Z{n}" for n in range(len(names))]
    any_.shuffle(others)
    new = dict(zip(names, others, strict=True))
    renamed = Market(
        found.rules,
        {lot: {new[c]: t for c, t in totals.items()} for lot, totals in found.totals.items()},
        {new[c]: lots for c, lots in found.wishes.items()},
    )
    before, after = found.divide(), renamed.divide()
    assert before.is_settled == after.is_settled
    assert [{new[c] for c in lot.selected} for lot in before.lots] == [
        set(lot.selected) for lot in after.lots
    ]
    assert [{new[c] for c in lot.reserve} for lot in before.lots] == [
        set(lot.reserve) for lot in after.lots
    ]
    assert [(t.lot, {new[c] for c in t.candidates}) for t in before.ties] == [
        (t.lot, set(t.candidates)) for t in after.ties
    ]


@given(markets(ties=True, end="all_out"), st.sampled_from(("", "preference")))
def test_without_a_limit_every_lot_keeps_its_plain_cut(found: Market, rule: str) -> None:
    lots = len(found.rules.lots)
    select = places_of(found)
    rules = lot_rules(lots, rule, lots, select, 1, "all_out")
    free = replace(found, rules=rules)
    divided = free.divide()
    assert allocated_rankings(free.rankings, divided) == free.rankings
    assert all(not lot.displacements for lot in divided.lots)


@given(markets(ties=True))
def test_draws_settle_every_tie_between_candidates(found: Market) -> None:
    draws: dict[str, list[tuple[str, ...]]] = {}
    divided = found.divide()
    while divided.ties:
        assert not divided.lots
        tie = divided.ties[0]
        draws.setdefault(tie.lot, []).append(tie.candidates[::-1])
        divided = found.divide(draws)
    assert divided.is_settled or "A recorded decision is needed" in str(divided.unresolved[0])


@given(markets())
def test_every_displacement_is_explained(found: Market) -> None:
    divided = found.divide()
    for before, after in zip(
        found.rankings, allocated_rankings(found.rankings, divided), strict=True
    ):
        old = {one.candidate: one for one in before.ranked}
        for one in after.ranked:
            moved = {old[one.candidate].outcome, one.outcome}
            if "selected" in moved and len(moved) == 2:
                said = str(one.why[-1])
                up = one.outcome == "selected"
                assert ("moves up" if up else "gives it up") in said
