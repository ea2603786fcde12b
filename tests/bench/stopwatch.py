"""Two ways to the same figures, timed in turns, so that a busy machine slows both."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

TOO_SLOW = "TOO SLOW"


@dataclass(frozen=True)
class Race:
    """What is measured against what, and the ratio that was promised; None for none."""

    name: str
    ours: Callable[[], object]
    plain: Callable[[], object]
    limit: float | None = None
    rounds: int = 7
    seconds: float | None = None
    """What ours may take by the clock, where that was promised."""

    def run(self) -> str:
        """A line with the best times of both and their ratio."""
        for go in (self.ours, self.plain):
            go()
        pairs = [(_seconds(self.ours), _seconds(self.plain)) for _ in range(self.rounds)]
        ours, plain = min(a for a, _ in pairs), min(b for _, b in pairs)
        ratio = ours / plain
        said = "" if self.limit is None else f"  promised at most {self.limit:g}"
        said += "" if self.seconds is None else f"  promised within {self.seconds:g} s"
        kept = ratio <= (self.limit or ratio) and ours <= (self.seconds or ours)
        verdict = "" if not said else ("  ok" if kept else f"  {TOO_SLOW}")
        times = f"{1000 * ours:9.1f} ms {1000 * plain:9.1f} ms {ratio:8.2f}"
        return f"{self.name:<64} {times}{said}{verdict}"


def _seconds(go: Callable[[], object]) -> float:
    start = perf_counter()
    go()
    return perf_counter() - start
