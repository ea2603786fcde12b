"""`python -m tests.bench`: every race with both times, their ratio and what was promised."""

from __future__ import annotations

import sys

from tests.bench import agreement, log, merging, names, ranking, sealing, weights


def main() -> None:
    """Run the races one after the other."""
    for part in (agreement, weights, ranking, log, names, sealing, merging):
        for race in part.races():
            sys.stdout.write(race.run() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
