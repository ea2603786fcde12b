"""Saves drafts one by one and says so after each; its parent kills it at some moment."""

import itertools
import sys
from pathlib import Path

from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.store import samples

REASON = "x" * 3000


def save_for_ever(file: Path, key: str, start: int) -> None:
    """Save draft after draft, each with an entry in the log; print the number when it is kept."""
    engine = open_database(file, key, file.parent)
    for number in itertools.count(start):
        with SqlUnitOfWork(engine) as unit:
            draft = samples.draft(f"C-{number}", reason=REASON)
            unit.drafts.put(draft)
            unit.draft_history.add(draft)
            unit.log.append(samples.event())
            unit.commit()
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    save_for_ever(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
