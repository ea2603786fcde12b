"""Whether evaluators put candidates in the same order: Kendall's W and Spearman's rho."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from evalpanel.domain.rank_sum import mid_ranks

_PAIR = 2
_ROOT_DIGITS = 12
Totals = Mapping[str, Fraction]
"""What one evaluator gave to each candidate."""


@dataclass(frozen=True)
class Concordance:
    """Kendall's W, corrected for ties; `chi2` with `df` tells chance only for large samples."""

    w: Fraction
    chi2: Fraction
    df: int


def kendall_w(totals: Sequence[Totals]) -> Concordance | None:
    """How alike the orders of the evaluators are, from 0 to 1.

    None for one evaluator or one candidate, and where no evaluator makes a difference.
    """
    m, n = len(totals), len(totals[0]) if totals else 0
    if m < _PAIR or n < _PAIR:
        return None
    places = [mid_ranks(own) for own in totals]
    sums = [sum((own[c] for own in places), Fraction(0)) for c in places[0]]
    squares = sum((total * total for total in sums), Fraction(0))
    ties = sum(t**3 - t for own in places for t in Counter(own.values()).values())
    most = m * m * n * (n * n - 1) - m * ties
    if most == 0:
        return None
    w = (12 * squares - 3 * m * m * n * (n + 1) ** 2) / most
    return Concordance(w, m * (n - 1) * w, n - 1)


def rank_agreement(totals: Mapping[str, Totals]) -> dict[str, Fraction | None]:
    """Spearman's rho of every evaluator with the sum of the ranks that the others give.

    None for an evaluator where either side makes no difference between candidates.
    """
    places = {name: mid_ranks(own) for name, own in totals.items()}
    return {name: _with_others(name, places) for name in places}


def spearman(one: Totals, other: Totals) -> Fraction | None:
    """The correlation of mid-ranks, to 12 digits where irrational; None without variation."""
    a, b = mid_ranks(one), mid_ranks(other)
    mean = Fraction(len(a) + 1, 2)
    common = sum(((a[c] - mean) * (b[c] - mean) for c in a), Fraction(0))
    spread = _spread(a, mean) * _spread(b, mean)
    if spread == 0:
        return None
    size = square_root(common * common / spread)
    return -size if common < 0 else size


def square_root(value: Fraction) -> Fraction:
    """The root, exact where it is a fraction, else rounded to 12 digits."""
    above, below = isqrt(value.numerator), isqrt(value.denominator)
    if above * above == value.numerator and below * below == value.denominator:
        return Fraction(above, below)
    scale = 10**_ROOT_DIGITS
    twice = isqrt(4 * scale * scale * value.numerator // value.denominator)
    return Fraction((twice + 1) // 2, scale)


def _with_others(name: str, places: Mapping[str, Totals]) -> Fraction | None:
    others = [own for other, own in places.items() if other != name]
    sums = {c: sum((own[c] for own in others), Fraction(0)) for c in places[name]}
    return spearman(places[name], sums)


def _spread(places: Totals, mean: Fraction) -> Fraction:
    return sum(((place - mean) * (place - mean) for place in places.values()), Fraction(0))
