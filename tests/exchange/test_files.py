"""Writing a file: whole or not at all, whatever fails on the way."""

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.files import PART_PREFIX, LocalFiles

STEPS_BEFORE_THE_NAME = ["create", "write", "sync", "replace"]


class FailingLayer(FileLayer):
    """The system's layer, with an error at one step; counts the pauses."""

    def __init__(self, step: str, number: int, times: int = 99) -> None:
        self.step, self.number, self.times = step, number, times
        self.pauses = 0

    def _fail(self, step: str) -> None:
        if step == self.step and self.times > 0:
            self.times -= 1
            raise OSError(self.number, os.strerror(self.number))

    def create(self, path: Path) -> BinaryIO:
        self._fail("create")
        return super().create(path)

    def write(self, file: BinaryIO, data: bytes) -> None:
        super().write(file, data[: len(data) // 2] if self.step == "write" else data)
        self._fail("write")

    def sync(self, file: BinaryIO) -> None:
        self._fail("sync")
        super().sync(file)

    def replace(self, source: Path, target: Path) -> None:
        self._fail("replace")
        super().replace(source, target)

    def link(self, source: Path, target: Path) -> None:
        self._fail("link")
        super().link(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._fail("sync_folder")
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        self._fail("remove")
        super().remove(path)

    def pause(self) -> None:
        self.pauses += 1


class AnHourLater(FileLayer):
    """The system's layer, an hour and a second later."""

    def age(self, path: Path) -> float:
        return super().age(path) + 3601


class ForgetfulLayer(FileLayer):
    """A drive that gives other bytes back than were written."""

    def read(self, path: Path, limit: int) -> bytes:
        return super().read(path, limit)[:-1] + b"?"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "seal.evseal"
    path.write_bytes(b"old")
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_read_and_replaced(tmp_path: Path) -> None:
    files, path = LocalFiles(), tmp_path / "a.evseal"
    files.write(path, b"one")
    files.write(path, b"two")
    assert files.read(path) == b"two"
    assert names(tmp_path) == ["a.evseal"]


@pytest.mark.skipif(os.name != "posix", reason="this system has no such permissions")
def test_only_the_owner_may_read_a_written_file(tmp_path: Path) -> None:
    LocalFiles().write(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_NAME)
def test_a_full_disk_leaves_the_old_file_whole(step: str, old: Path) -> None:
    with pytest.raises(Unreadable, match="the disk is full") as raised:
        LocalFiles(FailingLayer(step, errno.ENOSPC)).write(old, b"new" * 1000)
    assert str(old) in str(raised.value)
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("step", STEPS_BEFORE_THE_NAME)
def test_a_failing_drive_leaves_the_old_file_whole(step: str, old: Path) -> None:
    with pytest.raises(Unreadable, match="was not written"):
        LocalFiles(FailingLayer(step, errno.EIO)).write(old, b"new")
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


def test_a_file_that_cannot_be_secured_in_its_folder_leaves_the_old_one(old: Path) -> None:
    with pytest.raises(Unreadable, match="the disk is full"):
        LocalFiles(FailingLayer("sync_folder", errno.ENOSPC)).write(old, b"new")
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


@pytest.mark.parametrize("step", ["link", "none"])
def test_what_was_there_is_brought_back(step: str, old: Path) -> None:
    files = LocalFiles(FailingLayer(step, errno.EPERM))
    former, fresh = files.exchange(old, b"new"), files.exchange(old.with_name("b"), b"new")
    assert old.read_bytes() == old.with_name("b").read_bytes() == b"new"
    former.bring_back()
    fresh.bring_back()
    assert old.read_bytes() == b"old"
    assert names(old.parent) == [old.name]


def test_a_file_that_cannot_be_taken_back_is_named(tmp_path: Path) -> None:
    former = LocalFiles(FailingLayer("remove", errno.EIO)).exchange(tmp_path / "a", b"new")
    with pytest.raises(Unreadable, match="could not be taken back") as raised:
        former.bring_back()
    assert "Do not hand this file out" in str(raised.value.hint)


def test_a_folder_that_cannot_be_synced_does_not_matter(old: Path) -> None:
    LocalFiles(FailingLayer("sync_folder", errno.EINVAL)).write(old, b"new")
    assert old.read_bytes() == b"new"


def test_a_drive_that_loses_bytes_is_noticed_before_the_old_file_goes(old: Path) -> None:
    with pytest.raises(Unreadable, match="read back differ"):
        LocalFiles(ForgetfulLayer()).write(old, b"new")
    assert old.read_bytes() == b"old"


def test_a_name_held_for_a_moment_is_tried_again(old: Path) -> None:
    layer = FailingLayer("replace", errno.EACCES, times=3)
    LocalFiles(layer).write(old, b"new")
    assert old.read_bytes() == b"new"
    assert layer.pauses == 3


def test_a_name_held_for_good_is_reported(old: Path) -> None:
    with pytest.raises(Unreadable, match="in use"):
        LocalFiles(FailingLayer("replace", errno.EACCES)).write(old, b"new")
    assert old.read_bytes() == b"old"


def test_leftovers_are_swept_once_they_are_surely_left(old: Path) -> None:
    layer = FailingLayer("remove", errno.EACCES)
    layer_of_replace = FailingLayer("replace", errno.EIO)
    layer.replace = layer_of_replace.replace  # type: ignore[method-assign]  # two faults at once
    with pytest.raises(Unreadable):
        LocalFiles(layer).write(old, b"new")
    left = [path for path in old.parent.iterdir() if path != old]
    LocalFiles().sweep(old.parent)
    assert left
    assert all(path.exists() for path in left)
    LocalFiles(AnHourLater()).sweep(old.parent)
    assert names(old.parent) == [old.name]


def test_a_file_with_a_new_second_name_is_not_left_however_old_it_is(old: Path) -> None:
    """Another running evalpanel puts an old file aside under such a name, for a moment."""
    os.utime(old, (0, 0))
    aside = old.with_name(f"{PART_PREFIX}{'0' * 16}")
    try:
        os.link(old, aside)
    except OSError:
        pytest.skip("this system has no second names")
    if FileLayer().age(aside) > 3600:
        pytest.skip("this system does not tell when a file was renamed")
    LocalFiles().sweep(old.parent)
    assert aside.exists()


def test_a_write_sweeps_its_own_leftovers_where_it_goes_and_nothing_else(old: Path) -> None:
    """What a kill left on a stick goes when something is written there again."""
    left = old.with_name(f"{PART_PREFIX}{'0a' * 8}")
    foreign = [old.with_name(name) for name in (".part-movie", f"{PART_PREFIX}{'0a' * 8}.avi")]
    for path in (left, *foreign):
        path.write_bytes(b"half")
    LocalFiles().write(old, b"new")
    assert left.exists()
    LocalFiles(AnHourLater()).write(old, b"newer")
    assert names(old.parent) == sorted([old.name, *(path.name for path in foreign)])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"folder .*usb does not exist"):
        LocalFiles().write(tmp_path / "usb" / "a", b"x")


def test_a_folder_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(Unreadable, match="was not written"):
        LocalFiles().write(tmp_path / "a", b"x")


def test_what_cannot_be_read_is_told(tmp_path: Path, old: Path) -> None:
    files = LocalFiles()
    with pytest.raises(Unreadable, match="was not found"):
        files.read(tmp_path / "none")
    with pytest.raises(Unreadable, match="was not found"):
        files.read(old / "below")
    with pytest.raises(Unreadable, match="is a folder"):
        files.read(tmp_path)
    with pytest.raises(Unreadable, match="larger than"):
        files.read(old, limit=2)
    assert files.read(old, limit=3) == b"old"


@pytest.mark.parametrize(
    ("number", "sentence"), [(errno.EACCES, "may not be read"), (errno.EIO, "could not be read")]
)
def test_a_read_that_fails_is_told(number: int, sentence: str, old: Path) -> None:
    class Refusing(FileLayer):
        def read(self, path: Path, limit: int) -> bytes:
            raise OSError(number, f"{path.name} {limit}")

    with pytest.raises(Unreadable, match=sentence):
        LocalFiles(Refusing()).read(old)


def test_braces_in_a_file_name_are_only_characters(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"\{reason\}"):
        LocalFiles().read(tmp_path / "{reason}")
