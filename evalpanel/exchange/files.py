"""Reading and writing files on this machine: whole or not at all."""

import contextlib
import errno
import os
import re
import secrets
from pathlib import Path

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.former_file import FormerFile

MAX_BYTES = 300 << 20
PART_PREFIX = ".part-"
_ANY_PART = re.compile(re.escape(PART_PREFIX) + ".*")
_OWN_PART = re.compile(re.escape(PART_PREFIX) + "[0-9a-f]{16}")
"""What only evalpanel calls so, on a stick that others use as well."""
_REPLACE_TRIES = 5
_SURELY_LEFT_SECONDS = 3600
_FULL = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_FOLDER_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM)


class LocalFiles:
    """The file system of this machine, over a `layer` of single operations."""

    def __init__(self, layer: FileLayer | None = None) -> None:
        """Use the system's own operations, or those handed in."""
        self._layer = layer or FileLayer()

    def read(self, path: Path, limit: int = MAX_BYTES) -> bytes:
        """All bytes of a file of at most `limit` bytes.

        Raises:
            Unreadable: not found, a folder, too large, no permission, or a failing disk.
        """
        if path.is_dir():
            raise Unreadable(
                "{file} is a folder, not a file.", hint="Name a file in it.", file=str(path)
            )
        try:
            data = self._layer.read(path, limit + 1)
        except OSError as error:
            raise _not_read(path, error) from error
        if len(data) > limit:
            raise Unreadable(
                "{file} is larger than the {limit} MiB that evalpanel reads.",
                hint="Check that you chose the right file.",
                file=str(path),
                limit=limit >> 20,
            )
        return data

    def write(self, path: Path, data: bytes) -> None:
        """Write a file whole or not at all; where that fails, an older file of that name stays.

        The bytes go to a temporary file in the same folder, to the disk, under the final name,
        and are read back and compared. What a killed run left there is swept on the way.

        Raises:
            Unreadable: disk full, no permission, folder missing, or a drive that loses bytes.
        """
        self._sweep(path.parent, _OWN_PART)
        self.exchange(path, data).let_go()

    def exchange(self, path: Path, data: bytes) -> FormerFile:
        """Write as `write` does, and give what was there before.

        The caller brings that back or lets it go.
        """
        try:
            former = FormerFile(self._layer, path, self._put_aside(path))
        except OSError as error:
            raise _not_written(path, error) from error
        try:
            self._put(path, data)
        except OSError as error:
            former.let_go()
            raise _not_written(path, error) from error
        try:
            self._sync_folder(path.parent)
            self._compare(path, data)
        except OSError as error:
            former.bring_back()
            raise _not_written(path, error) from error
        return former

    def sweep(self, folder: Path) -> None:
        """Remove what an interrupted write left in a folder of ours more than an hour ago."""
        self._sweep(folder, _ANY_PART)

    def _sweep(self, folder: Path, named: re.Pattern[str]) -> None:
        """Younger files stay: another evalpanel may be writing them."""
        found: list[Path] = []
        with contextlib.suppress(OSError):
            found += [path for path in folder.iterdir() if named.fullmatch(path.name)]
        for path in found:
            with contextlib.suppress(OSError):
                if self._layer.age(path) > _SURELY_LEFT_SECONDS:
                    self._layer.remove(path)

    def _put_aside(self, path: Path) -> Path | None:
        """Give the old file a second name, or copy it on a drive without second names."""
        aside = _part_beside(path)
        try:
            self._layer.link(path, aside)
        except FileNotFoundError:
            return None
        except OSError:
            return self._copy_aside(path, aside)
        return aside

    def _copy_aside(self, path: Path, aside: Path) -> Path | None:
        try:
            old = self._layer.read(path, MAX_BYTES + 1)
        except FileNotFoundError:
            return None
        if len(old) > MAX_BYTES:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        self._write_new(aside, old)
        return aside

    def _put(self, path: Path, data: bytes) -> None:
        """Write the bytes under the final name, once they are known to be on the disk."""
        part = _part_beside(path)
        self._write_new(part, data)
        try:
            self._replace(part, path)
        except OSError:
            self._drop(part)
            raise

    def _write_new(self, part: Path, data: bytes) -> None:
        """Write a temporary file and compare what is read back; it goes where that fails."""
        try:
            self._write_part(part, data)
            self._compare(part, data)
        except OSError:
            self._drop(part)
            raise

    def _drop(self, part: Path) -> None:
        with contextlib.suppress(OSError):
            self._layer.remove(part)

    def _write_part(self, part: Path, data: bytes) -> None:
        with self._layer.create(part) as file:
            self._layer.write(file, data)
            self._layer.sync(file)

    def _compare(self, path: Path, data: bytes) -> None:
        back = self._layer.read(path, len(data) + 1)
        if sha256_hex(back) != sha256_hex(data):
            raise OSError(errno.EIO, "the bytes read back differ")

    def _replace(self, part: Path, path: Path) -> None:
        """Rename; Windows refuses for a moment while a scanner holds the file."""
        for _ in range(_REPLACE_TRIES - 1):
            try:
                return self._layer.replace(part, path)
            except PermissionError:
                self._layer.pause()
        return self._layer.replace(part, path)

    def _sync_folder(self, folder: Path) -> None:
        try:
            self._layer.sync_folder(folder)
        except OSError as error:
            if error.errno not in _FOLDER_CANNOT_SYNC:
                raise


def _part_beside(path: Path) -> Path:
    return path.with_name(f"{PART_PREFIX}{secrets.token_hex(8)}")


def _not_read(path: Path, error: OSError) -> Unreadable:
    file = str(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unreadable("{file} was not found.", hint="Check the name and the folder.", file=file)
    if isinstance(error, PermissionError):
        return Unreadable(
            "{file} may not be read by you.", hint="Ask for access, or copy it first.", file=file
        )
    return Unreadable(
        "{file} could not be read: {reason}.",
        hint="Check the drive, or copy the file to this machine first.",
        file=file,
        reason=error.strerror or str(error),
    )


def _not_written(path: Path, error: OSError) -> Unreadable:
    file, folder = str(path), str(path.parent)
    if error.errno in _FULL:
        return Unreadable(
            "{file} was not written: the disk is full.",
            hint="Nothing was lost. Make room, or choose another drive, and try again.",
            file=file,
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Unreadable(
            "{file} was not written: the folder {folder} does not exist.",
            hint="Make the folder, or choose another one.",
            file=file,
            folder=folder,
        )
    if isinstance(error, PermissionError | IsADirectoryError):
        return Unreadable(
            "{file} was not written: it is in use, a folder, or not yours to change.",
            hint="Close other programs that have it open, or choose another folder.",
            file=file,
        )
    return Unreadable(
        "{file} was not written: {reason}.",
        hint="Nothing was lost. Check the drive, or choose another one, and try again.",
        file=file,
        reason=error.strerror or str(error),
    )
