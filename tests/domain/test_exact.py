"""Exact numbers: reading, rounding and writing."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.exact import decimal_text, exact, rounded

fractions = st.fractions(min_value=-1000, max_value=1000, max_denominator=10_000)


@pytest.mark.parametrize(
    ("text", "value"),
    [("10", Fraction(10)), ("0.1", Fraction(1, 10)), ("-0.25", Fraction(-1, 4)),
     ("1/3", Fraction(1, 3)), ("0.5/2", Fraction(1, 4)), ("25%", Fraction(1, 4))],
)  # fmt: skip
def test_text_is_read_exactly(text: str, value: Fraction) -> None:
    assert exact(text) == value


@pytest.mark.parametrize("text", ["", "ten", "1,5", "1e3", " 1", "1/0", "nan", "٣", "1.", ".5"])
def test_other_text_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        exact(text)


@pytest.mark.parametrize(
    ("value", "up", "even"),
    [("2.675", "2.68", "2.68"), ("0.125", "0.13", "0.12"), ("-0.125", "-0.13", "-0.12"),
     ("0.135", "0.14", "0.14"), ("0.1249", "0.12", "0.12")],
)  # fmt: skip
def test_halves_go_as_announced(value: str, up: str, even: str) -> None:
    assert rounded(exact(value), 2, "half_up") == exact(up)
    assert rounded(exact(value), 2, "half_even") == exact(even)


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(63, 2), "31.5"), (Fraction(8), "8"), (Fraction(8, 3), "2.666667"),
     (Fraction(-1, 3), "-0.333333"), (Fraction(1, 10**7), "0"), (Fraction(-1, 10**7), "0"),
     (Fraction(100), "100")],
)  # fmt: skip
def test_figures_are_plain_decimals(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


def test_without_a_mode_a_half_goes_away_from_zero() -> None:
    assert [rounded(Fraction(n, 2), 0) for n in (1, 5, -1, -5)] == [1, 3, -1, -3]


def test_a_figure_that_goes_on_is_rounded_half_up() -> None:
    assert decimal_text(Fraction(1, 2_000_000)) == "0.000001"
    assert [decimal_text(Fraction(n, 2), 0) for n in (5, -5, 16)] == ["3", "-3", "8"]


@given(fractions, st.integers(0, 6))
def test_rounding_moves_at_most_half_a_unit_and_is_stable(value: Fraction, digits: int) -> None:
    for mode in ("half_up", "half_even"):
        once = rounded(value, digits, mode)
        assert abs(once - value) <= Fraction(1, 2 * 10**digits)
        assert rounded(once, digits) == once
        assert rounded(-value, digits, mode) == -once


@given(fractions)
def test_figures_say_the_rounded_value(value: Fraction) -> None:
    assert exact(decimal_text(value)) == rounded(value, 6)
