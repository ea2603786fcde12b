"""R-38, R-51: scales, ranges with bands, rounding and tie-break as announced."""

from typing import Any

import pytest

from tests.builders import a_ranking, a_scale
from tests.domain.verdicts import problems_of, warnings_of

BAND = {"label": "Good", "definition": "Convinces."}


def a_range(*starts: str, **changes: str) -> dict[str, Any]:
    """A range from 0 to 10 with bands from these scores upwards."""
    bands = [BAND | {"from": start} for start in starts]
    return {
        "id": "scale",
        "range": {"from": "0", "to": "10", "step": "0.25", "bands": bands} | changes,
    }


def a_stepped(*values: str) -> dict[str, Any]:
    """A scale with these values."""
    return {
        "id": "scale",
        "steps": [
            {"code": f"S{n}", "value": value, "label": "l", "definition": "d"}
            for n, value in enumerate(values)
        ],
    }


@pytest.mark.parametrize(
    "values", [("1", "0.9", "0.3", "0"), ("1", "0.5", "-0.25"), ("1", "1/3", "0")]
)
def test_values_need_not_be_linear_and_may_be_negative(values: tuple[str, ...]) -> None:
    assert problems_of(scale=[a_stepped(*values)]) == {}
    assert warnings_of(scale=[a_stepped(*values)]) == {}


def test_a_range_with_words_for_every_score_is_sound() -> None:
    scale = [a_range("8", "5.5", "0")]
    assert (problems_of(scale=scale), warnings_of(scale=scale)) == ({}, {})


@pytest.mark.parametrize("starts", [("11",), ("-1",), ("8", "8")])
def test_a_band_starts_once_within_the_range(starts: tuple[str, ...]) -> None:
    found = problems_of(scale=[a_range(*starts)])
    assert list(found) == [f"scale[0].range.bands[{len(starts) - 1}].from"]


def test_scores_without_words_are_odd() -> None:
    assert warnings_of(scale=[a_range()]) == {
        "scale[0].range.bands": "No words say what the scores of this range mean."
    }
    assert warnings_of(scale=[a_range("8", "5.5")]) == {
        "scale[0].range.bands": "No band says what the scores below 5.5 mean."
    }


def test_a_scale_is_steps_or_a_range_and_not_both_or_none() -> None:
    said = {"scale[0]": "A scale has either steps or a range."}
    assert problems_of(scale=[a_scale() | a_range("0")]) == said
    assert problems_of(scale=[{"id": "scale"}]) == said


def test_a_scale_has_two_steps() -> None:
    found = problems_of(scale=[a_stepped("1")])
    assert found == {"scale[0].steps": "A scale has at least two steps."}


def test_a_range_of_nonsense_is_one_problem() -> None:
    assert list(problems_of(scale=[a_range("0", step="fine")])) == ["scale[0].range.step"]


@pytest.mark.parametrize(
    ("values", "said"),
    [(("0.5", "1"), "do not go down"), (("1", "1"), "do not go down"),
     (("0.9", "0.5"), "No step gives all the points")],
)  # fmt: skip
def test_unusual_values_are_odd(values: tuple[str, ...], said: str) -> None:
    assert said in warnings_of(scale=[a_stepped(*values)])["scale[0].steps"]


@pytest.mark.parametrize("mode", ["half_up", "half_even"])
def test_every_stage_can_be_rounded_once(mode: str) -> None:
    stages = [{"stage": s, "digits": 2, "mode": mode} for s in ("item", "weighted", "total")]
    assert problems_of(ranking=a_ranking(rounding=stages)) == {}
    found = problems_of(ranking=a_ranking(rounding=[*stages, stages[1]]))
    assert found == {"ranking.rounding[3].stage": "The stage weighted is rounded twice."}


@pytest.mark.parametrize(
    ("rounding", "key"),
    [({"digits": 7}, "digits"), ({"digits": -1}, "digits"), ({"digits": 2.0}, "digits"),
     ({"stage": "sum"}, "stage"), ({"mode": "up"}, "mode")],
)  # fmt: skip
def test_a_rounding_of_nonsense_is_named(rounding: dict[str, Any], key: str) -> None:
    stage = {"stage": "total", "digits": 2, "mode": "half_up"} | rounding
    assert list(problems_of(ranking=a_ranking(rounding=[stage]))) == [f"ranking.rounding[0].{key}"]


def test_ties_on_a_total_that_is_not_rounded_are_odd() -> None:
    """R-51: ties are decided on the exact or on the rounded value as declared."""
    assert set(warnings_of(ranking=a_ranking(tie_on="rounded"))) == {"ranking.tie_on"}
    total = [{"stage": "total", "digits": 2, "mode": "half_up"}]
    assert warnings_of(ranking=a_ranking(tie_on="rounded", rounding=total)) == {}


def test_after_a_rounded_total_every_criterion_can_still_decide() -> None:
    total = [{"stage": "total", "digits": 0, "mode": "half_up"}]
    steps = ["A", "B", "draw"]
    rounded = a_ranking(tie_on="rounded", rounding=total, tie_break=steps)
    assert warnings_of(ranking=rounded) == {}
    assert set(warnings_of(ranking=a_ranking(tie_break=steps))) == {"ranking.tie_break[1]"}


def test_a_step_that_stands_twice_decides_once() -> None:
    twice = a_ranking(tie_break=["A", "A", "A1", "draw"])
    assert set(warnings_of(ranking=twice)) == {"ranking.tie_break[1]"}


@pytest.mark.parametrize("end", ["draw", "all_in", "all_out"])
def test_a_tie_break_ends_once(end: str) -> None:
    assert problems_of(ranking=a_ranking(tie_break=["A", end])) == {}
    found = problems_of(ranking=a_ranking(tie_break=[end, "A"]))
    assert found == {"ranking.tie_break[0]": f"{end} can only stand last."}


def test_a_tie_break_without_end_is_odd() -> None:
    """R-55: without a declared end the system stops and asks."""
    assert set(warnings_of(ranking=a_ranking(tie_break=["A"]))) == {"ranking.tie_break"}
