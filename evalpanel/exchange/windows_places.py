"""Places on Windows, as its drives are typed."""

import sys
from collections.abc import Callable
from pathlib import PurePath, PureWindowsPath

from evalpanel.usecases.placing import Place, PlaceKind

_REMOVABLE, _FIXED, _REMOTE, _MEMORY = 2, 3, 4, 6
_KINDS: dict[int, PlaceKind] = {
    _REMOVABLE: "removable",
    _FIXED: "disk",
    _REMOTE: "network",
    _MEMORY: "disk",
}


def place_of(folder: PurePath) -> Place:
    """The place of a folder with its whole path."""
    return place_on(PureWindowsPath(folder), _drive_type)


def place_on(folder: PureWindowsPath, drive_type: Callable[[str], int]) -> Place:
    """The place of a folder, where `drive_type` answers as `GetDriveTypeW` does."""
    drive = folder.drive
    if drive.startswith("\\\\") and not drive.startswith(("\\\\?\\", "\\\\.\\")):
        return Place("network", "", drive)
    if drive.upper().startswith("\\\\?\\UNC"):
        return Place("network", "", drive)
    letter = drive.removeprefix("\\\\?\\")
    return Place(_KINDS.get(drive_type(f"{letter}\\"), "unknown"), "", letter)


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
