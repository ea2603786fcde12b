"""Connections to an encrypted database: key first, then the settings of `trust.md` 4g."""

import re
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from evalpanel.domain.errors import Unreadable
from evalpanel.store.failures import failure, told

BUSY_MILLISECONDS = 5000
"""How long a connection waits for another one to finish."""

_KEY = re.compile(r"[0-9a-fA-F]{64}")
_PLAIN_HEADER = b"SQLite format 3\0"
_SETTINGS = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
)


def make_engine(file: Path, key: str) -> Engine:
    """An engine whose connections are unlocked with the key (64 hexadecimal digits).

    Its errors are Unreadable; every transaction takes the write lock at its start, because a
    transaction that reads first and writes later would fail at once beside another writer.
    """
    engine = create_engine(
        "sqlite://", module=dbapi2, creator=lambda: _connect(file, key), poolclass=QueuePool
    )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    @event.listens_for(engine, "handle_error")
    def tell(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, dbapi2.Error):
            raise failure(file, context.original_exception) from context.original_exception

    @event.listens_for(engine, "checkin")
    def undo(connection: Any, _record: Any) -> None:
        # After a commit that failed, SQLAlchemy takes the transaction for ended; SQLite may not.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    return engine


def _connect(file: Path, key: str) -> Any:
    """A driver connection, used by one thread at a time as the pool hands it out."""
    if not _KEY.fullmatch(key):
        raise ValueError("a database key has 64 hexadecimal digits")
    with told(file):
        connection = dbapi2.connect(
            str(file),
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
        try:
            _unlock(connection, file, key)
            for setting in _SETTINGS:
                connection.execute(setting)
            _demand_wal(connection, file)
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: Any, file: Path, key: str) -> None:
    """Hand over the key and try it: the first read of a page tells whether it fits."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except dbapi2.DatabaseError as error:
        if error.sqlite_errorcode != dbapi2.SQLITE_NOTADB:
            raise
        raise _not_opened(file) from error


def _not_opened(file: Path) -> Unreadable:
    with file.open("rb") as stream:
        is_plain = stream.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    if is_plain:
        return Unreadable(
            "The file {file} is not a database of evalpanel: it is not encrypted.",
            hint="Restore a backup, or choose another folder for the workspace.",
            file=str(file),
        )
    return Unreadable(
        "This identity does not open the database {file}.",
        hint="Use the identity that made it; if the file is damaged, restore a backup.",
        file=str(file),
    )


def _demand_wal(connection: Any, file: Path) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise Unreadable(
            "The disk of {file} cannot hold a database safely.",
            hint="Put the workspace on a disk of this computer, not on a network share.",
            file=str(file),
        )
