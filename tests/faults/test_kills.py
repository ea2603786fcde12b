"""kill -9 at random moments: nothing that was acknowledged is lost (`trust.md` 3: power loss)."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import heavy
from tests.faults import torn_journal
from tests.faults.campaigns import KILLS, SEED, TAILS
from tests.faults.conftest import Tell

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork and no SIGKILL")
def test_a_kill_at_any_moment_loses_nothing(
    record_property: Callable[[str, object], None],
) -> None:
    """In a process of its own, because forking one with threads is not safe."""
    command = [sys.executable, "-m", "tests.faults", "kills", "--count", str(heavy(KILLS))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    record_property("figures", done.stdout.strip())
    assert " 0 lost" in done.stdout


def test_a_damaged_journal_keeps_what_lies_before_the_damage(tell: Tell) -> None:
    counts = tell(torn_journal.run(heavy(TAILS), SEED)).counts
    assert counts["commits kept"] >= counts["commits before the damage"] > 0
