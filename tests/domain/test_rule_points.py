"""R-4, R-48: points and weights add up to what was announced, and thresholds can be reached."""

from typing import Any

import pytest

from evalpanel.domain.announced_points import announced_points
from evalpanel.domain.rulefile import check_rules
from tests.builders import a_criterion, a_lot, a_ranking, a_rule_set, an_item, rules_from
from tests.domain.verdicts import problems_of


def weighted(
    a: str | None = "60%", b: str | None = "40%", items: tuple[str, str] = ("75%", "25%")
) -> list[dict[str, Any]]:
    """Criterion A with two weighted items and B with one."""
    found = [
        a_criterion("A", *(an_item(f"A{n}", None, weight=w) for n, w in enumerate(items, 1))),
        a_criterion("B", an_item("B1", None, weight="100%")),
    ]
    for criterion, weight in zip(found, (a, b), strict=True):
        if weight is not None:
            criterion["weight"] = weight
    return found


def test_weights_become_points_and_the_conversion_is_shown() -> None:
    found = announced_points(rules_from(criterion=weighted()))
    assert [(one.item, one.announced, str(one.points)) for one in found] == [
        ("A1", "40 × 60% × 75%", "18"), ("A2", "40 × 60% × 25%", "6"),
        ("B1", "40 × 40% × 100%", "16"),
    ]  # fmt: skip


def test_points_are_shown_as_announced() -> None:
    criterion = a_criterion("A", an_item("A1", "12.50"), an_item("A2", "27.5"))
    found = announced_points(rules_from(criterion=[criterion]))
    assert [(one.announced, str(one.points)) for one in found] == [
        ("12.50", "25/2"),
        ("27.5", "55/2"),
    ]


def test_thirds_are_exact() -> None:
    criteria = [a_criterion(c, an_item(f"{c}1", None, weight="1"), weight="1/3") for c in "ABC"]
    rules = rules_from(criterion=criteria)
    assert sum(one.points for one in announced_points(rules)) == 40


def test_weights_of_criteria_add_up_to_all() -> None:
    found = problems_of(criterion=weighted("60%", "30%"))
    assert found == {"criterion": "The weights of the criteria add up to 90%, not to 100%."}


def test_weights_of_criteria_add_up_in_every_lot() -> None:
    criteria = weighted()
    criteria[1]["lots"] = ["1"]
    found = problems_of(criterion=criteria, lot=[a_lot("1"), a_lot("2")])
    assert found["criterion"] == (
        "The weights of the criteria of lot 2 add up to 60%, not to 100%."
    )


def test_weights_of_items_add_up_to_all() -> None:
    found = problems_of(criterion=weighted(items=("33.33%", "66.66%")))
    assert found == {"criterion[0].item": "The weights of the items add up to 99.99%, not to 100%."}


@pytest.mark.parametrize("weight", ["0", "0%", "-10%", "101%", "60"])
def test_a_weight_is_a_share(weight: str) -> None:
    """A forgotten percent sign (`60`) is named, and not sixty times the total."""
    found = problems_of(criterion=weighted(weight))
    assert list(found) == ["criterion[0].weight"]
    assert "at most 100%" in found["criterion[0].weight"]
    found = problems_of(criterion=weighted(items=(weight, "25%")))
    assert list(found) == ["criterion[0].item[0].weight"]


def test_a_weight_that_is_no_number_is_one_problem() -> None:
    assert list(problems_of(criterion=weighted("half"))) == ["criterion[0].weight"]


def test_items_with_weights_need_the_weight_of_their_criterion() -> None:
    found = problems_of(criterion=weighted(None))
    assert set(found) == {"criterion[0].item[0].weight", "criterion[0].item[1].weight"}


def test_weights_and_points_are_not_mixed_in_one_criterion() -> None:
    criteria = weighted()
    criteria[0]["item"][0] = an_item("A1", "18")
    found = problems_of(criterion=criteria)
    assert found["criterion[0].item"] == ("Either all items of a criterion have a weight, or none.")


@pytest.mark.parametrize(("weight", "is_sound"), [("50%", True), ("1/2", True), ("60%", False)])
def test_a_weight_beside_points_says_the_same(weight: str, is_sound: bool) -> None:
    criteria = [
        a_criterion("A", an_item("A1"), an_item("A2"), weight=weight),
        a_criterion("B", an_item("B1"), an_item("B2")),
    ]
    said = "The weight 60% stands for 24 points, but the items add up to 20."
    expected = {} if is_sound else {"criterion[0].weight": said}
    assert problems_of(criterion=criteria) == expected


@pytest.mark.parametrize("points", ["0", "-5"])
def test_an_item_brings_something(points: str) -> None:
    criteria = [a_criterion("A", an_item("A1", points), an_item("A2", "40"))]
    assert "above 0" in problems_of(criterion=criteria)["criterion[0].item[0].points"]


def test_an_item_without_points_names_the_field() -> None:
    criteria = [a_criterion("A", an_item("A1", None), an_item("A2", "40"))]
    found = problems_of(criterion=criteria)
    assert found == {"criterion[0].item[0].points": "An item has either points or a weight."}


def test_points_that_are_no_number_are_one_problem() -> None:
    criteria = [a_criterion("A", an_item("A1", "ten"), an_item("A2", "40"))]
    assert list(problems_of(criterion=criteria)) == ["criterion[0].item[0].points"]


def test_a_lot_without_criterion_is_named() -> None:
    criteria = [a_criterion("A", an_item("A1", "40"), lots=["1"])]
    found = problems_of(criterion=criteria, lot=[a_lot("1"), a_lot("2")])
    assert found == {"criterion": "Lot 2 has no criterion."}


def test_one_sum_that_is_wrong_in_many_lots_is_one_problem() -> None:
    lots = [a_lot(str(n)) for n in range(1, 15)]
    found = check_rules(a_rule_set(lot=lots, ranking=a_ranking("45"))).problems
    assert [str(problem) for problem in found] == [
        "ranking.total_points: The items of lot 1 add up to 40 points, not to 45."
    ]


@pytest.mark.parametrize("minimum", [{"points": "5", "score": "6"}, {}])
def test_a_minimum_of_an_item_is_points_or_a_score(minimum: dict[str, str]) -> None:
    criteria = [a_criterion("A", an_item("A1", "40", minimum=minimum))]
    found = problems_of(criterion=criteria)
    assert found == {"criterion[0].item[0].minimum": "A minimum is either points or a score."}


@pytest.mark.parametrize("minimum", [{"points": "40"}, {"score": "6"}])
def test_a_minimum_can_be_reached(minimum: dict[str, str]) -> None:
    assert problems_of(criterion=[a_criterion("A", an_item("A1", "40", minimum=minimum))]) == {}


def test_a_minimum_on_an_unknown_scale_is_one_problem() -> None:
    item = an_item("A1", "40", scale="nowhere", minimum={"score": "6"})
    assert list(problems_of(criterion=[a_criterion("A", item)])) == ["criterion[0].item[0].scale"]


def test_a_minimum_of_the_total_is_in_points() -> None:
    assert problems_of(ranking=a_ranking(minimum={"points": "40"})) == {}
    found = problems_of(ranking=a_ranking(minimum={"score": "6"}))
    assert found == {"ranking.minimum": "This minimum must be given in points."}
