"""A kill at any moment loses nothing that was said to be saved, and leaves no half work."""

import subprocess
import sys
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from evalpanel.domain.audit_check import check_chain
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.conftest import heavy
from tests.store.conftest import KEY

ROOT = Path(__file__).parents[2]


def test_a_kill_during_commits_loses_no_acknowledged_one(database: Engine, tmp_path: Path) -> None:
    chance = Random(2)  # noqa: S311 - chooses moments, no secrets
    saved = 0
    for _ in range(heavy(30)):
        database.dispose()
        acknowledged = _save_until_killed(tmp_path / "evalpanel.db", saved, chance.randrange(1, 80))
        with SqlUnitOfWork(database) as unit:
            drafts = unit.drafts.of()
            history = unit.draft_history.of()
            entries = unit.log.entries()
        assert [draft.score.candidate for draft in drafts] == [
            f"C-{number}" for number in range(len(drafts))
        ]
        assert acknowledged < len(drafts)
        assert drafts == history
        assert len(entries) == len(drafts)
        assert check_chain(entries) is None
        saved = len(drafts)


def _save_until_killed(file: Path, start: int, lines: int) -> int:
    """The last number that the child said was saved."""
    command = [sys.executable, "-m", "tests.store.saving_child", str(file), KEY, str(start)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        said += child.stdout.readlines()
    return max(int(line) for line in said if line.endswith("\n"))
