"""The meeting: spread, agenda, who speaks, and what counts."""

from collections.abc import Sequence
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.consensus import (
    Decision,
    Spread,
    agenda,
    is_agreed,
    is_outside,
    latest_decisions,
    speaking_order,
    spread_of,
    weigh,
)
from evalpanel.domain.panel_rules import Fallback
from tests.builders import rules_from

SCALE = rules_from().scales[0]
THREE = ("Ann", "Ben", "Cas")


def a_decision(**changes: object) -> Decision:
    given_ = {
        "reference": "T", "panel": "main", "round": 1, "lot": "1", "candidate": "K7", "item": "A1",
        "version": 1, "score": "8", "reason": "So", "present": THREE, "agrees": THREE, "by": "Lena",
        "at": "now",
    }  # fmt: skip
    return Decision.model_validate(given_ | changes)


@pytest.mark.parametrize(
    ("codes", "steps", "at_stake", "discuss", "unanimous"),
    [
        (("4", "8", "6"), 2, Fraction(4), True, False),
        (("8", "8", "8"), 0, Fraction(0), False, True),
        (("6", "8"), 1, Fraction(2), False, False),
        (("2", "10"), 4, Fraction(8), True, False),
    ],
)
def test_the_spread_says_what_to_discuss(
    codes: Sequence[str], steps: int, at_stake: Fraction, discuss: bool, unanimous: bool
) -> None:
    """R-44: from the announced spread on, an item is to be discussed."""
    found = spread_of(
        ("1", "K7", "A1"), dict(zip("abc", codes, strict=False)), SCALE, Fraction(10), 2
    )
    assert (found.steps, found.at_stake, found.must_discuss) == (steps, at_stake, discuss)
    assert found.is_unanimous is unanimous


def test_most_points_at_stake_come_first_and_equals_stay() -> None:
    def one(cell: str, points: int, *codes: str) -> Spread:
        return spread_of(
            ("1", cell, "A"), dict(zip("abc", codes, strict=False)), SCALE, Fraction(points), 2
        )

    spreads = [one("a", 10, "8", "8"), one("b", 5, "2", "10"), one("c", 10, "6", "8"),
               one("d", 10, "8", "8")]  # fmt: skip
    order = [found.cell[1] for found in agenda(spreads)]
    assert order == ["b", "c", "a", "d"]
    near, far = one("near", 20, "6", "8"), one("far", 5, "2", "10")
    assert near.at_stake == far.at_stake == Fraction(4)
    assert (near.steps, far.steps) == (1, 4)
    assert agenda([near, far]) == (far, near)


def test_a_later_version_counts_whatever_the_order_of_reading() -> None:
    first, second = a_decision(), a_decision(version=2, score="6")
    other = a_decision(item="B1")
    for order in ([first, second, other], [other, second, first]):
        found = latest_decisions(order)
        assert found[first.cell] == second
        assert found[other.cell] == other
    assert first.key == ("T", "main", "1")


def test_a_step_nobody_gave_is_outside() -> None:
    assert is_outside("10", ("4", "6", "6"))
    assert is_outside("8", ("6", "10"))
    assert not is_outside("6", ("4", "6", "6"))


@pytest.mark.parametrize(
    ("present", "agrees", "fallback", "verdict"),
    [
        (THREE, THREE, "none", "agreed"),
        ((*THREE, "Dee"), (*THREE, "Dee"), "none", "agreed"),
        (THREE, THREE[:2], "none", "open"),
        (THREE, THREE[:2], "majority", "agreed"),
        (THREE, THREE[:1], "majority", "open"),
        (THREE, ("Zed",), "majority", "open"),
        (THREE, THREE[:1], "mean", "by_mean"),
        (THREE, THREE[:1], "chair", "agreed"),
        (THREE[:2], THREE[:2], "majority", "open"),
        (THREE[:2], THREE[:2], "chair", "open"),
        ((*THREE, "Ann", "Ann"), ("Ann", "Ben"), "majority", "agreed"),
        ((*THREE, "Dee"), ("Ann", "Ben"), "majority", "open"),
        ((*THREE, "Dee"), ("Ann", "Ben", "Dee"), "majority", "agreed"),
        ((*THREE, "Dee", "Eva"), ("Ann", "Ben"), "majority", "open"),
    ],
)
def test_a_decision_comes_to_what_was_announced(
    present: tuple[str, ...], agrees: tuple[str, ...], fallback: Fallback, verdict: str
) -> None:
    decision = a_decision(present=present, agrees=agrees)
    assert weigh(decision, THREE, fallback) == verdict
    assert is_agreed(decision, THREE, fallback) == (verdict != "open")


def draw(member: str) -> bytes:
    return member[::-1].encode()


@given(st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["2", "4", "6"]), min_size=1))
def test_the_rarest_score_speaks_first_and_the_chair_last(scores: dict[str, str]) -> None:
    found = spread_of(("1", "K7", "A1"), scores, SCALE, Fraction(10), 2)
    order = speaking_order(found, "a", draw)
    assert sorted(order) == sorted(scores)
    assert "a" not in scores or order[-1] == "a"
    others = [list(scores.values()).count(scores[member]) for member in order if member != "a"]
    assert others == sorted(others)
    assert order == speaking_order(found, "a", draw)
