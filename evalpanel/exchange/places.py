"""What kind of place a folder lies in: a disk, a network share, or a drive that can be pulled."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

from evalpanel.usecases.placing import Place

_SERVICES = (
    ("OneDrive", re.compile(r"onedrive( - .+|-.+)?", re.IGNORECASE)),
    ("Dropbox", re.compile(r"dropbox( \(.+\))?", re.IGNORECASE)),
    ("Google Drive", re.compile(r"google ?drive(-.+| \(.+\))?|my drive", re.IGNORECASE)),
    ("iCloud", re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"nextcloud|owncloud", re.IGNORECASE)),
    ("Box", re.compile(r"box sync|box-box", re.IGNORECASE)),
)
"""How the folders of cloud services are called."""


class SystemPlaces:
    """Asks this system; where it does not answer, the place is `unknown`."""

    def place_of(self, folder: Path) -> Place:
        """The place of a folder, which need not be there yet; never raises."""
        try:
            there = nearest(folder)
            place = _on_this_system(there)
        except (OSError, ValueError):
            there, place = folder, Place("unknown")
        return replace(place, service=service_of(there) or service_of(folder))


def nearest(folder: Path) -> Path:
    """The folder itself, or the first one above it that is there, without links."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - a path that need not be there
    there = next((place for place in (whole, *whole.parents) if place.exists()), whole)
    return there.resolve()


def service_of(folder: Path) -> str:
    """The cloud service whose folder this is or lies in, by its name; mostly empty."""
    for part in folder.parts:
        for service, pattern in _SERVICES:
            if pattern.fullmatch(part):
                return service
    return ""


def _on_this_system(folder: Path) -> Place:
    if sys.platform == "win32":
        from evalpanel.exchange import windows_places

        return windows_places.place_of(folder)
    if sys.platform == "darwin":
        from evalpanel.exchange import mac_places

        return mac_places.place_of(folder)
    from evalpanel.exchange import linux_places

    return linux_places.place_of(folder)
