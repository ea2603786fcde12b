"""A column of exact figures, one per candidate, in whole numbers: sums without fractions (R-51)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, lcm

from evalpanel.domain.exact import nearest
from evalpanel.domain.ranking_rules import Rounding


@dataclass(frozen=True)
class Column:
    """Figures that are whole multiples of one `unit`, which is above 0."""

    numbers: Sequence[int]
    unit: Fraction

    def __getitem__(self, place: int) -> Fraction:
        """The exact figure at a place."""
        return Fraction(self.numbers[place] * self.unit.numerator, self.unit.denominator)

    def times(self, factor: Fraction) -> "Column":
        """Every figure times a factor above 0."""
        return replace(self, unit=self.unit * factor)

    def rounded(self, rounding: Rounding | None) -> "Column":
        """Every figure rounded as announced, or unchanged where nothing was."""
        if rounding is None:
            return self
        per_unit = 10**rounding.digits * self.unit.numerator
        numbers = [
            nearest(number * per_unit, self.unit.denominator, rounding.mode)
            for number in self.numbers
        ]
        return Column(numbers, Fraction(1, 10**rounding.digits))

    def below(self, least: Fraction) -> frozenset[int]:
        """The places of the figures that are smaller than `least`."""
        bound = ceil(least / self.unit)
        return frozenset(n for n, number in enumerate(self.numbers) if number < bound)


class ColumnByName(Mapping[str, Fraction]):
    """A column that is asked by candidate; `places` says where each of them stands."""

    def __init__(self, column: Column, places: Mapping[str, int]) -> None:
        """Look at a column through names."""
        self.column, self.places = column, places

    def __getitem__(self, candidate: str) -> Fraction:
        """The exact figure of a candidate."""
        return self.column[self.places[candidate]]

    def __iter__(self) -> Iterator[str]:
        """The candidates in the order of the places."""
        return iter(self.places)

    def __len__(self) -> int:
        """How many candidates can be asked for."""
        return len(self.places)


def added(columns: Sequence[Column], length: int) -> Column:
    """The sums across columns of this length; zeros where there are no columns."""
    parts = lcm(*(column.unit.denominator for column in columns))
    whole = [
        [number * times for number in column.numbers]
        for column in columns
        for times in [int(column.unit * parts)]
    ]
    return Column([sum(row) for row in zip([0] * length, *whole, strict=True)], Fraction(1, parts))
