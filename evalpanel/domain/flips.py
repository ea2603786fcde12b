"""The cheapest flip: the one score whose change by the fewest steps lets somebody overtake.

In closed form for the mean without rounding: one evaluator's score moves the total by the change
in its unit × the points per unit / the number of evaluators, so a gap tells at once how far a
score would have to move.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from evalpanel.domain.criterion_rules import Range, Scale
from evalpanel.domain.exact import decimal_text, exact
from evalpanel.domain.studied_lot import StudiedLot

_DIGITS = 9


@dataclass(frozen=True, order=True)
class CheapestFlip:
    """A change of one score, of the fewest steps first; `overtakes` then stands above."""

    steps: int
    candidate: str
    item: str
    evaluator: str
    code: str
    to: str
    overtaken: str
    overtakes: str


@dataclass(frozen=True)
class _Gap:
    """Who would have to overtake whom, and by how many points they are apart."""

    points: Fraction
    ahead: str
    behind: str


def smallest_gap(totals: Mapping[str, Fraction], ahead: Collection[str]) -> Fraction:
    """The points between the lowest of those ahead and the highest of the others."""
    behind = [total for candidate, total in totals.items() if candidate not in ahead]
    return min(totals[candidate] for candidate in ahead) - max(behind)


def cheapest_flip(
    lot: StudiedLot, totals: Mapping[str, Fraction], ahead: Collection[str]
) -> CheapestFlip | None:
    """The change of one score that puts somebody above one of those ahead; None if none does."""
    behind = [candidate for candidate in totals if candidate not in ahead]
    lowest = min(ahead, key=lambda c: (totals[c], c))
    highest = max(behind, key=lambda c: (totals[c], c))
    rises = (_Gap(totals[lowest] - totals[c], lowest, c) for c in behind)
    falls = (_Gap(totals[c] - totals[highest], c, highest) for c in ahead)
    found = [
        *(flip for gap in rises for flip in _moves(lot, gap, gap.behind, 1)),
        *(flip for gap in falls for flip in _moves(lot, gap, gap.ahead, -1)),
    ]
    return min(found, default=None)


def _moves(lot: StudiedLot, gap: _Gap, candidate: str, way: int) -> Iterator[CheapestFlip]:
    """The least change of every score of a candidate that closes the gap and more."""
    for item in lot.items:
        factor = lot.factor(item)
        scale, scores = lot.rules.scale_of(item), lot.scores.cells[candidate, item.id].scores
        needed = gap.points * len(scores) / factor
        if needed >= _span(scale):
            continue
        for evaluator, code in scores.items():
            moved = _moved(scale, code, needed, way)
            if moved is not None:
                steps, to = moved
                yield CheapestFlip(
                    steps, candidate, item.id, evaluator, code, to, gap.ahead, gap.behind
                )


def _span(scale: Scale) -> Fraction:
    """The most by which the unit of a score can change."""
    if scale.range is not None:
        return exact(scale.range.to) - exact(scale.range.from_)
    return max(scale.step_values.values()) - min(scale.step_values.values())


def _moved(scale: Scale, code: str, needed: Fraction, way: int) -> tuple[int, str] | None:
    """The nearest score that is worth more than `needed` units more (or less), and the steps."""
    if scale.range is not None:
        return _moved_on_range(scale.range, code, needed, way)
    values = scale.step_values
    place = list(values).index(code)
    enough = (
        (abs(n - place), other)
        for n, (other, value) in enumerate(values.items())
        if way * (value - values[code]) > needed
    )
    return min(enough, default=None)


def _moved_on_range(grid: Range, code: str, needed: Fraction, way: int) -> tuple[int, str] | None:
    step = exact(grid.step)
    steps = needed // step + 1
    to = exact(code) + way * steps * step
    if not exact(grid.from_) <= to <= exact(grid.to):
        return None
    return steps, decimal_text(to, _DIGITS)
