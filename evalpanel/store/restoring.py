"""Putting the database of a backup in the place of a workspace's own, which is kept beside it."""

import secrets
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlcipher3 import dbapi2

from evalpanel.domain.errors import Unreadable
from evalpanel.store.engine import make_engine
from evalpanel.store.failures import told
from evalpanel.store.migrations import migrate

Write = Callable[[Path, bytes], None]
"""Writes a file whole or not at all."""
_PRIMARY_CODE = 0xFF
_DAMAGED = (dbapi2.SQLITE_NOTADB, dbapi2.SQLITE_CORRUPT)
_BESIDE = ("-wal", "-shm", "-journal")


def opens(path: Path, key: str) -> bool:
    """Whether there is a database in `path` that the key fits, be it damaged further in."""
    if not path.is_file():
        return False
    engine = make_engine(path, key)
    try:
        engine.raw_connection().close()
    except Unreadable as error:
        return bool(_code(error) != dbapi2.SQLITE_NOTADB)
    finally:
        engine.dispose()
    return True


def put_database(path: Path, key: str, data: bytes, backups: Path, write: Write) -> Path | None:
    """Check the database in `data` and put it in `path`; gives where the old one is kept.

    At every moment there is a whole database in `path`: the old one is copied first, and the new
    one takes its place in one step.

    Raises:
        Unreadable: the new database is damaged, there is no room, or another window of
            evalpanel has the old one open.
    """
    part = path.with_name(f".part-{secrets.token_hex(8)}-{path.name}")
    try:
        write(part, data)
        check_whole(part, key, backups)
        kept = _keep(path, key, backups, write)
        part.replace(path)
    finally:
        for end in ("", *_BESIDE):
            with suppress(OSError):
                part.with_name(f"{part.name}{end}").unlink(missing_ok=True)
    return kept


def check_whole(path: Path, key: str, backups: Path) -> None:
    """Demand that a database is whole, and bring it up to date; leaves one single file.

    Raises:
        Unreadable: damaged, of somebody else, or made by a newer version.
    """
    engine = make_engine(path, key)
    try:
        with engine.connect() as connection:
            pages = list(connection.execute(text("PRAGMA cipher_integrity_check")).scalars())
            said = list(connection.execute(text("PRAGMA integrity_check")).scalars())
        if pages or said != ["ok"]:
            raise Unreadable(
                "The database in the backup is damaged.", hint="Restore an older backup."
            )
        migrate(engine, path, backups)
        _into_one_file(engine, path)
    finally:
        engine.dispose()


def _keep(path: Path, key: str, backups: Path, write: Write) -> Path | None:
    """Copy the old database to where backups are, with what it had not taken in yet."""
    if not path.is_file():
        return None
    _demand_unused(path, key)
    kept = _free(backups)
    for end in ("", "-wal"):
        old = path.with_name(f"{path.name}{end}")
        if old.is_file():
            write(kept.with_name(f"{kept.name}{end}"), old.read_bytes())
    for end in _BESIDE:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)
    return kept


def _demand_unused(path: Path, key: str) -> None:
    """Take everything into the one file, which works only while nobody else has it open."""
    engine = make_engine(path, key)
    try:
        _into_one_file(engine, path)
    except Unreadable as error:
        if _code(error) not in _DAMAGED:
            raise
    finally:
        engine.dispose()


def _into_one_file(engine: Engine, path: Path) -> None:
    """End the journal beside the database; raises Unreadable when it is in use."""
    with told(path), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode = DELETE")


def _code(error: Unreadable) -> int:
    """What the driver said, as a primary code of SQLite."""
    return int(getattr(error.__cause__, "sqlite_errorcode", 0)) & _PRIMARY_CODE


def _free(backups: Path) -> Path:
    """A name that no earlier copy has."""
    stem = "before-restore"
    taken = sum(1 for _ in backups.glob(f"{stem}*.db"))
    return backups / f"{stem}-{taken + 1}.db"
