"""What a killed run leaves is swept at start, and never what another run is writing.

`trust.md` 4g: a kill leaves `.part-*` files; they are swept at the next start.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from evalpanel.bootstrap import new_desk, open_desk
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.files import PART_PREFIX, LocalFiles
from evalpanel.settings import Workspace
from tests.quick_keys import use_quick_keys

ROOT = Path(__file__).parents[2]
PASSPHRASE = "tulp molen fiets brug"
HALF_WAY = """
import sys
from pathlib import Path
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.files import LocalFiles

class Stopping(FileLayer):
    def replace(self, source, target):
        print("half way", flush=True)
        sys.stdin.read()
        super().replace(source, target)

LocalFiles(Stopping()).write(Path(sys.argv[1]), b"new" * 10_000)
"""


class AnHourLater(FileLayer):
    """The system's layer, an hour and a second later."""

    def age(self, path: Path) -> float:
        return super().age(path) + 3601


@contextmanager
def half_way(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that stopped between writing and renaming."""
    command = [sys.executable, "-c", HALF_WAY, str(path)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "half way\n"
        try:
            yield child
        finally:
            child.kill()


def parts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.startswith(PART_PREFIX)]


def test_a_kill_leaves_the_old_file_and_a_part_that_is_swept_an_hour_later(tmp_path: Path) -> None:
    file = tmp_path / "seal.evseal"
    file.write_bytes(b"old")
    with half_way(file) as child:
        child.kill()
        child.wait()
    assert file.read_bytes() == b"old"
    assert parts(tmp_path)
    LocalFiles().sweep(tmp_path)
    assert parts(tmp_path)
    LocalFiles(AnHourLater()).sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    file = tmp_path / "seal.evseal"
    with half_way(file) as child:
        LocalFiles().sweep(tmp_path)
        LocalFiles().write(tmp_path / "another", b"x")
        assert len(parts(tmp_path)) == 1
        child.communicate("")
        assert child.returncode == 0
    assert file.read_bytes() == b"new" * 10_000
    assert parts(tmp_path) == []


def test_opening_a_workspace_sweeps_every_folder_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_quick_keys(monkeypatch)
    workspace = Workspace(tmp_path / "mine")
    new_desk(workspace, "Ama Osei", "", "", PASSPHRASE)
    token = "0a" * 8
    names = (f"{PART_PREFIX}{token}", f"{PART_PREFIX}{token}-snapshot.db",
             f"{PART_PREFIX}{token}-evalpanel.db-journal")  # fmt: skip
    for folder in workspace.folders:
        for name in names:
            (folder / name).write_bytes(b"half")
    open_desk(workspace, PASSPHRASE)
    assert all(len(parts(folder)) == len(names) for folder in workspace.folders)
    monkeypatch.setattr(FileLayer, "age", lambda *_: 3601.0)
    open_desk(workspace, PASSPHRASE)
    assert all(parts(folder) == [] for folder in workspace.folders)
    assert workspace.identity.is_file()
