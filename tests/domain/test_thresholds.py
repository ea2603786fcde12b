"""R-48: who does not reach a threshold is told which one, and stands in no order."""

from typing import Any

import pytest

from evalpanel.domain.lot_numbers import CellScores
from evalpanel.domain.lot_ranking import rank_lot
from tests.builders import TENTHS, a_criterion, a_ranking, an_item, rules_from

ITEM = "X: 5.75 points are below the threshold of 6."
RANGE = {"scale": [{"id": "scale", "range": dict(TENTHS)}]}


def failures(
    x: str, y: str, *, item: Any = None, criterion: Any = None, **ranking: Any
) -> list[str]:
    """What is said of a candidate with one score on X and on Y; nothing where it is ranked."""
    rules = rules_from(
        **RANGE,
        criterion=[
            a_criterion(
                "C", an_item("X", minimum=item), an_item("Y"),
                **({"minimum": criterion} if criterion else {}),
            )
        ],
        ranking=a_ranking("20", **ranking),
    )  # fmt: skip
    cells = {("c", "X"): CellScores({"E": x}), ("c", "Y"): CellScores({"E": y})}
    [one] = rank_lot(rules, "1", ["c"], cells).ranked
    said = [str(sentence) for sentence in one.why if "below" in str(sentence)]
    assert (one.outcome == "below_threshold") == (one.rank is None) == bool(said)
    assert tuple(one.why[len(one.why) - len(said) :]) == tuple(
        sentence for sentence in one.why if "below" in str(sentence)
    )
    return said


@pytest.mark.parametrize(("score", "said"), [("5.75", [ITEM]), ("6", []), ("6.25", [])])
def test_points_of_an_item(score: str, said: list[str]) -> None:
    assert failures(score, "1", item={"points": "6"}) == said


@pytest.mark.parametrize(
    ("score", "said"),
    [("5.5", ["X: 5.5 is below the threshold, score 5.75 (value 5.75)."]), ("5.75", [])],
)
def test_the_score_of_an_item(score: str, said: list[str]) -> None:
    assert failures(score, "1", item={"score": "5.75"}) == said


@pytest.mark.parametrize(
    ("score", "said"), [("5.75", ["C: 11.75 points are below the threshold of 12."]), ("6", [])]
)
def test_points_of_a_criterion(score: str, said: list[str]) -> None:
    assert failures(score, "6", criterion={"points": "12"}) == said


@pytest.mark.parametrize(
    ("score", "said"),
    [("5.75", ["The total of 11.75 points is below the threshold of 12."]), ("6", [])],
)
def test_the_total(score: str, said: list[str]) -> None:
    assert failures(score, "6", minimum={"points": "12"}) == said


@pytest.mark.parametrize(("tie_on", "count"), [("exact", 1), ("rounded", 0)])
def test_the_total_that_decides_is_the_one_that_must_reach_it(tie_on: str, count: int) -> None:
    rounding = [{"stage": "total", "digits": 0, "mode": "half_up"}]
    said = failures("5.75", "6", minimum={"points": "12"}, tie_on=tie_on, rounding=rounding)
    assert len(said) == count


def test_a_rounded_item_is_what_must_reach_a_score() -> None:
    rounding = [{"stage": "item", "digits": 0, "mode": "half_up"}]
    assert failures("5.75", "6", item={"score": "6"}, rounding=rounding) == []


def test_every_threshold_is_told_in_the_order_of_the_rules() -> None:
    said = failures(
        "1", "2", item={"points": "6"}, criterion={"points": "12"}, minimum={"points": "10"}
    )
    assert said == [
        "X: 1 points are below the threshold of 6.",
        "C: 3 points are below the threshold of 12.",
        "The total of 3 points is below the threshold of 10.",
    ]
