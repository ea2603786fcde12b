"""The ways in which a workspace keeps things; `ports.UnitOfWork` says what is kept in which."""

from collections.abc import Iterator
from typing import Protocol, TypeVar

from evalpanel.domain.audit import Entry, Event
from evalpanel.domain.audit_check import Link
from evalpanel.domain.errors import Sentence

ValueT = TypeVar("ValueT")


class Shelf(Protocol[ValueT]):
    """Values that are kept under their `key`; a later one replaces an earlier one."""

    def get(self, *key: str) -> ValueT | None:
        """The value with this whole key."""

    def of(self, *prefix: str) -> tuple[ValueT, ...]:
        """All values whose key starts so, in the order in which they were first put."""

    def put(self, value: ValueT) -> None:
        """Add the value, or replace the one with its key."""


class Ledger(Protocol[ValueT]):
    """Values that are only ever added; nothing replaces or removes them."""

    def add(self, value: ValueT) -> None:
        """Add a value."""

    def of(self, *prefix: str) -> tuple[ValueT, ...]:
        """All values whose `key` starts so, in the order in which they were added."""


class Documents(Protocol):
    """Bytes known by their SHA-256."""

    def put(self, data: bytes) -> str:
        """Keep the bytes and give their SHA-256 (hex)."""

    def get(self, sha256: str) -> bytes:
        """The bytes; raises Unreadable if they are not here."""


class Log(Protocol):
    """The hash-chained log of the workspace."""

    def head(self) -> Entry | None:
        """The last entry."""

    def append(self, event: Event) -> Entry:
        """Chain an event to the log."""

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first; raises Unreadable if one cannot be read."""

    def links(self) -> tuple[Link, ...]:
        """All entries as they are stored, oldest first, whatever state they are in."""


class Inspection(Protocol):
    """Looking for damage in what is stored, without knowing what it means."""

    def database(self) -> Iterator[Sentence]:
        """What is wrong with the file of the database."""

    def values(self) -> Iterator[Sentence]:
        """Every stored value that is not readable, not canonical, or under another key."""

    def documents(self) -> Iterator[Sentence]:
        """Every document whose bytes are not those of its SHA-256."""
