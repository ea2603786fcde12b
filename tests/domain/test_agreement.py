"""Agreement between evaluators: published tables to six digits, and what is undefined says why."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.agreement import analyse
from evalpanel.domain.analysis import LotAgreement
from evalpanel.domain.concordance import kendall_w, rank_agreement, spearman, square_root
from evalpanel.domain.errors import HasProblems
from evalpanel.domain.icc import intraclass
from evalpanel.domain.rank_sum import mid_ranks
from evalpanel.domain.reliability import krippendorff_alpha
from evalpanel.domain.scorefile import ScoreRow, read_scores
from tests.builders import PROJECT

DATA = PROJECT.parent / "shared" / "data" / "isu-worlds-2017"
KRIPPENDORFF = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
SHROUT_FLEISS = ("9 6 8 7 10 6", "2 1 4 1 5 2", "5 3 6 2 6 4", "8 2 8 6 9 7")
ANXIETY = (
    "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3",
    "3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4",
    "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
)
BIRDS = (
    "10.4 10.8 11.1 10.2 10.3 10.2 10.7 10.5 10.8 11.2 10.6 11.4",
    "7.4 7.6 7.9 7.2 7.4 7.1 7.4 7.2 7.8 7.7 7.8 8.3",
    "17 17 20 14.5 15.5 13 19.5 16 21 20 18 22",
)
WINES = {
    "John": "8 4 3 1 5 2 6 7", "Mike": "7 5 3 2 6 4 1 8", "Ken": "6 5 8 7 4 1 2 3",
    "Orley": "4 2 3 5 6 1 8 7", "Frank": "5 8 4 2 6 3 1 7", "Burt": "6 3 7 2 5 8 1 4",
    "Ed": "8 5 6 2 3 4 1 7", "Dick": "7 8 6 1 5 3 2 4",
}  # fmt: skip

tables = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 3), min_size=n, max_size=n), min_size=2, max_size=5)
)


def of(*lines: str) -> LotAgreement:
    """The analysis of a line per evaluator with a score per candidate, on one item."""
    return analyse(rows_of(*lines)).lots[0]


def rows_of(*lines: str) -> tuple[ScoreRow, ...]:
    return tuple(
        ScoreRow(evaluator=f"E{e}", lot="1", candidate=f"C{c:02}", item="X", score=score.strip("."))
        for e, line in enumerate(lines, 1)
        for c, score in enumerate(line.split(), 1)
    )


def totals_of(lines: Sequence[str]) -> list[dict[str, Fraction]]:
    return [{f"C{c:02}": Fraction(score) for c, score in enumerate(line.split())} for line in lines]


def test_krippendorffs_own_data_with_missing_scores() -> None:
    found = krippendorff_alpha(
        [
            tuple(int(score) for score in unit if score != ".")
            for unit in zip(*(line.split() for line in KRIPPENDORFF), strict=True)
        ]
    )

    assert found is not None
    assert found.nominal == Fraction(113, 152)
    assert found.ordinal == Fraction(108577, 133160)
    assert found.interval == Fraction(951, 1120)
    shown = of(*KRIPPENDORFF).krippendorff_alpha
    assert shown is not None
    assert (shown.nominal, shown.ordinal, shown.interval) == (0.743421, 0.815388, 0.849107)


def test_shrout_and_fleiss_1979() -> None:
    found = of(*SHROUT_FLEISS)

    assert found.icc is not None
    assert found.icc.to_json() == {"2,1": 0.289764, "2,k": 0.620051, "3,1": 0.714841}
    exact = intraclass([list(row.values()) for row in _transposed(SHROUT_FLEISS)])
    assert exact is not None
    assert exact.single == Fraction(184, 635)
    assert found.krippendorff_alpha is not None
    assert found.krippendorff_alpha.interval == 0.147308
    assert found.krippendorff_alpha.ordinal == 0.109059


def _transposed(lines: Sequence[str]) -> list[dict[str, Fraction]]:
    columns = zip(*(line.split() for line in lines), strict=True)
    return totals_of([" ".join(column) for column in columns])


def test_the_anxiety_table_with_ties() -> None:
    found = of(*ANXIETY)

    assert found.kendall_w is not None
    assert (found.kendall_w.w, found.kendall_w.df) == (0.539657, 19)
    assert round(found.kendall_w.chi2, 4) == 30.7604
    assert found.icc is not None
    assert (found.icc.single, found.icc.consistent) == (0.197998, 0.216049)
    assert found.krippendorff_alpha is not None
    assert found.krippendorff_alpha.to_json() == {
        "nominal": -0.023725, "ordinal": 0.228387, "interval": 0.170099,
    }  # fmt: skip


def test_zars_birds_in_decimals() -> None:
    birds = totals_of(BIRDS)
    sums = {c: 3 * 13 - sum(mid_ranks(own)[c] for own in birds) for c in birds[0]}
    found = kendall_w(birds)

    assert [float(total) for total in sums.values()] == [
        14.5, 21, 30.5, 6, 11, 3.5, 20, 11.5, 29, 28.5, 22.5, 36,
    ]  # fmt: skip
    assert found is not None
    assert found.w == Fraction(2351, 2544)
    shown = of(*BIRDS).kendall_w
    assert shown is not None
    assert (shown.w, round(shown.chi2, 4), shown.df) == (0.924135, 30.4965, 11)


def test_quandts_wines() -> None:
    places = dict(zip(WINES, totals_of(list(WINES.values())), strict=True))
    found = kendall_w(list(places.values()))
    with_others = rank_agreement(places)
    sums = {
        wine: -sum((own[wine] for own in places.values()), Fraction(0)) for wine in places["Ed"]
    }

    assert [-total for total in sums.values()] == [51, 40, 40, 22, 40, 26, 22, 47]
    assert found is not None
    assert round(float(found.w), 4) == 0.3296
    assert {name: round(float(rho or 0), 4) for name, rho in with_others.items()} == {
        "Ed": 0.8095, "Mike": 0.7857, "Dick": 0.6429, "Frank": 0.6190, "John": 0.5476,
        "Ken": 0.0476, "Burt": 0.0, "Orley": -0.2143,
    }  # fmt: skip


def test_spearmans_intelligence_and_television() -> None:
    intelligence, television = totals_of(
        ["106 100 86 101 99 103 97 113 112 110", "7 27 2 50 28 29 20 12 6 17"]
    )

    assert spearman(intelligence, television) == Fraction(-29, 165)


@pytest.mark.skipif(not DATA.is_dir(), reason="the published scores are not here")
@pytest.mark.parametrize(
    ("segment", "interval", "w", "single", "average"),
    [("ladies-short", 0.843846, 0.896896, 0.867114, 0.983257),
     ("men-short", 0.922875, 0.96156, 0.938886, 0.99282)],
)  # fmt: skip
def test_published_scores_of_nine_judges(
    segment: str, interval: float, w: float, single: float, average: float
) -> None:
    (lot,) = analyse(read_scores((DATA / f"{segment}.scores.csv").read_bytes())).lots

    assert lot.krippendorff_alpha is not None
    assert lot.kendall_w is not None
    assert lot.icc is not None
    assert lot.krippendorff_alpha.interval == interval
    assert lot.kendall_w.w == w
    assert (lot.icc.single, lot.icc.average) == (single, average)
    assert lot.why == {}
    if segment == "ladies-short":
        assert lot.krippendorff_alpha.ordinal == 0.83016


def test_severity_is_the_own_mean_less_that_of_all() -> None:
    assert of("8 6 4", "6 4 2", "7 5 3").severity == {"E1": 1.0, "E2": -1.0, "E3": 0.0}


def test_totals_are_the_plain_sum_of_the_items() -> None:
    rows = [
        ScoreRow(evaluator=e, lot="1", candidate=c, item=item, score=score)
        for e, c, item, score in (
            ("E1", "A", "X", "1"), ("E1", "A", "Y", "2.5"), ("E1", "B", "X", "2"),
            ("E1", "B", "Y", "0"), ("E2", "A", "X", "1"), ("E2", "A", "Y", "1"),
            ("E2", "B", "X", "1"), ("E2", "B", "Y", "1"),
        )
    ]  # fmt: skip

    assert analyse(rows).lots[0].severity == {"E1": 0.375, "E2": -0.375}


def test_lots_stand_apart_in_the_order_of_the_file() -> None:
    rows = [row.model_copy(update={"lot": lot}) for lot in ("B", "*") for row in rows_of("1 2")]

    assert [lot.lot for lot in analyse(rows).lots] == ["B", "*"]


def test_missing_scores_leave_alpha_and_say_why_the_rest_is_undefined() -> None:
    found = of("1 2 .", "1 3 2")

    assert found.krippendorff_alpha is not None
    undefined = (found.kendall_w, found.icc, found.severity, found.rank_agreement)
    assert undefined == (None, None, None, None)
    assert set(found.why) == {"kendall_w", "icc", "severity", "rank_agreement"}
    assert set(found.why.values()) == {"One score is missing."}


def test_one_candidate_has_no_order() -> None:
    found = of("8", "6")

    assert found.krippendorff_alpha is not None
    assert (found.kendall_w, found.icc, found.rank_agreement) == (None, None, None)
    assert found.severity == {"E1": 1.0, "E2": -1.0}
    assert {found.why[name] for name in ("kendall_w", "icc", "rank_agreement")} == {
        "There is only one candidate."
    }


def test_one_evaluator_agrees_with_nobody() -> None:
    found = of("8 6 4")

    undefined = (found.krippendorff_alpha, found.kendall_w, found.icc, found.rank_agreement)
    assert undefined == (None, None, None, None)
    assert found.why["icc"] == "There is only one evaluator."
    assert found.why["krippendorff_alpha"].startswith("No candidate has scores of two")


def test_without_variation_nothing_is_defined_but_severity() -> None:
    found = of("6 6 6", "6 6 6")

    undefined = (found.krippendorff_alpha, found.kendall_w, found.icc, found.rank_agreement)
    assert undefined == (None, None, None, None)
    assert found.severity == {"E1": 0.0, "E2": 0.0}
    assert all(why.startswith("Nothing varies") for why in found.why.values())


def test_a_form_of_the_icc_that_divides_by_zero_is_null_alone() -> None:
    found = of("1 2", "2 1")

    assert found.icc is not None
    assert found.icc.to_json() == {"2,1": None, "2,k": 2.0, "3,1": -1.0}
    assert found.why["icc"] == "The formula divides by zero for these totals."


def test_one_evaluator_who_makes_no_difference_is_named() -> None:
    found = of("6 6 6", "8 4 2", "8 6 2")

    assert found.rank_agreement == {"E1": None, "E2": 1.0, "E3": 1.0}
    assert "E1" in found.why["rank_agreement"]


def test_two_candidates_are_too_few_to_say_much() -> None:
    assert "two candidates" in of("8 6", "6 8").notes[0]
    assert of("8 6 4", "6 8 4").notes == ()


def test_scores_that_are_no_numbers_are_named_line_by_line() -> None:
    with pytest.raises(HasProblems) as caught:
        analyse(rows_of("good 6", "1e3 NaN"))

    assert [problem.path for problem in caught.value.problems] == ["line 2", "line 4", "line 5"]


def test_a_text_in_the_place_of_a_score_is_shown_by_its_start() -> None:
    with pytest.raises(HasProblems) as caught:
        analyse(rows_of("x" * 10_000))

    assert len(str(caught.value)) < 300


def test_an_empty_file_has_no_lots() -> None:
    assert analyse(()).lots == ()


def _slow_alpha(units: Sequence[Sequence[int]], metric: str) -> Fraction | None:
    """Krippendorff's definition, pair by pair."""
    units = [unit for unit in units if len(unit) > 1]
    everything = [score for unit in units for score in unit]
    values = sorted(set(everything))

    def distance(a: int, b: int) -> Fraction:
        if metric == "nominal":
            return Fraction(a != b)
        if metric == "interval":
            return Fraction((a - b) ** 2)
        low, high = sorted((a, b))
        between = sum(everything.count(v) for v in values if low <= v <= high)
        return (between - Fraction(everything.count(a) + everything.count(b), 2)) ** 2

    def pairs(scores: Sequence[int]) -> Fraction:
        return sum((distance(a, b) for a, b in permutations(scores, 2)), Fraction(0))

    observed = sum((pairs(unit) / (len(unit) - 1) for unit in units), Fraction(0))
    expected = pairs(everything)
    return 1 - observed * (len(everything) - 1) / expected if expected else None


@given(st.lists(st.lists(st.integers(-2, 4), max_size=4), max_size=5))
def test_alpha_is_what_the_definition_says(units: list[list[int]]) -> None:
    found = krippendorff_alpha(units)

    for metric in ("nominal", "ordinal", "interval"):
        assert _slow_alpha(units, metric) == (found and getattr(found, metric))


def test_nominal_alpha_tells_more_than_256_values_apart() -> None:
    units = [(n, n + 256, n + 1) for n in range(600)]
    found = krippendorff_alpha(units)

    assert found is not None
    n, pairs = 1800, 600 * 6
    counts = [sum(v in unit for unit in units) for v in range(900)]
    expected = Fraction(n * n - sum(count**2 for count in counts), n - 1)
    assert found.nominal == 1 - Fraction(pairs, 2) / expected


@given(tables)
def test_w_lies_between_zero_and_one(table: list[list[int]]) -> None:
    found = kendall_w(totals_of([" ".join(map(str, row)) for row in table]))

    assert found is None or 0 <= found.w <= 1


@given(st.fractions(0, 100))
def test_a_root_squares_back(value: Fraction) -> None:
    assert square_root(value * value) == value
    assert abs(square_root(value) ** 2 - value) < Fraction(1, 10**9)
