"""kill -9 while scoring loses nothing that the screen showed as saved."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from evalpanel.usecases.scoring import open_desktop
from tests.tui.desks import REFERENCE, a_workspace, put_package
from tests.tui.scoring_child import REASON, real_desk


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_what_was_shown_as_saved_survives_kill_9(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path / "home")
    put_package(real_desk(workspace))
    child = subprocess.run(
        [sys.executable, "-m", "tests.tui.scoring_child", str(workspace.home)],
        capture_output=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert child.returncode == -signal.SIGKILL, child.stderr.decode()[-2000:]
    assert b"saved" in child.stdout
    scores = open_desktop(real_desk(workspace), REFERENCE).scores.values()
    assert [(score.score, score.reason) for score in scores] == [("4", REASON)]
