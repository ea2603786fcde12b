"""Every panel of the same size that can be drawn, with return, from a panel."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, factorial, prod

MOST_EVALUATORS = 9
"""With more evaluators there are too many panels to go through them all."""


@dataclass(frozen=True)
class Resamples:
    """How often each evaluator sits in each panel, and in how many draws that panel comes up."""

    counts: tuple[tuple[int, ...], ...]
    times: tuple[int, ...]


def resamples(evaluators: int) -> Resamples:
    """The C(2m-1, m) panels of m evaluators; the times, m! / Π k!, sum to m^m."""
    counts = tuple(_ways(evaluators, evaluators))
    times = tuple(
        factorial(evaluators) // prod(factorial(count) for count in panel) for panel in counts
    )
    return Resamples(counts, times)


def number_of_resamples(evaluators: int) -> int:
    """How many different panels there are."""
    return comb(2 * evaluators - 1, evaluators)


def _ways(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a total over a number of parts."""
    if parts == 1:
        yield (total,)
        return
    for first in range(total, -1, -1):
        for rest in _ways(total - first, parts - 1):
            yield (first, *rest)
