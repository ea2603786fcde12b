"""How far the weight of one item can move before somebody overtakes, in closed form and exactly.

The weight of item j goes to a share t of the total and the others keep their proportions. For a
candidate ahead and one behind, with differences d per item, weights w that sum to W and the gap
G = Σ w d, the lead is linear in t and is 0 at t = (G - w_j d_j) / (G - W d_j).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction

Interval = tuple[Fraction, Fraction]
"""The least and the largest share of the total."""


def weight_interval(
    weights: Sequence[int],
    item: int,
    shares: Mapping[str, Sequence[int]],
    ahead: Collection[str],
) -> Interval:
    """The shares of the total at which nobody else is above any of those `ahead`."""
    whole, own = sum(weights), weights[item]
    low, high = Fraction(0), Fraction(1)
    for gap, difference in _pairs(weights, item, shares, ahead):
        rest = gap - own * difference
        if rest < 0:
            low = max(low, Fraction(rest, gap - whole * difference))
        if difference < 0:
            high = min(high, Fraction(rest, gap - whole * difference))
    return low, high


def _pairs(
    weights: Sequence[int],
    item: int,
    shares: Mapping[str, Sequence[int]],
    ahead: Collection[str],
) -> Iterator[tuple[int, int]]:
    """The gap in the total and the difference on the item, of everyone ahead with everyone else."""
    totals = {c: sum(w * s for w, s in zip(weights, own, strict=True)) for c, own in shares.items()}
    behind = [candidate for candidate in shares if candidate not in ahead]
    for one in ahead:
        for other in behind:
            yield totals[one] - totals[other], shares[one][item] - shares[other][item]
