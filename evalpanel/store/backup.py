"""A copy of a database that is whole at one moment and opens with the same key."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from evalpanel.domain.errors import Unreadable
from evalpanel.store.failures import failure


def copy_database(engine: Engine, target: Path) -> None:
    """Copy the database to `target`, encrypted as it is, whole or not at all.

    The folder is made if need be; an older file of that name is replaced.

    Raises:
        Unreadable: the copy could not be written; nothing stays behind.
    """
    part = target.with_name(f".part-{target.name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
        part.replace(target)
    except dbapi2.Error as error:
        part.unlink(missing_ok=True)
        raise failure(target, error) from error
    except OSError as error:
        raise Unreadable(
            "The backup {file} could not be written: {what}.",
            hint="Check the disk and the room on it, and try again.",
            file=str(target),
            what=error.strerror or str(error),
        ) from error
