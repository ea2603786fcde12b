"""`python -m tests.bench`: every race with both times, their ratio and what was promised."""

from __future__ import annotations

import sys

from tests.bench import agreement, log, merging, names, ranking, sealing, weights
from tests.bench.stopwatch import TOO_SLOW


def main() -> int:
    """Run the races one after the other; 1 where a promise is not kept."""
    slow = 0
    for part in (agreement, weights, ranking, log, names, sealing, merging):
        for race in part.races():
            line = race.run()
            slow += TOO_SLOW in line
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
