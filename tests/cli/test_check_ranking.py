"""The stand-alone checker ranks as evalpanel does: rule sets, lots and limits drawn at random."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evalpanel.domain.calculation import lot_result
from evalpanel.domain.completeness import gather_lot
from evalpanel.domain.drawn_ranking import apply_draws
from evalpanel.domain.errors import Sentence
from evalpanel.domain.lot_division import divide_lots, limit_of
from evalpanel.domain.lot_numbers import CellScores
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.ranking_rules import LotLimits
from evalpanel.domain.reserves import fill_places
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_orders import DecidedOrder
from tests.cli.test_check_record import CHECKER
from tests.conftest import heavy
from tests.domain import test_welzijn
from tests.domain.lot_market import RULES, markets
from tests.domain.test_ranking_oracle import METHODS, worlds


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=heavy(1000, 40))
@given(st.data())
def test_it_ranks_as_evalpanel_does(method: str, data: st.DataObject) -> None:
    """Rule sets of every kind: methods, roundings, thresholds, ties, reserves (R-48 to R-60)."""
    world = data.draw(worlds(method))
    names = sorted({name for name, _ in world.cells})
    ranking = rank_lot(world.rules, "1", names, world.cells)
    cells = {("1", *cell): scores for cell, scores in world.cells.items()}
    assert flaws(_record_of(world.rules, cells, dict.fromkeys(names, ("1",)), [ranking])) == []


def flaws(record: dict[str, Any]) -> list[str]:
    """What the checker finds wrong with a ranking."""
    return [said for _, holds, said in CHECKER["Record"](record).ranking() if not holds]


ENDS = ("draw", "", "all_in", "all_out")


@settings(max_examples=heavy(5000, 25), suppress_health_check=[HealthCheck.filter_too_much])
@given(st.data())
def test_it_divides_lots_and_moves_up_the_reserve_as_evalpanel_does(data: st.DataObject) -> None:
    """Random lots: limits, ties, draws or decisions, withdrawals (R-8, R-55, R-58, R-60)."""
    drawn = data.draw(divisions())
    assert flaws(drawn) == []
    lot = data.draw(st.sampled_from(_rows(drawn)))
    row = data.draw(st.sampled_from(lot))
    other = data.draw(st.sampled_from(["selected", "reserve", "not_selected", "withdrawn"]))
    changed = data.draw(st.sampled_from(["rank", "outcome"]))
    value = other if changed == "outcome" else (row["rank"] or 0) + 1
    assume(row[changed] != value)
    row[changed] = value
    assert flaws(drawn)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("most", [1, 2, 3])
def test_it_divides_the_lots_of_welzijn_under_a_limit(rule: Any, most: int) -> None:
    """R-58: fourteen lots with the scores of the case, had a limit been announced."""
    limits = LotLimits(max_per_candidate=most, allocation=rule)
    rules = test_welzijn.rules().model_copy(update={"lot_limits": limits})
    entries = tuple(test_welzijn.applications().values())
    scores = test_welzijn.scores()
    gathered = [gather_lot(rules, lot.id, scores, None, entries) for lot in rules.lots]
    cells = {
        (rules.score_lot(one.lot, item), name, item): own
        for one in gathered for (name, item), own in one.cells.items()
    }  # fmt: skip
    plain = [rank_lot(rules, one.lot, one.candidates, one.cells) for one in gathered]
    ranked = {(one.lot, row.candidate) for one in plain for row in one.ranked}
    wishes = {
        entry.id: tuple(lot for lot in entry.lots if (lot, entry.id) in ranked) for entry in entries
    }
    drawn = {one.lot: tuple(sorted(row.candidate for row in one.ranked)) for one in plain}
    equal_lots = wishes if rule == "best_score" else {}
    register = [_held(lot, order, "draw") for lot, order in drawn.items()]
    register += [_tie("", (c,), order) for c, order in equal_lots.items()]
    decided = {c: [DecidedOrder(o, Sentence("Decided."))] for c, o in equal_lots.items()}
    held = {lot: [order] for lot, order in drawn.items()}
    settled = divide_lots(rules, plain, wishes, held, decided)
    assert not any(one.unresolved_tie for one in settled)
    assert flaws(_record_of(rules, cells, wishes, settled, register)) == []
    assert flaws(_record_of(rules, cells, wishes, plain, register)) != []


def _rows(record: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The rows of the lots in which anybody is ranked."""
    kinds = [leaf["entry"] for leaf in record["leaves"] if leaf["entry"]["kind"] == "ranking"]
    found = [entry["result"]["ranking"] for entry in kinds if entry["result"]["ranking"]]
    assume(found)
    return found


