"""`python -m tests.faults [NAME] [--count N]`: the faults in full counts, one line per kind."""

import argparse
import sys

from tests.faults.campaigns import CAMPAIGNS


def main() -> None:
    """Run one kind of fault, or all of them; ends with an AssertionError where harm is done."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("name", nargs="?", choices=list(CAMPAIGNS))
    parser.add_argument("--count", type=int, default=0, help="fewer or more than the full count")
    given = parser.parse_args()
    for name in [given.name] if given.name else CAMPAIGNS:
        full, run = CAMPAIGNS[name]
        for figures in run(given.count or full):
            sys.stdout.write(figures.line() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
