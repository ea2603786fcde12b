"""Points from scores: methods, announced rounding, reasons for every number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.errors import Refused
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.scoring import CellScores, aggregated, score_candidate
from evalpanel.domain.scoring_reasons import figure, why_score
from tests.builders import a_criterion, a_ranking, an_item, one_item_rules, rules_from

values = st.lists(st.fractions(0, 10, max_denominator=4), min_size=3, max_size=9)


def numbers(text: str) -> list[Fraction]:
    return [Fraction(part) for part in text.split()]


@pytest.mark.parametrize(
    ("method", "given_", "value"),
    [("mean", "8 6 6", Fraction(20, 3)), ("median", "2 10 8", Fraction(8)),
     ("median", "2 4 8 10", Fraction(6)), ("trimmed_mean", "2 8 6 10", Fraction(7)),
     ("trimmed_mean", "10 10 10 1", Fraction(10))],
)  # fmt: skip
def test_methods_make_one_value(method: str, given_: str, value: Fraction) -> None:
    assert aggregated(method, numbers(given_)) == value  # type: ignore[arg-type]  # plain str


@given(values)
def test_every_method_stays_between_lowest_and_highest(given_: list[Fraction]) -> None:
    for found in (aggregated(m, given_) for m in ("mean", "median", "trimmed_mean")):
        assert min(given_) <= found <= max(given_)


def points(rounding: list[dict[str, object]], *codes: str) -> Fraction:
    document = one_item_rules("mean", len(codes), ranking=a_ranking("10", rounding=rounding))
    cells = {("c", "X"): CellScores({f"E{n}": code for n, code in enumerate(codes)})}
    return score_candidate(parse_rules(document), "1", "c", cells).items["X"].points


@pytest.mark.parametrize(
    ("mode", "value"), [("half_up", Fraction(813, 100)), ("half_even", Fraction(812, 100))]
)
def test_four_evaluators_can_meet_a_half(mode: str, value: Fraction) -> None:
    stage = {"stage": "item", "digits": 2, "mode": mode}
    assert points([stage], "8", "8", "8", "8.5") == value


def test_without_rounding_points_are_exact() -> None:
    assert points([], "8", "8", "8.25") == Fraction(97, 12)


def test_stages_round_one_after_the_other() -> None:
    rules = rules_from(
        scale=[{"id": "scale", "range": {"from": "0", "to": "10", "step": "0.25"}}],
        criterion=[a_criterion("C", an_item("X", "8"), an_item("Y", "2"))],
        ranking=a_ranking(
            "10",
            rounding=[
                {"stage": stage, "digits": digits, "mode": "half_up"}
                for stage, digits in (("item", 1), ("weighted", 2), ("total", 1))
            ],
        ),
    )
    codes = CellScores({"E1": "8", "E2": "8", "E3": "8.25"})
    score = score_candidate(rules, "1", "c", {("c", "X"): codes, ("c", "Y"): codes})
    assert (score.items["X"].unit, score.items["X"].points) == (
        Fraction(81, 10),
        Fraction(648, 100),
    )
    assert (score.total, score.total_rounded) == (Fraction(81, 10), Fraction(81, 10))


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_points_lie_between_nothing_and_the_maximum(quarters: list[int]) -> None:
    codes = [str(Fraction(n, 4).limit_denominator()) for n in quarters]
    decimals = [f"{n // 4}.{n % 4 * 25:02d}" for n in quarters]
    assert 0 <= points([], *decimals) <= 10
    assert points([], *decimals) == sum(map(Fraction, codes)) / 3


def test_consensus_takes_the_agreed_score_and_keeps_the_others() -> None:
    document = one_item_rules("consensus")
    cell = CellScores({"E1": "4", "E2": "6", "E3": "6"}, agreed="8")
    score = score_candidate(parse_rules(document), "1", "c", {("c", "X"): cell})
    assert score.total == 8
    assert any("agreed on 8" in str(said) for said in why_score(parse_rules(document), score))


def test_a_missing_score_is_refused_and_never_nothing() -> None:
    with pytest.raises(Refused, match="X"):
        score_candidate(parse_rules(one_item_rules()), "1", "c", {})


def test_every_step_of_a_number_is_explained() -> None:
    rules = parse_rules(one_item_rules())
    cell = CellScores({"E1": "8", "E2": "8", "E3": "8.25"})
    said = [str(s) for s in why_score(rules, score_candidate(rules, "1", "c", {("c", "X"): cell}))]
    assert said == [
        "X: the mean of 8, 8, 8.25 is 8.083333 (97/12).",
        "X: 0.808333 (97/120) × 10 points = 8.083333 (97/12).",
        "C: 8.083333 (97/12) = 8.083333 (97/12) points.",
        "Total: 8.083333 (97/12) = 8.083333 (97/12) points.",
    ]


def test_figures_show_the_fraction_only_where_needed() -> None:
    assert (figure(Fraction(15, 2)), figure(Fraction(8, 3))) == ("7.5", "2.666667 (8/3)")
