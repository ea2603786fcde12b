"""The few operations of the system that writing a file safely is made of."""

import os
import time
from pathlib import Path
from typing import BinaryIO

_PAUSE_SECONDS = 0.1


class FileLayer:
    """The system's own file operations; a test hands in one that fails at a chosen step."""

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for writing, readable by its owner only where the system knows that."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _binary(), 0o600)
        return os.fdopen(descriptor, "wb")

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Write all bytes and hand them to the system."""
        file.write(data)
        file.flush()

    def sync(self, file: BinaryIO) -> None:
        """Wait until the bytes are on the disk."""
        os.fsync(file.fileno())

    def replace(self, source: Path, target: Path) -> None:
        """Give the file its final name in one step, whatever had that name before."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """Give the file a second name, on systems and drives that can."""
        os.link(source, target)

    def sync_folder(self, folder: Path) -> None:
        """Wait until the new name is on the disk, on systems that can."""
        if os.name != "posix":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self, path: Path, limit: int) -> bytes:
        """At most that many bytes from the start of a file."""
        with path.open("rb") as file:
            return file.read(limit)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def age(self, path: Path) -> float:
        """Seconds since a file was last written or renamed, by the clock of the system."""
        found = path.stat()
        return time.time() - max(found.st_mtime, found.st_ctime)

    def pause(self) -> None:
        """Give a virus scanner a moment to let go of a file."""
        time.sleep(_PAUSE_SECONDS)


def _binary() -> int:
    """The flag that keeps Windows from changing line ends; other systems have none."""
    return getattr(os, "O_BINARY", 0)
