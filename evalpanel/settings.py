"""Where a workspace keeps its things, and what the environment sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "evalpanel"
HOME_VARIABLE = "EVALPANEL_HOME"
FORCE_VARIABLE = "EVALPANEL_FORCE"
LOCK_VARIABLE = "EVALPANEL_AUTO_LOCK"
LOCK_MINUTES = 10
"""Minutes without key or mouse after which the app locks, unless set otherwise."""
PASSPHRASE_VARIABLE = "EVALPANEL_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


@dataclass(frozen=True)
class Workspace:
    """The folders and files of one person on one laptop (`contract.md`, Workspace)."""

    home: Path
    is_forced: bool = False
    """Whether it may lie on a network share or a stick all the same (`--force`)."""

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.home / "evalpanel.db"

    @property
    def identity(self) -> Path:
        """The key file, opened by the passphrase."""
        return self.home / "identity.evkey"

    @property
    def inbox(self) -> Path:
        """What came from others."""
        return self.home / "inbox"

    @property
    def outbox(self) -> Path:
        """What goes to others."""
        return self.home / "outbox"

    @property
    def reports(self) -> Path:
        """Reports made here."""
        return self.home / "reports"

    @property
    def backups(self) -> Path:
        """Copies of the database, encrypted like it."""
        return self.home / "backups"

    @property
    def folders(self) -> tuple[Path, ...]:
        """Every folder of the workspace."""
        return (self.home, self.inbox, self.outbox, self.reports, self.backups)


def auto_lock_minutes(environment: Mapping[str, str]) -> int:
    """After how many minutes the app locks; 0 is never, and what is no number says nothing."""
    said = environment.get(LOCK_VARIABLE, "").strip()
    return int(said) if said.isascii() and said.isdigit() else LOCK_MINUTES


def default_home() -> Path:
    """The local, not roaming, user data folder of the platform."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False, roaming=False)
