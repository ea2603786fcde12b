"""Where a workspace may lie: on a disk of this computer (`contract.md`, Workspace).

A database on a network share or on a stick loses work: its journal needs shared memory and
locks that such places do not keep (`trust.md` 4g). A folder that a cloud service copies is
allowed, with a warning.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from evalpanel.domain.errors import Refused, Sentence

PlaceKind = Literal["disk", "network", "removable", "unknown"]


@dataclass(frozen=True)
class Place:
    """What the system says of the place of a folder."""

    kind: PlaceKind
    system: str = ""
    """The file system, such as `ext4` or `cifs`; empty where it is not known."""
    mount: str = ""
    """The folder, drive or share to which it belongs."""
    service: str = ""
    """The cloud service that copies the folder, such as `OneDrive`; mostly empty."""


class Places(Protocol):
    """Looks up places."""

    def place_of(self, folder: Path) -> Place:
        """The place of a folder, which need not be there yet; never raises."""


def demand_good_place(place: Place, folder: Path) -> None:
    """Refuse a network share and a removable drive.

    Raises:
        Refused: the folder lies on one; the sentence names it.
    """
    if place.kind == "network":
        raise Refused(
            "The workspace {folder} lies on a network share ({mount}, {system}); there a "
            "database can lose work.",
            hint="Choose a folder on a disk of this computer with --home. "
            "To take the risk all the same, add --force.",
            folder=folder,
            mount=place.mount,
            system=place.system or "-",
        )
    if place.kind == "removable":
        raise Refused(
            "The workspace {folder} lies on a removable drive ({mount}, {system}); a drive that "
            "is pulled out takes work with it.",
            hint="Choose a folder on a disk of this computer with --home, and use the drive for "
            "files that travel and for backups. To take the risk all the same, add --force.",
            folder=folder,
            mount=place.mount,
            system=place.system or "-",
        )


def place_warning(place: Place, folder: Path) -> Sentence | None:
    """What to know about a place that is allowed; None if nothing."""
    if not place.service:
        return None
    return Sentence(
        "The workspace {folder} is in a folder that {service} copies. What it copies is "
        "encrypted, but a copy that it puts back can undo work: choose another folder with --home.",
        folder=folder,
        service=place.service,
    )
