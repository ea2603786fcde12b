"""What a run of faults found, counted."""

import time
from collections import Counter


class Figures:
    """Counts of one kind of fault, and the time they took."""

    def __init__(self, name: str) -> None:
        """Begin counting, and the clock."""
        self.name = name
        self.counts: Counter[str] = Counter()
        self._notes: list[str] = []
        self._started = time.perf_counter()

    def count(self, what: str, number: int = 1) -> None:
        """Count something."""
        self.counts[what] += number

    def note(self, what: str) -> None:
        """Say something beside the counts."""
        self._notes.append(what)

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.perf_counter() - self._started

    def line(self) -> str:
        """All counts on one line."""
        counts = ", ".join(f"{number} {what}" for what, number in sorted(self.counts.items()))
        return f"{self.name}: {', '.join([counts, *self._notes])} ({self.seconds:.1f} s)"
