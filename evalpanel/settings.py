"""Where a workspace keeps its things."""

from dataclasses import dataclass
from pathlib import Path

APP_NAME = "evalpanel"
HOME_VARIABLE = "EVALPANEL_HOME"
PASSPHRASE_VARIABLE = "EVALPANEL_PASSPHRASE"  # noqa: S105 - the name of a variable, not a secret


@dataclass(frozen=True)
class Workspace:
    """The folders and files of one person on one laptop (`contract.md`, Workspace)."""

    home: Path

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


def default_home() -> Path:
    """The local, not roaming, user data folder of the platform."""
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False, roaming=False)
