"""Scores: which exist, what they are worth, what they mean."""

from fractions import Fraction

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.rules import Scale
from evalpanel.domain.scale import (
    Meaning,
    allowed_text,
    codes_of,
    has_code,
    meaning_of,
    plain_code,
    spread_in_steps,
    steps_between,
    value_of,
)
from tests.builders import STEPS

STEPPED = Scale.model_validate(
    {"id": "steps", "steps": tuple(
        {"code": c, "value": v, "label": f"L{c}", "definition": f"D{c}"} for c, v in STEPS)}
)  # fmt: skip
BANDS = (
    {"from": "8", "label": "Good", "definition": "Convinces."},
    {"from": "5.5", "label": "Enough", "definition": "Meets."},
)
RANGE = Scale.model_validate(
    {"id": "range", "range": {"from": "0", "to": "10", "step": "0.25", "bands": BANDS}}
)


def test_a_step_is_worth_its_value() -> None:
    assert value_of(STEPPED, "8") == Fraction(4, 5)


def test_a_score_of_a_range_is_worth_its_share() -> None:
    assert value_of(RANGE, "9.25") == Fraction(37, 40)
    assert value_of(RANGE, "0") == 0


@pytest.mark.parametrize("code", ["7", "8.0", "", "10 ", "080"])
def test_a_score_off_the_steps_is_refused_with_those_that_exist(code: str) -> None:
    with pytest.raises(Refused, match="10, 8, 6, 4, 2"):
        value_of(STEPPED, code)


@pytest.mark.parametrize("code", ["9.3", "10.25", "-0.25", "9,25", "1/4", "90%", "1e1", "", "٣"])
def test_a_score_off_the_grid_is_refused(code: str) -> None:
    assert not has_code(RANGE, code)


def test_steps_are_counted_from_where_a_range_begins() -> None:
    odd = Scale.model_validate({"id": "odd", "range": {"from": "0.25", "to": "9.25", "step": "1"}})
    assert [has_code(odd, code) for code in ("0.25", "1.25", "1.75", "9.25")] == [
        True, True, False, True,
    ]  # fmt: skip


def test_spellings_of_one_number_are_one_score() -> None:
    assert plain_code(RANGE, "9.00") == plain_code(RANGE, "9") == "9"


def test_a_score_is_written_in_one_way() -> None:
    words = Scale.model_validate(
        {"id": "words", "steps": ({"code": "good", "value": "1", "label": "L", "definition": "D"},)}
    )
    fine = Scale.model_validate(
        {"id": "fine", "range": {"from": "0", "to": "9", "step": "0.000000001"}}
    )
    assert plain_code(words, "good") == "good"
    assert plain_code(RANGE, "8.50") == "8.5"
    assert plain_code(fine, "8.123456789") == "8.123456789"


def test_fine_steps_are_all_told_apart() -> None:
    fine = Scale.model_validate(
        {"id": "fine", "range": {"from": "1", "to": "1.000000002", "step": "0.000000001"}}
    )
    assert codes_of(fine) == ("1.000000002", "1.000000001", "1")


@pytest.mark.parametrize(
    ("count", "text"),
    [(3, "3, 2, 1"), (12, "12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1"),
     (13, "13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2 …")],
)  # fmt: skip
def test_the_scores_that_exist_are_listed(count: int, text: str) -> None:
    steps = tuple(
        {"code": str(n), "value": f"{n}/{count}", "label": "L", "definition": "D"}
        for n in range(count, 0, -1)
    )
    assert allowed_text(Scale.model_validate({"id": "s", "steps": steps})) == text
    assert allowed_text(RANGE) == "0 … 10 (+ 0.25)"


def test_all_codes_best_first() -> None:
    assert codes_of(STEPPED) == ("10", "8", "6", "4", "2")
    assert codes_of(RANGE)[:2] == ("10", "9.75")
    assert len(codes_of(RANGE)) == 41


def test_of_a_range_without_end_not_all_codes_are_made() -> None:
    wide = Scale.model_validate({"id": "wide", "range": {"from": "0", "to": "99999", "step": "1"}})
    assert len(codes_of(wide)) == 10_001


def test_scores_mean_their_step_or_band() -> None:
    assert meaning_of(STEPPED, "6") == Meaning("L6", "D6")
    assert meaning_of(STEPPED, "7") is None
    assert meaning_of(RANGE, "5.5") == Meaning("Enough", "Meets.")
    labels = [m.label if (m := meaning_of(RANGE, c)) else None for c in ("8", "7.75", "5.25")]
    assert labels == ["Good", "Enough", None]


def test_distance_is_counted_in_steps() -> None:
    assert steps_between(STEPPED, "10", "6") == 2
    assert steps_between(RANGE, "8", "8.75") == 3
    assert spread_in_steps(STEPPED, ("4", "8", "6")) == 2
    assert spread_in_steps(STEPPED, ()) == 0
