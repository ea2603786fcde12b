"""Places on macOS, as `mount` and `diskutil` tell them."""

import plistlib
import re
import subprocess
from pathlib import Path
from xml.parsers.expat import ExpatError

from evalpanel.usecases.placing import Place

_LINE = re.compile(r"(?P<source>.+) on (?P<point>/.*) \((?P<options>[^()]*)\)")
_NETWORK = frozenset(("smbfs", "nfs", "afpfs", "webdav", "ftp", "macfuse", "osxfuse"))
_SECONDS = 10


def place_of(folder: Path) -> Place:
    """The place of a folder that is there; raises OSError where the system does not answer."""
    source, place = place_in(_said("/sbin/mount").decode("utf-8", "replace"), folder)
    if place.kind == "disk" and source.startswith("/dev/"):
        told = _said("/usr/sbin/diskutil", "info", "-plist", source)
        if is_removable(told):
            return Place("removable", place.system, place.mount)
    return place


def place_in(table: str, folder: Path) -> tuple[str, Place]:
    """Device and place of a folder, as the output of `mount` has it."""
    lines = [found for found in map(_LINE.fullmatch, table.splitlines()) if found]
    holding = [line for line in lines if folder.is_relative_to(line["point"])]
    if not holding:
        return "", Place("unknown")
    line = max(holding, key=lambda found: len(Path(found["point"]).parts))
    system, *options = [option.strip() for option in line["options"].split(",")]
    if system in _NETWORK or "local" not in options:
        return line["source"], Place("network", system, line["source"])
    return line["source"], Place("disk", system, line["point"])


def is_removable(plist: bytes) -> bool:
    """Whether `diskutil info -plist` speaks of a drive that can be pulled out.

    A disk image is no drive: it lies on a disk.
    """
    try:
        told = plistlib.loads(plist)
    except (plistlib.InvalidFileException, ExpatError, ValueError):
        return False
    if not isinstance(told, dict) or told.get("VirtualOrPhysical") == "Virtual":
        return False
    return bool(told.get("RemovableMediaOrExternalDevice") or told.get("RemovableMedia"))


def _said(*command: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - programs of the system, by their whole path
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise OSError(str(error)) from error
    return done.stdout
