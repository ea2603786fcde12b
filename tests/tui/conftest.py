"""What the tests of the app share."""

from pathlib import Path

import pytest

from evalpanel.settings import Workspace
from tests.tui.desks import a_workspace

WIDE, NARROW = (120, 40), (80, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace of folders only."""
    return a_workspace(tmp_path / "home")
