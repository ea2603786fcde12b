"""What goes wrong in the database, told in sentences: no driver error leaves the store."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from sqlcipher3 import dbapi2

from evalpanel.domain.errors import Unreadable

_PRIMARY_CODE = 0xFF
"""Extended result codes of SQLite carry the primary code in the lowest byte."""


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn driver errors of the database in `file` into Unreadable."""
    try:
        yield
    except dbapi2.Error as error:
        raise failure(file, error) from error


def failure(file: Path, error: BaseException) -> Unreadable:
    """The sentence for a driver error: what happened and what to do next."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code in _SENTENCES:
        return _SENTENCES[code](str(file))
    return Unreadable(
        "The database {file} refused a change: {what}.",
        hint="Nothing was changed. Start evalpanel again; if it stays so, restore a backup.",
        file=str(file),
        what=str(error),
    )


def _in_use(file: str) -> Unreadable:
    return Unreadable(
        "The database {file} is in use by another window of evalpanel.",
        hint="Close the other window or wait a moment, and try again.",
        file=file,
    )


def _disk_full(file: str) -> Unreadable:
    return Unreadable(
        "The disk is full: the database {file} could not be written.",
        hint="Make room on the disk and try again; what was saved before is kept.",
        file=file,
    )


def _not_writable(file: str) -> Unreadable:
    return Unreadable(
        "The database {file} may not be written.",
        hint="Check the permissions of the file and its folder.",
        file=file,
    )


def _disk_failed(file: str) -> Unreadable:
    return Unreadable(
        "The disk failed while the database {file} was in use.",
        hint="Check the disk and the room on it, and try again; what was saved before is kept.",
        file=file,
    )


def _cannot_open(file: str) -> Unreadable:
    return Unreadable(
        "The database {file} cannot be opened.",
        hint="Check that its folder exists and is yours.",
        file=file,
    )


def _damaged(file: str) -> Unreadable:
    return Unreadable("The database {file} is damaged.", hint="Restore a backup.", file=file)


_SENTENCES: MappingProxyType[int, Callable[[str], Unreadable]] = MappingProxyType(
    {
        dbapi2.SQLITE_BUSY: _in_use,
        dbapi2.SQLITE_LOCKED: _in_use,
        dbapi2.SQLITE_FULL: _disk_full,
        dbapi2.SQLITE_READONLY: _not_writable,
        dbapi2.SQLITE_IOERR: _disk_failed,
        dbapi2.SQLITE_CANTOPEN: _cannot_open,
        dbapi2.SQLITE_CORRUPT: _damaged,
        dbapi2.SQLITE_NOTADB: _damaged,
    }
)
