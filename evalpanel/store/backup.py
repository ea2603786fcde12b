"""A copy of a database that is whole at one moment and opens with the same key."""

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine
from sqlcipher3 import dbapi2

from evalpanel.domain.errors import Unreadable
from evalpanel.store.failures import failure

_PART = ".part-"
"""How the name of a file begins that is not whole yet; what a kill leaves is swept at start."""


def copy_database(engine: Engine, target: Path) -> None:
    """Copy the database to `target`, encrypted as it is, whole or not at all.

    The folder is made if need be; an older file of that name is replaced.

    Raises:
        Unreadable: the copy could not be written; nothing stays behind.
    """
    with _copied(engine, target) as part:
        part.replace(target)


def snapshot(engine: Engine, folder: Path) -> bytes:
    """The bytes of such a copy; it is made in `folder`, which belongs to the workspace.

    Raises:
        Unreadable: there is no room for the copy; nothing stays behind.
    """
    with _copied(engine, folder / "snapshot.db") as part:
        return part.read_bytes()


@contextmanager
def _copied(engine: Engine, target: Path) -> Iterator[Path]:
    """A whole copy beside the target, on the disk; removed at the end unless it was renamed."""
    part = target.with_name(f"{_PART}{secrets.token_hex(8)}-{target.name}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part.touch(mode=0o600, exist_ok=False)
        with closing(engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
        _sync(part)
        yield part
    except dbapi2.Error as error:
        raise failure(target, error) from error
    except OSError as error:
        raise Unreadable(
            "The backup {file} could not be written: {what}.",
            hint="Check the disk and the room on it, and try again.",
            file=str(target),
            what=error.strerror or str(error),
        ) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())
