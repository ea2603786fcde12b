"""Shelves, ledgers, documents and log over a database session."""

from typing import Any, Generic

from sqlalchemy import ColumnElement, LargeBinary, String, cast
from sqlmodel import Session, col, select

from evalpanel.domain.anchor import START
from evalpanel.domain.audit import Entry, Event, chain
from evalpanel.domain.audit_check import Link
from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import Unreadable
from evalpanel.store.mapping import Kind, ValueT, entry_cells, entry_from_row
from evalpanel.store.tables import AuditRow, DocumentRow, Row


class _Kept(Generic[ValueT]):
    """Values of one kind in their table."""

    def __init__(self, session: Session, kind: Kind[ValueT]) -> None:
        """Work in this session."""
        self._session = session
        self._kind = kind

    def of(self, *prefix: str) -> tuple[ValueT, ...]:
        """All values whose key starts so, in the order in which they were first kept."""
        if len(prefix) > len(self._kind.key):
            raise ValueError(f"a {self._kind.value.__name__} has a shorter key")
        return tuple(self._kind.from_row(row) for row in self._rows(*prefix))

    def _rows(self, *prefix: str) -> list[Row]:
        names = self._kind.key[: len(prefix)]
        query = select(self._kind.row).where(
            *(self._is(name, part) for name, part in zip(names, prefix, strict=True))
        )
        return list(self._session.exec(query.order_by(col(self._kind.row.position))))

    def _is(self, name: str, part: str) -> ColumnElement[bool]:
        """A key column compared as text, as keys are spelled."""
        column = getattr(self._kind.row, name)
        is_text = isinstance(column.type, String) or column.type.python_type is str
        return (column if is_text else cast(column, String)) == part

    def _insert(self, value: ValueT) -> None:
        self._session.add(self._kind.row(**self._kind.cells(value)))
        self._session.flush()


class SqlShelf(_Kept[ValueT]):
    """Values under their key; a later one replaces an earlier one in its place."""

    def get(self, *key: str) -> ValueT | None:
        """The value with this whole key."""
        if len(key) != len(self._kind.key):
            raise ValueError(f"the key of a {self._kind.value.__name__} is {self._kind.key}")
        rows = self._rows(*key)
        return self._kind.from_row(rows[0]) if rows else None

    def put(self, value: ValueT) -> None:
        """Add the value, or replace the one with its key."""
        query = select(self._kind.row).filter_by(**self._kind.key_of(value))
        row = self._session.exec(query).one_or_none()
        if row is None:
            self._insert(value)
            return
        for name, cell in self._kind.cells(value).items():
            setattr(row, name, cell)
        self._session.flush()


class SqlLedger(_Kept[ValueT]):
    """Values that are only ever added; the database refuses to change or remove them."""

    def add(self, value: ValueT) -> None:
        """Add a value."""
        self._insert(value)


class SqlDocuments:
    """Bytes known by their SHA-256."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their SHA-256 (hex)."""
        sha256 = sha256_hex(data)
        query = select(DocumentRow.sha256).where(DocumentRow.sha256 == sha256)
        if self._session.exec(query).first() is None:
            self._session.add(DocumentRow(sha256=sha256, content=data))
            self._session.flush()
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes; raises Unreadable if they are not here."""
        query = select(DocumentRow.content).where(DocumentRow.sha256 == sha256)
        content = self._session.exec(query).first()
        if content is None:
            raise Unreadable(
                "The document {sha256} is not in this workspace.",
                hint="Restore a backup, or take in the file again that it came with.",
                sha256=sha256,
            )
        return bytes(content)


class SqlLog:
    """The hash-chained log; the database refuses gaps, forks and changes."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def head(self) -> Entry | None:
        """The last entry."""
        query = select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(1)
        row = self._session.exec(query).first()
        return None if row is None else entry_from_row(row)

    def append(self, event: Event) -> Entry:
        """Chain an event to the log."""
        head = self.head()
        entry = chain(START if head is None else head.anchor, event)
        cells: dict[str, Any] = entry_cells(entry)
        self._session.add(AuditRow(**cells))
        self._session.flush()
        return entry

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first."""
        rows = self._session.exec(select(AuditRow).order_by(col(AuditRow.seq)))
        return tuple(entry_from_row(row) for row in rows)

    def links(self) -> tuple[Link, ...]:
        """All entries as they are stored, oldest first, whatever state they are in."""
        body = cast(col(AuditRow.body), LargeBinary)
        query = select(AuditRow.seq, AuditRow.previous, AuditRow.hash, body)
        rows = self._session.exec(query.order_by(col(AuditRow.seq)))
        return tuple(Link(row[0], row[1], row[2], bytes(row[3])) for row in rows)
