"""Keeping what is ours from others on the same machine, as far as the system allows."""

import os
import stat
import sys
from pathlib import Path

OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that is there already stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def is_private(path: Path) -> bool | None:
    """Whether others have no right to a file or folder; None where the system says nothing.

    Raises:
        OSError: it is not there, or cannot be looked at.
    """
    if os.name != "posix":
        return None
    return not path.stat().st_mode & OPEN_TO_OTHERS


def keep_memory_off_disk() -> None:
    """Let this process leave no copy of its memory behind when it crashes, where that is known."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
