"""Opening the database of a workspace."""

from pathlib import Path

from sqlalchemy import Engine

from evalpanel.domain.errors import Unreadable
from evalpanel.store.engine import make_engine
from evalpanel.store.migrations import migrate


def open_database(path: Path, key: str, backups: Path) -> Engine:
    """The database in `path`, made if it is not there and brought up to date if it is old.

    `key` is `Identity.database_key()`; `backups` is where a copy goes before an update. Call
    `dispose()` on the engine when the workspace closes.

    Raises:
        Unreadable: wrong identity, foreign or damaged file, newer version, disk full.
    """
    _make_private(path)
    engine = make_engine(path, key)
    try:
        migrate(engine, path, backups)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _make_private(path: Path) -> None:
    """Make an empty file that only its owner may read, unless there is one."""
    try:
        path.touch(mode=0o600)
    except OSError as error:
        raise Unreadable(
            "The database {file} cannot be opened: {what}.",
            hint="Check that its folder exists and is yours.",
            file=str(path),
            what=error.strerror or str(error),
        ) from error
