"""Intraclass correlations of Shrout and Fleiss: how far totals tell candidates apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

_PAIR = 2


@dataclass(frozen=True)
class Icc:
    """One evaluator (2,1) or their mean (2,k) agreeing in full; (3,1) agreeing but for severity.

    A form is None where its formula divides by zero. Negative values are legitimate.
    """

    single: Fraction | None
    average: Fraction | None
    consistent: Fraction | None


def intraclass(rows: Sequence[Sequence[Fraction]]) -> Icc | None:
    """The three forms for a row per candidate and a column per evaluator.

    None for one candidate or one evaluator, where the mean squares do not exist.
    """
    n, k = len(rows), len(rows[0]) if rows else 0
    if n < _PAIR or k < _PAIR:
        return None
    by_row = [sum(row, Fraction(0)) for row in rows]
    by_column = [sum(column, Fraction(0)) for column in zip(*rows, strict=True)]
    correction = _squares([sum(by_row, Fraction(0))]) / (n * k)
    between = _squares(by_row) / k - correction
    severity = _squares(by_column) / n - correction
    total = _squares([value for row in rows for value in row]) - correction
    msr, msc = between / (n - 1), severity / (k - 1)
    mse = (total - between - severity) / ((n - 1) * (k - 1))
    shift = (msc - mse) / n
    return Icc(
        single=_share(msr - mse, msr + (k - 1) * mse + k * shift),
        average=_share(msr - mse, msr + shift),
        consistent=_share(msr - mse, msr + (k - 1) * mse),
    )


def _squares(values: Sequence[Fraction]) -> Fraction:
    return sum((value * value for value in values), Fraction(0))


def _share(part: Fraction, whole: Fraction) -> Fraction | None:
    return part / whole if whole else None
