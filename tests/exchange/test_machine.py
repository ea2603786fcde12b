"""What is seen of a machine: versions against their bounds, rights, leftovers."""

import os
import sys
from pathlib import Path

import pytest

from evalpanel.exchange.machine import fits, look_at
from evalpanel.exchange.privacy import is_private, keep_memory_off_disk, make_private_folder
from evalpanel.settings import Workspace


@pytest.mark.parametrize(
    ("wanted", "found", "good"),
    [
        (">=46,<51", "46.0.1", True),
        (">=46,<51", "51.0", False),
        (">=46,<51", "45.9.9", False),
        ("==8.2.8", "8.2.8", True),
        ("==8.2.8", "8.2.9", False),
        (">=0.1.4,<0.2", "0.1.4.post1", True),
        ("!=1.5,>1", "1.5.0", False),
        ("~=1.4", "1.5", True),
        ("<=2", "2.0.0", True),
        ("", "0.1", True),
    ],
)
def test_versions_are_compared_as_numbers(wanted: str, found: str, good: bool) -> None:
    assert fits(wanted, found) is good


def test_the_libraries_of_this_machine_fit(tmp_path: Path) -> None:
    machine = look_at(Workspace(tmp_path / "none"), "en", 0)
    assert [library for library in machine.libraries if not library.fits] == []
    assert {"pyrage", "textual", "pikepdf"} <= {library.name for library in machine.libraries}
    assert not machine.is_there
    assert machine.room
    assert machine.newest is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions elsewhere")
def test_rights_of_others_and_leftovers_are_seen(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "home")
    for folder in workspace.folders:
        make_private_folder(folder)
    workspace.identity.write_bytes(b"x")
    workspace.identity.chmod(0o640)
    (workspace.outbox / ".part-0").write_bytes(b"x")
    machine = look_at(workspace, "en", 80)
    assert machine.open_to_others == (workspace.identity,)
    assert machine.leftovers == 1
    assert machine.newest is not None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions elsewhere")
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_folders_are_private_whatever_the_mask_of_the_user(mask: int, tmp_path: Path) -> None:
    before = os.umask(mask)
    try:
        make_private_folder(tmp_path / "home")
    finally:
        os.umask(before)
    assert is_private(tmp_path / "home")
    assert os.access(tmp_path / "home", os.R_OK | os.W_OK | os.X_OK)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_crash_leaves_no_memory_on_the_disk() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        keep_memory_off_disk()
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, before[1])
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
