"""Points from scores: methods, announced rounding, reasons for every number (R-51)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_numbers import Cells, read_lot
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CandidateScore, CellScores, aggregated, figures_of_lot
from evalpanel.domain.scoring_reasons import figure, why_score
from tests.builders import (
    a_criterion,
    a_lot,
    a_panel,
    a_ranking,
    an_item,
    one_item_rules,
    rules_from,
)

groups = st.lists(st.lists(st.integers(-10, 40), min_size=3, max_size=9), max_size=4)


def cell(*codes: str) -> CellScores:
    return CellScores({f"E{n}": code for n, code in enumerate(codes)})


def score(rules: RuleSet, cells: Cells, lot: str = "1") -> CandidateScore:
    """What candidate c has in a lot."""
    return figures_of_lot(read_lot(rules, lot, ["c"], cells)).score_at(0)


@pytest.mark.parametrize(
    ("method", "scores", "value"),
    [("mean", (8, 6, 6), Fraction(20, 3)), ("median", (2, 10, 8), Fraction(8)),
     ("median", (8, 2, 10, 4), Fraction(6)), ("trimmed_mean", (2, 8, 6, 10), Fraction(7)),
     ("trimmed_mean", (10, 10, 10, 1), Fraction(10)), ("consensus", (7,), Fraction(7)),
     ("rank_sum", (2, 5), Fraction(7, 2)), ("median", (3,), Fraction(3))],
)  # fmt: skip
def test_methods_make_one_value(method: Method, scores: tuple[int, ...], value: Fraction) -> None:
    assert aggregated(method, [scores])[0] == value


def test_candidates_can_have_different_numbers_of_scores() -> None:
    found = aggregated("mean", [(1, 2), (1, 1, 2), (5,)])
    assert [found[n] for n in range(3)] == [Fraction(3, 2), Fraction(4, 3), 5]


@given(groups)
def test_every_method_stays_between_lowest_and_highest(scores: list[list[int]]) -> None:
    for method in ("mean", "median", "trimmed_mean"):
        found = aggregated(method, scores)
        assert len(found.numbers) == len(scores)
        assert all(min(own) <= found[n] <= max(own) for n, own in enumerate(scores))


@pytest.mark.parametrize("codes", [("8", "8"), ("8",)])
def test_a_trimmed_mean_of_two_is_refused(codes: tuple[str, ...]) -> None:
    rules = parse_rules(one_item_rules("trimmed_mean"))
    with pytest.raises(Refused, match=r"^There are too few scores to take the mean\.$"):
        score(rules, {("c", "X"): cell(*codes)})


def points(rounding: list[dict[str, object]], *codes: str) -> Fraction:
    document = one_item_rules("mean", len(codes), ranking=a_ranking("10", rounding=rounding))
    return score(parse_rules(document), {("c", "X"): cell(*codes)}).items["X"].points


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
        criterion=[a_criterion("C", an_item("X", "7"), an_item("Y", "3"))],
        ranking=a_ranking(
            "10",
            rounding=[
                {"stage": stage, "digits": digits, "mode": "half_up"}
                for stage, digits in (("item", 2), ("weighted", 1), ("total", 0))
            ],
        ),
    )
    codes = cell("8", "8", "8.25")
    found = score(rules, {("c", "X"): codes, ("c", "Y"): codes})
    item = found.items["X"]
    assert (item.aggregate, item.unit) == (Fraction(97, 12), Fraction(808, 100))
    assert (item.weighted, item.points) == (Fraction(5656, 1000), Fraction(57, 10))
    assert (found.items["Y"].points, found.criteria) == (Fraction(24, 10), {"C": Fraction(81, 10)})
    assert (found.total, found.total_rounded) == (Fraction(81, 10), Fraction(8))
    assert [str(said) for said in why_score(rules, found)] == [
        "X: the mean of 8, 8, 8.25 is 8.083333 (97/12).",
        "X: rounded as announced to 8.08.",
        "X: 0.808 × 7 points = 5.656.",
        "X: rounded as announced to 5.7 points.",
        "Y: the mean of 8, 8, 8.25 is 8.083333 (97/12).",
        "Y: rounded as announced to 8.08.",
        "Y: 0.808 × 3 points = 2.424.",
        "Y: rounded as announced to 2.4 points.",
        "C: 5.7 + 2.4 = 8.1 points.",
        "Total: 8.1 = 8.1 points.",
        "Total: rounded as announced to 8 points.",
    ]


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_points_lie_between_nothing_and_the_maximum(quarters: list[int]) -> None:
    decimals = [f"{n // 4}.{n % 4 * 25:02d}" for n in quarters]
    assert 0 <= points([], *decimals) <= 10
    assert points([], *decimals) == Fraction(sum(quarters), 12)


def test_consensus_takes_the_agreed_score_and_keeps_the_others() -> None:
    rules = parse_rules(one_item_rules("consensus"))
    found = score(rules, {("c", "X"): CellScores({"E2": "6", "E1": "4"}, agreed="8")})
    assert (found.candidate, found.items["X"].method) == ("c", "consensus")
    assert found.total == 8
    said = [str(sentence) for sentence in why_score(rules, found)]
    assert said[:2] == [
        "X: the panel agreed on 8; alone they scored 4, 6.",
        "X: 0.8 × 10 points = 8.",
    ]


def test_an_agreed_score_needs_no_scores_of_their_own() -> None:
    rules = parse_rules(one_item_rules("consensus"))
    found = score(rules, {("c", "X"): CellScores(agreed="8")})
    assert str(why_score(rules, found)[0]) == "X: the panel agreed on 8; alone they scored -."


def test_the_fallback_of_consensus_takes_the_mean() -> None:
    rules = parse_rules(one_item_rules("consensus"))
    own = {"E1": "4", "E2": "8", "E3": "6"}
    found = score(rules, {("c", "X"): CellScores(own, agreed="10", by_mean=True)})
    assert found.total == 6
    assert str(why_score(rules, found)[0]) == "X: the mean of 4, 8, 6 is 6."


@pytest.mark.parametrize(
    ("method", "said"),
    [("median", "X: the median of 2, 8, 9 is 8."),
     ("trimmed_mean", "X: the mean of 2, 8, 9 without the highest and the lowest is 8.")],
)  # fmt: skip
def test_the_method_is_named(method: str, said: str) -> None:
    rules = parse_rules(one_item_rules(method))
    found = score(rules, {("c", "X"): cell("2", "8", "9")})
    assert str(why_score(rules, found)[0]) == said


@pytest.mark.parametrize("found", [{}, {("d", "X"): cell("8")}, {("c", "X"): CellScores()}])
@pytest.mark.parametrize("method", ["mean", "median", "trimmed_mean", "consensus"])
def test_a_missing_score_is_refused_and_never_nothing(method: str, found: Cells) -> None:
    with pytest.raises(Refused, match=r"^A score for item X is still missing\.$"):
        score(parse_rules(one_item_rules(method)), found)


def test_without_agreement_the_scores_of_a_consensus_panel_count_for_nothing() -> None:
    with pytest.raises(Refused, match="missing"):
        score(parse_rules(one_item_rules("consensus")), {("c", "X"): cell("8", "8", "8")})


def test_a_score_off_the_scale_is_refused() -> None:
    with pytest.raises(Refused, match=r"^The score 8\.1 is not on the scale scale\."):
        score(parse_rules(one_item_rules()), {("c", "X"): cell("8", "8", "8.1")})


def test_every_spelling_of_a_number_counts() -> None:
    rules = parse_rules(one_item_rules())
    assert score(rules, {("c", "X"): cell("9", "9.0", "9.00")}).total == 9


def test_only_what_is_in_the_lot_counts() -> None:
    rules = rules_from(
        criterion=[
            a_criterion("A", an_item("X"), lots=["1"]),
            a_criterion("B", an_item("Y"), lots=["2"]),
        ],
        ranking=a_ranking("10"),
        lot=[a_lot("1"), a_lot("2")],
    )
    cells = {("c", "X"): cell("8", "8", "8"), ("c", "Y"): cell("2", "2", "2")}
    assert [score(rules, cells, lot).total for lot in "12"] == [8, 2]
    figures = figures_of_lot(read_lot(rules, "1", ["c"], cells))
    assert [figures.points_of(step)[0] for step in ("A", "X", "B", "Y")] == [8, 8, 0, 0]


def test_every_step_of_a_number_is_explained() -> None:
    rules = parse_rules(one_item_rules())
    found = score(rules, {("c", "X"): cell("8", "8", "8.25")})
    assert [str(said) for said in why_score(rules, found)] == [
        "X: the mean of 8, 8, 8.25 is 8.083333 (97/12).",
        "X: 0.808333 (97/120) × 10 points = 8.083333 (97/12).",
        "C: 8.083333 (97/12) = 8.083333 (97/12) points.",
        "Total: 8.083333 (97/12) = 8.083333 (97/12) points.",
    ]


def test_figures_show_the_fraction_only_where_needed() -> None:
    shown = [figure(value) for value in (Fraction(15, 2), Fraction(8, 3), Fraction(1, 10**6))]
    assert shown == ["7.5", "2.666667 (8/3)", "0.000001"]


def test_each_lot_is_scored_by_the_method_of_its_panel() -> None:
    rules = rules_from(
        panel=[a_panel("mean", id="one", lots=["1"]), a_panel("median", id="two", lots=["2"])],
        criterion=[a_criterion("C", an_item("X"))],
        ranking=a_ranking("10"),
        lot=[a_lot("1"), a_lot("2")],
    )
    cells = {("c", "X"): cell("8", "8", "2")}
    assert [score(rules, cells, lot).total for lot in "12"] == [6, 8]