@st.composite
def divisions(draw: Callable[[st.SearchStrategy[Any]], Any]) -> dict[str, Any]:
    """A market with ties, all of them broken by draws or decisions, and then withdrawals."""
    end = draw(st.sampled_from(ENDS))
    found = draw(markets(ties=draw(st.booleans()), end=end))
    assume(found.wishes)
    limits = found.rules.lot_limits
    rule = limits.allocation if limits else None
    shuffled = {lot: tuple(draw(st.permutations(sorted(own)))) for lot, own in found.totals.items()}
    lots = {c: tuple(draw(st.permutations(list(own)))) for c, own in found.wishes.items()}
    register = [_held(lot, order, end) for lot, order in shuffled.items() if order]
    register += [_tie("", (c,), order) for c, order in lots.items()] if rule == "best_score" else []
    pairs = sorted((c, lot) for c, own in found.wishes.items() for lot in own)
    gone = draw(st.sets(st.sampled_from(pairs), max_size=3))
    register += [_withdrawal(c, [lot]) for c, lot in sorted(gone)]
    decided = {
        c: [DecidedOrder(order, Sentence("Decided."))]
        for c, order in lots.items()
        if rule == "best_score"
    }
    orders: dict[str, Any] = {
        lot: [order if end == "draw" else DecidedOrder(order, Sentence("Decided."))]
        for lot, order in shuffled.items() if end in ("draw", "") and order
    }  # fmt: skip
    before = found.rankings
    if limit_of(found.rules):
        before = divide_lots(found.rules, before, found.wishes, orders, decided)
    else:
        before = tuple(apply_draws(found.rules, one, orders.get(one.lot, ())) for one in before)
    left = {(lot, c) for c, lot in gone}
    after = fill_places(found.rules, before, left, orders=orders)
    cells = {
        (lot, c, "X"): CellScores({"E": str(total)})
        for lot, own in found.totals.items() for c, total in own.items()
    }  # fmt: skip
    return _record_of(found.rules, cells, found.wishes, after, register)


def _held(lot: str, order: Sequence[str], end: str) -> dict[str, Any]:
    """An order of equals, drawn where that was announced and else decided."""
    if end != "draw":
        return _tie(lot, sorted(order), order)
    return {"kind": "draw_held", "record": {"notice": {"lot": lot}, "reveal": {"order": order}}}


def _tie(lot: str, names: Sequence[str], order: Sequence[str]) -> dict[str, Any]:
    return {"kind": "tie_decision", "lot": lot, "candidates": names, "order": order}


def _withdrawal(candidate: str, lots: Sequence[str], *, after: bool = True) -> dict[str, Any]:
    named = {"candidate": candidate, "lots": lots}
    return {"kind": "withdrawal", **named, "after_ranking": after}


def _record_of(
    rule_set: RuleSet,
    cells: Mapping[tuple[str, str, str], CellScores],
    wishes: Mapping[str, Sequence[str]],
    rankings: Iterable[LotRanking],
    register: Iterable[dict[str, Any]] = (),
) -> dict[str, Any]:
    """The part of a record from which lots are counted, with the ranking as evalpanel makes it."""
    rankings = tuple(rankings)
    rules = _bare(rule_set.to_json())
    rules["panel"][0]["on_recusal"] = {"continue_if_at_least": 1}
    place = {"panel": "main", "round": 1}
    members = sorted({key for cell in cells.values() for key in cell.scores})
    given_ = [
        (key, {"lot": lot, "candidate": name, "item": item, "score": code})
        for (lot, name, item), cell in cells.items() for key, code in cell.scores.items()
    ]  # fmt: skip
    assigned = [{"member": k, "lot": s["lot"], "item": s["item"], "candidates": [s["candidate"]]}
                for k, s in given_]  # fmt: skip
    roster = [{"signed": {"card": {"sign": key, "name": key}}} for key in members]
    sheets = [
        {"kind": "sheet", "sheet": {"member": key, "inner": json.dumps(
            {"member": key, **place, "scores": [s for k, s in given_ if k == key]})}}
        for key in members
    ]  # fmt: skip
    decisions = [
        {"kind": "decision", "decision": {
            **place, "lot": lot, "candidate": name, "item": item, "version": 1, "present": [],
            "score": cell.agreed or "", "agrees": ["nobody"] if cell.by_mean else []}}
        for (lot, name, item), cell in cells.items()
    ]  # fmt: skip
    outcomes = {(r.lot, one.candidate): one.outcome for r in rankings for one in r.ranked}
    applied = [
        {"kind": "application", "application": {"id": name, "code": name, "lots": lots},
         "judgements": [], "outcomes": [
             {"lot": lot, "outcome": NAMED.get(outcome, outcome)}
             for lot in lots for outcome in [outcomes[lot, name]]]}
        for name, lots in wishes.items()
    ]  # fmt: skip
    entries = [
        {"kind": "tender", "rules": rules},
        {"kind": "package", "manifest": {**place, "assignments": assigned, "roster": roster}},
        *sheets, *decisions, *applied, *({"kind": "register", "entry": one} for one in register),
        *({"kind": "ranking", "result": lot_result(rule_set, one).to_json()} for one in rankings),
    ]  # fmt: skip
    leaves = [{"entry": entry} for entry in entries]
    return {"schema": "evalpanel/record/1", "hidden": [], "leaves": leaves}


NAMED = {"below_threshold": "knocked_out", "tied_at_cut": "not_selected"}
"""Outcomes that an application has under another name, or never has while it is open."""


def _bare(value: Any) -> Any:
    """As a rule set is written: what was not announced has no key."""
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if part is not None}
    return [_bare(part) for part in value] if isinstance(value, list | tuple) else value
