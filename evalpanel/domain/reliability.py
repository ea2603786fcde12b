"""Krippendorff's alpha: how far evaluators agree on single scores, corrected for chance.

Every metric is counted exactly, with work that grows with the number of scores only. The ordinal
metric is the interval metric on mid-ranks: the sum of counts between two values, less half of
each end, is the distance between their mid-ranks.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import chain, combinations
from operator import mul, or_, xor

_PAIR = 2
_BYTE = 8
Unit = Sequence[int]
"""The scores that one candidate got on one item, in whole numbers; a missing score is left out."""


@dataclass(frozen=True)
class Alpha:
    """Alpha by metric; 1 is full agreement, 0 is what chance would give."""

    nominal: Fraction
    ordinal: Fraction
    interval: Fraction


@dataclass(frozen=True)
class _Group:
    """The units with the same number of scores, these one after the other, and counted."""

    size: int
    units: Sequence[Unit]
    scores: Sequence[int]
    counts: Mapping[int, int]


def krippendorff_alpha(units: Iterable[Unit]) -> Alpha | None:
    """Alpha over the units with at least two scores; None where fewer than two values occur.

    A common factor in the scores changes nothing, so decimals come as multiples of a unit.
    """
    groups = _groups(units)
    counts: Counter[int] = Counter()
    for group in groups:
        counts.update(group.counts)
    if len(counts) < _PAIR:
        return None
    return Alpha(
        nominal=_nominal(groups, counts),
        ordinal=_ordinal(groups, counts),
        interval=_interval(
            groups,
            counts,
            {value: value for value in counts},
            [list(map(sum, group.units)) for group in groups],
        ),
    )


def _groups(units: Iterable[Unit]) -> list[_Group]:
    by_size: dict[int, list[Unit]] = {}
    for unit in units:
        by_size.setdefault(len(unit), []).append(unit)
    groups = []
    for size, own in by_size.items():
        if size >= _PAIR:
            scores = list(chain.from_iterable(own))
            groups.append(_Group(size, own, scores, Counter(scores)))
    return groups


def _nominal(groups: Iterable[_Group], counts: Mapping[int, int]) -> Fraction:
    codes = {value: code for code, value in enumerate(sorted(counts))}
    observed = sum(
        (Fraction(2 * _unequal_pairs(group, codes), group.size - 1) for group in groups),
        Fraction(0),
    )
    n = sum(counts.values())
    return 1 - (n - 1) * observed / (n * n - sum(count * count for count in counts.values()))


def _unequal_pairs(group: _Group, codes: Mapping[int, int]) -> int:
    """How many pairs of scores within a unit differ.

    The codes that one evaluator gave to all units are one long number per byte of the codes.
    Where two such numbers are alike, the exclusive or of them has a byte that is zero.
    """
    count = len(group.units)
    planes = [
        bytes(map({v: code >> shift & 0xFF for v, code in codes.items()}.__getitem__, group.scores))
        for shift in range(0, len(codes).bit_length(), _BYTE)
    ]
    columns = [
        [int.from_bytes(plane[place :: group.size], "little") for plane in planes]
        for place in range(group.size)
    ]
    return sum(
        count - reduce(or_, map(xor, one, other)).to_bytes(count, "little").count(0)
        for one, other in combinations(columns, 2)
    )


def _ordinal(groups: Iterable[_Group], counts: Mapping[int, int]) -> Fraction:
    places = _doubled_mid_ranks(counts)
    sums = []
    for group in groups:
        placed = map(places.__getitem__, group.scores)
        sums.append(list(map(sum, zip(*[placed] * group.size, strict=True))))
    return _interval(groups, counts, places, sums)


def _interval(
    groups: Iterable[_Group],
    counts: Mapping[int, int],
    places: Mapping[int, int],
    sums: Iterable[Sequence[int]],
) -> Fraction:
    """Alpha with squared distances between the places of the values on a line.

    `sums` has, per group, the sum of the places in every unit.
    """
    observed = Fraction(0)
    for group, own in zip(groups, sums, strict=True):
        squares = group.size * _squares(group.counts, places) - sum(map(mul, own, own))
        observed += Fraction(squares, group.size - 1)
    n = sum(counts.values())
    total = sum(count * places[value] for value, count in counts.items())
    return 1 - (n - 1) * observed / (n * _squares(counts, places) - total * total)


def _squares(counts: Mapping[int, int], places: Mapping[int, int]) -> int:
    return sum(count * places[value] ** 2 for value, count in counts.items())


def _doubled_mid_ranks(counts: Mapping[int, int]) -> dict[int, int]:
    """Twice the mean place of every value among all scores, less one, which shifts nothing."""
    places, before = {}, 0
    for value in sorted(counts):
        places[value] = 2 * before + counts[value]
        before += counts[value]
    return places
