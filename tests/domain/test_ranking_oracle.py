"""The engine against slow fractions, for rule sets of every kind (R-48, R-51, R-54, R-57)."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.lot_numbers import Cells, CellScores
from evalpanel.domain.lot_ranking import rank_lot
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import codes_of
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item
from tests.conftest import heavy
from tests.domain.ranking_oracle import Oracle, Row

METHODS = ("mean", "median", "trimmed_mean", "consensus", "rank_sum")
VALUES = ("1", "0.75", "2/3", "0.5", "0", "-0.5")
GRIDS = (("0", "10", "0.25"), ("-2", "1", "0.5"), ("1", "4", "1"), ("0", "0.3", "0.1"))
POINTS = ("1", "2.5", "10/3")
NAMES = ("a", "b", "c", "d")
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class World:
    """A rule set and the complete cells of lot 1."""

    rules: RuleSet
    cells: Cells


@st.composite
def worlds(draw: Draw, method: str) -> World:
    """A rule set with two scales, two or three items, and whatever else can be announced."""
    items = [an_item(name, None, scale=draw(st.sampled_from("st"))) for name in "XYZ"]
    weights = draw(st.booleans())
    total = _weigh(draw, items) if weights else _award(draw, items)
    shares = {"weight": "1/3"}, {"weight": "2/3"}
    criteria = [
        a_criterion(name, *own, **(share if weights else {}))
        for name, own, share in zip("CD", (items[:1], items[1:]), shares, strict=True)
    ]
    scales = [_steps(draw), _grid(draw)]
    _demand_some(draw, items, criteria, {"s": "s1", "t": scales[1]["range"]["to"]})
    document = a_rule_set(
        panel=[a_panel(method, 4, fallback="mean" if method == "consensus" else "none")],
        scale=scales,
        criterion=criteria,
        ranking=a_ranking(total, **_ranking(draw)),
        lot=[a_lot("1", draw(SELECT), reserve=draw(st.integers(0, 2)))],
    )
    rules = parse_rules(document)
    return World(rules, _cells(draw, rules, method))


SELECT = st.one_of(st.integers(1, 3), st.sampled_from(["all", {"min": 1, "max": 2}]))


def _award(draw: Draw, items: list[dict[str, Any]]) -> str:
    for item in items:
        item["points"] = draw(st.sampled_from(POINTS))
    return str(sum((Fraction(item["points"]) for item in items), Fraction(0)))


def _weigh(draw: Draw, items: list[dict[str, Any]]) -> str:
    share = draw(st.sampled_from(["0.25", "1/3", "60%"]))
    rest = 1 - (Fraction(60, 100) if share == "60%" else Fraction(share))
    for item, weight in zip(items, ("100%", share, str(rest)), strict=True):
        item["weight"] = weight
    return draw(st.sampled_from(["10", "7"]))  # type: ignore[no-any-return]  # one of these


def _steps(draw: Draw) -> dict[str, Any]:
    values = draw(st.lists(st.sampled_from(VALUES), min_size=2, max_size=4))
    steps = [
        {"code": f"s{n}", "value": value, "label": f"{n}", "definition": f"Means {n}."}
        for n, value in enumerate(values)
    ]
    return {"id": "s", "steps": steps}


def _grid(draw: Draw) -> dict[str, Any]:
    first, last, step = draw(st.sampled_from(GRIDS))
    return {"id": "t", "range": {"from": first, "to": last, "step": step}}


def _demand_some(
    draw: Draw,
    items: list[dict[str, Any]],
    criteria: list[dict[str, Any]],
    codes: dict[str, str],
) -> None:
    """A threshold on an item or a criterion, now and then."""
    for one in (*items, *criteria):
        asked = draw(st.integers(0, 11))
        if asked in {2, 3}:
            one["minimum"] = {"points": draw(st.sampled_from(["-0.2", "0.3", "0.5"]))}
        elif asked == 5 and "scale" in one:
            one["minimum"] = {"score": codes[one["scale"]]}


def _ranking(draw: Draw) -> dict[str, Any]:
    stages = draw(st.sets(st.sampled_from(["item", "weighted", "total"])))
    modes = st.sampled_from(["half_up", "half_even"])
    steps = draw(st.lists(st.sampled_from("CDXYZ"), max_size=3, unique=True))
    ends = draw(st.sampled_from([[], ["draw"], ["all_in"], ["all_out"]]))
    minimum = draw(st.sampled_from([None, None, {"points": "1.5"}, {"points": "-0.5"}]))
    return {
        "rounding": [
            {"stage": stage, "digits": draw(st.integers(0, 2)), "mode": draw(modes)}
            for stage in sorted(stages)
        ],
        "tie_on": draw(st.sampled_from(["exact", "rounded"])),
        "tie_break": [*steps, *ends],
        **({"minimum": minimum} if minimum else {}),
    }


def _cells(draw: Draw, rules: RuleSet, method: str) -> dict[tuple[str, str], CellScores]:
    """Four scores in every cell, or three where one was recused; an agreed one for consensus."""
    cells = {}
    names = NAMES[: draw(st.integers(0, len(NAMES)))]
    for item in rules.items:
        codes = st.sampled_from(codes_of(rules.scale_of(item)))
        for name in names:
            least = 4 if method == "rank_sum" else 3
            given = draw(st.lists(codes, min_size=least, max_size=4))
            by_mean = method == "consensus" and draw(st.booleans())
            agreed = None if by_mean or method != "consensus" else draw(codes)
            scores = {f"E{n}": code for n, code in enumerate(given)}
            cells[name, item.id] = CellScores(scores, agreed, by_mean)
    return cells


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=heavy(1000))
@given(st.data())
def test_the_engine_ranks_as_slow_fractions_do(method: str, data: st.DataObject) -> None:
    world = data.draw(worlds(method))
    names = sorted({name for name, _ in world.cells})
    found = rank_lot(world.rules, "1", names[::-1], world.cells)
    rows = {
        one.candidate: Row(
            one.rank, one.outcome, one.total, one.total_shown, one.items, one.criteria
        )
        for one in found.ranked
    }
    assert rows == Oracle(world.rules, "1", names, world.cells).rows()
    order = [(one.rank is None, one.rank, one.candidate) for one in found.ranked]
    assert order == sorted(order)
    assert found.unresolved_tie == any(one.outcome == "tied_at_cut" for one in found.ranked)
