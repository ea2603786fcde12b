"""Looking for damage in a database: its pages, the values in its rows, its documents."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import LargeBinary, cast, text
from sqlalchemy import select as select_columns
from sqlmodel import Session, col, select

from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.errors import Sentence
from evalpanel.store.mapping import KINDS, Kind
from evalpanel.store.tables import DocumentRow

_SOUND = "ok"
_PRAGMAS = ("cipher_integrity_check", "integrity_check", "foreign_key_check")


class SqlInspection:
    """Everything that can be checked of a database without knowing what its values mean."""

    def __init__(self, session: Session) -> None:
        """Look through this session."""
        self._session = session

    def database(self) -> Iterator[Sentence]:
        """What SQLCipher finds wrong with the pages of the file, and SQLite with what they hold."""
        for pragma in _PRAGMAS:
            for row in self._session.connection().execute(text(f"PRAGMA {pragma}")):
                if row[0] != _SOUND:
                    what = " ".join(str(cell) for cell in row)
                    yield Sentence("The database file is damaged: {what}.", what=what)

    def values(self) -> Iterator[Sentence]:
        """Every stored value that is not readable, not canonical, or stands under another key."""
        for kind in KINDS:
            for row, body in self._rows(kind):
                if not _is_whole(kind, row, body):
                    yield Sentence(
                        "Row {number} of {table} is damaged.",
                        number=row["position"],
                        table=kind.name,
                    )

    def documents(self) -> Iterator[Sentence]:
        """Every document whose bytes are not those of its SHA-256."""
        for sha256 in self._session.exec(select(DocumentRow.sha256)).all():
            query = select(DocumentRow.content).where(DocumentRow.sha256 == sha256)
            if sha256_hex(bytes(self._session.exec(query).one())) != sha256:
                yield Sentence("The document {sha256} is damaged.", sha256=sha256)

    def _rows(self, kind: Kind[Any]) -> Iterator[tuple[Mapping[str, Any], bytes]]:
        """The rows of a kind, and their bodies as the bytes that are stored."""
        names = ["position", *kind.columns]
        body = cast(col(kind.row.body), LargeBinary)
        query = select_columns(*(getattr(kind.row, name) for name in names), body)
        query = query.order_by(col(kind.row.position))
        for *cells, stored in self._session.connection().execute(query):
            yield dict(zip(names, cells, strict=True)), bytes(stored)


def _is_whole(kind: Kind[Any], row: Mapping[str, Any], body: bytes) -> bool:
    """Whether a body is canonical and a value to which the columns of its row belong.

    An older version of the program may have written fewer keys than the value has now.
    """
    try:
        if canonical_bytes(json.loads(body)) != body:
            return False
        value = kind.reader.validate_json(body)
    except ValueError:
        return False
    return all(row[name] == read(value) for name, read in kind.columns.items())
