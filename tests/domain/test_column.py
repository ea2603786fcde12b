"""Columns of whole numbers mean the same as their fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.column import Column, ColumnByName, added
from evalpanel.domain.exact import rounded
from evalpanel.domain.ranking_rules import Rounding

units = st.fractions(Fraction(1, 50), 10, max_denominator=60)
columns = st.builds(Column, st.lists(st.integers(-500, 500), min_size=3, max_size=3), units)
ALL = range(3)


@given(columns)
def test_a_figure_is_a_multiple_of_the_unit(column: Column) -> None:
    assert [column[n] for n in ALL] == [number * column.unit for number in column.numbers]


@given(columns, units)
def test_a_factor_counts_for_every_figure(column: Column, factor: Fraction) -> None:
    assert [column.times(factor)[n] for n in ALL] == [column[n] * factor for n in ALL]


@given(columns, st.integers(0, 3), st.sampled_from(["half_up", "half_even"]))
def test_every_figure_is_rounded_as_announced(column: Column, digits: int, mode: str) -> None:
    rounding = Rounding.model_validate({"stage": "item", "digits": digits, "mode": mode})
    found = column.rounded(rounding)
    assert [found[n] for n in ALL] == [rounded(column[n], digits, rounding.mode) for n in ALL]
    assert column.rounded(None) == column


@given(columns, st.fractions(-20, 20, max_denominator=60))
def test_below_is_below_and_equal_is_not(column: Column, least: Fraction) -> None:
    assert column.below(least) == {n for n in ALL if column[n] < least}
    assert all(n not in column.below(column[n]) for n in ALL)


@given(st.lists(columns, max_size=4))
def test_columns_are_added_place_by_place(parts: list[Column]) -> None:
    total = added(parts, len(ALL))
    assert len(total.numbers) == len(ALL)
    assert [total[n] for n in ALL] == [sum(part[n] for part in parts) for n in ALL]


def test_columns_of_another_length_are_not_added() -> None:
    with pytest.raises(ValueError, match="shorter"):
        added([Column((1,), Fraction(1))], 2)


def test_a_column_can_be_asked_by_name() -> None:
    named = ColumnByName(Column((1, 5, 3), Fraction(1, 2)), {"c": 2, "a": 0})
    assert dict(named) == {"c": Fraction(3, 2), "a": Fraction(1, 2)}
    assert list(named) == ["c", "a"]
    assert len(named) == 2
