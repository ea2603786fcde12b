"""Stand-ins for the world: clock, chance, files and database in memory."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Generic, Self, TypeVar

from pydantic import TypeAdapter

from evalpanel.domain.acts import Act
from evalpanel.domain.anchor import START
from evalpanel.domain.application import Application, GateJudgement
from evalpanel.domain.audit import Entry, Event, chain
from evalpanel.domain.audit_check import Link, link_of
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.consensus import Decision
from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.domain.model import Model
from evalpanel.domain.people import Member
from evalpanel.domain.register import Registered
from evalpanel.domain.sheet import Draft, OpenedSheet, SealFile
from evalpanel.domain.tender import (
    Opening,
    Participation,
    ReportFile,
    Shift,
    StoredPackage,
    Tender,
)
from evalpanel.usecases.ports import UnitOfWork
from tests.logged import demand_logged, is_use_case

Key = tuple[str, ...]


ValueT = TypeVar("ValueT", bound=Model)


class FixedClock:
    """Says the same time until it is set or moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) -> None:
        """Stand still at a time (aware)."""
        self.at = at

    def now(self) -> datetime:
        """The time it stands at, in UTC."""
        return self.at.astimezone(UTC)

    def move(self, **duration: float) -> None:
        """Go forward: `clock.move(minutes=5)`."""
        self.at += timedelta(**duration)


class SeededChance:
    """The same bytes and numbers for the same seed."""

    def __init__(self, seed: str = "evalpanel") -> None:
        """Start the series of a seed."""
        self._seed = seed.encode()
        self._count = 0

    def token(self, size: int) -> bytes:
        """That many bytes of the series."""
        return b"".join(self._block() for _ in range(-(-size // 32)))[:size]

    def below(self, limit: int) -> int:
        """An integer from 0 up to but not including the limit."""
        return int.from_bytes(self.token(16)) % limit

    def _block(self) -> bytes:
        self._count += 1
        return hashlib.sha256(self._seed + self._count.to_bytes(8)).digest()


class MemoryFiles:
    """Files in memory; `failing` names the paths whose writing fails, `full` fails all writing."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.content: dict[Path, bytes] = {}
        self.failing: set[Path] = set()
        self.full = False

    def read(self, path: Path, limit: int = 300 << 20) -> bytes:
        """All bytes of a file."""
        if path not in self.content:
            raise Unreadable("{file} was not found.", file=str(path))
        if len(self.content[path]) > limit:
            raise Unreadable("{file} is larger than {limit} bytes.", file=str(path), limit=limit)
        return self.content[path]

    def write(self, path: Path, data: bytes) -> None:
        """Write whole or not at all."""
        if self.full or path in self.failing:
            raise Unreadable("{file} was not written: the disk is full.", file=str(path))
        self.content[path] = data

    def exchange(self, path: Path, data: bytes) -> "FormerMemory":
        """Write, and give what was there before."""
        former = FormerMemory(self, path, self.content.get(path))
        self.write(path, data)
        return former


class FormerMemory:
    """What a file in memory was before."""

    def __init__(self, files: MemoryFiles, path: Path, content: bytes | None) -> None:
        """Remember the content; None where there was no file."""
        self._files = files
        self.path = path
        self._content = content

    def bring_back(self) -> None:
        """Make the file what it was."""
        if self._content is None:
            del self._files.content[self.path]
        else:
            self._files.content[self.path] = self._content

    def let_go(self) -> None:
        """Nothing is kept beside a file in memory."""


class _State:
    """What a database holds: bodies per shelf and key, bodies per ledger, documents, log."""

    def __init__(self) -> None:
        self.shelves: dict[str, dict[Key, bytes]] = {}
        self.ledgers: dict[str, tuple[tuple[Key, bytes], ...]] = {}
        self.documents: dict[str, bytes] = {}
        self.log: tuple[Entry, ...] = ()

    def copy(self) -> "_State":
        twin = _State()
        twin.shelves = {name: dict(shelf) for name, shelf in self.shelves.items()}
        twin.ledgers = dict(self.ledgers)
        twin.documents = dict(self.documents)
        twin.log = self.log
        return twin


class FakeDatabase:
    """What was committed; one unit of work at a time may use it.

    `full = True` makes every commit fail as a full disk does.
    """

    def __init__(self, patience: float = 5.0) -> None:
        """Begin empty; `patience` is how many seconds to wait for another unit of work."""
        self.full = False
        self.patience = patience
        self.state = _State()
        self.lock = Lock()

    def work(self) -> "FakeUnitOfWork":
        """Begin a unit of work."""
        return FakeUnitOfWork(self)


class _Work:
    """A copy of the state to work on, taken at first use and published at commit."""

    def __init__(self, database: FakeDatabase) -> None:
        self._database = database
        self._copy: _State | None = None

    @property
    def state(self) -> _State:
        if self._copy is None:
            if not self._database.lock.acquire(timeout=self._database.patience):
                raise Unreadable("The database is in use by another window of evalpanel.")
            self._copy = self._database.state.copy()
        return self._copy

    def demand_logged(self) -> None:
        """Fail where a change has no entry in the log."""
        if self._copy is None:
            return
        before, after = self._database.state, self._copy
        grown = {n for n, rows in after.ledgers.items() if rows != before.ledgers.get(n, ())}
        grown |= {"documents"} if after.documents.keys() != before.documents.keys() else set()
        events = [entry.event for entry in after.log[len(before.log) :]]
        demand_logged(before.shelves, after.shelves, grown, events)

    def publish(self) -> None:
        if self._copy is None:
            return
        if self._database.full:
            self.drop()
            raise Unreadable("The disk is full: the database could not be written.")
        self._database.state = self._copy
        self.drop()

    def drop(self) -> None:
        if self._copy is not None:
            self._copy = None
            self._database.lock.release()


@cache
def _reader_of(kind: type[ValueT]) -> TypeAdapter[ValueT]:
    """What reads values of a kind; making one costs more than most units of work."""
    return TypeAdapter(kind)


class _Kept(Generic[ValueT]):
    """Values of one kind; stored as bodies, so that what comes back was really stored."""

    def __init__(self, work: _Work, name: str, kind: type[ValueT], size: int) -> None:
        self._work = work
        self._name = name
        self._reader = _reader_of(kind)
        self._size = size

    def of(self, *prefix: str) -> tuple[ValueT, ...]:
        """All values whose key starts so."""
        if len(prefix) > self._size:
            raise ValueError("the key is shorter")
        return tuple(
            self._reader.validate_json(body)
            for key, body in self._pairs()
            if key[: len(prefix)] == prefix
        )

    def _pairs(self) -> Sequence[tuple[Key, bytes]]:
        raise NotImplementedError


class FakeShelf(_Kept[ValueT]):
    """Values under their key."""

    def get(self, *key: str) -> ValueT | None:
        """The value with this whole key."""
        if len(key) != self._size:
            raise ValueError("the key has another length")
        body = self._work.state.shelves.get(self._name, {}).get(key)
        return None if body is None else self._reader.validate_json(body)

    def put(self, value: ValueT) -> None:
        """Add or replace."""
        shelf = self._work.state.shelves.setdefault(self._name, {})
        shelf[_key(value)] = _body(value)

    def _pairs(self) -> Sequence[tuple[Key, bytes]]:
        return list(self._work.state.shelves.get(self._name, {}).items())


class FakeLedger(_Kept[ValueT]):
    """Values that are only added."""

    def add(self, value: ValueT) -> None:
        """Add a value."""
        ledgers = self._work.state.ledgers
        ledgers[self._name] = (*self._pairs(), (_key(value), _body(value)))

    def _pairs(self) -> Sequence[tuple[Key, bytes]]:
        return self._work.state.ledgers.get(self._name, ())


class FakeDocuments:
    """Bytes by their SHA-256."""

    def __init__(self, work: _Work) -> None:
        """Work on this copy."""
        self._work = work

    def put(self, data: bytes) -> str:
        """Keep the bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._work.state.documents[sha256] = data
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes."""
        if sha256 not in self._work.state.documents:
            raise Unreadable("The document {sha256} is not in this workspace.", sha256=sha256)
        return self._work.state.documents[sha256]


class FakeLog:
    """The chained log."""

    def __init__(self, work: _Work) -> None:
        """Work on this copy."""
        self._work = work

    def head(self) -> Entry | None:
        """The last entry."""
        return self._work.state.log[-1] if self._work.state.log else None

    def append(self, event: Event) -> Entry:
        """Chain an event."""
        head = self.head()
        stored = Event.model_validate_json(_body(event))
        entry = chain(START if head is None else head.anchor, stored)
        self._work.state.log = (*self._work.state.log, entry)
        return entry

    def entries(self) -> tuple[Entry, ...]:
        """All entries, oldest first."""
        return self._work.state.log

    def links(self) -> tuple[Link, ...]:
        """All entries as they are stored."""
        return tuple(link_of(entry) for entry in self._work.state.log)


class FakeInspection:
    """Finds damaged documents; a database in memory has no other damage."""

    def __init__(self, work: _Work) -> None:
        """Look through this copy."""
        self._work = work

    def database(self) -> Iterator[Sentence]:
        """Nothing."""
        yield from ()

    def values(self) -> Iterator[Sentence]:
        """Nothing."""
        yield from ()

    def documents(self) -> Iterator[Sentence]:
        """Every document whose bytes are not those of its SHA-256."""
        for sha256, content in self._work.state.documents.items():
            if hashlib.sha256(content).hexdigest() != sha256:
                yield Sentence("The document {sha256} is damaged.", sha256=sha256)


class FakeUnitOfWork(UnitOfWork):
    """A unit of work in memory that behaves as the real one does."""

    def __init__(self, database: FakeDatabase | None = None) -> None:
        """Work on a database, or on an empty one of its own."""
        self._work = work = _Work(database or FakeDatabase())
        self.tenders = FakeShelf(work, "tenders", Tender, 1)
        self.shifts = FakeLedger(work, "shifts", Shift, 1)
        self.applications = FakeShelf(work, "applications", Application, 2)
        self.judgements = FakeLedger(work, "judgements", GateJudgement, 2)
        self.acts = FakeShelf(work, "acts", Act, 2)
        self.members = FakeShelf(work, "members", Member, 2)
        self.participations = FakeShelf(work, "participations", Participation, 1)
        self.packages = FakeShelf(work, "packages", StoredPackage, 3)
        self.drafts = FakeShelf(work, "drafts", Draft, 5)
        self.draft_history = FakeLedger(work, "draft_history", Draft, 5)
        self.seals = FakeShelf(work, "seals", SealFile, 4)
        self.openings = FakeShelf(work, "openings", Opening, 3)
        self.sheets = FakeShelf(work, "sheets", OpenedSheet, 4)
        self.decisions = FakeLedger(work, "decisions", Decision, 3)
        self.register = FakeLedger[Registered](work, "register", Registered, 2)  # type: ignore[arg-type]  # a union of models is read as one kind
        self.reports = FakeShelf(work, "reports", ReportFile, 2)
        self.documents = FakeDocuments(work)
        self.log = FakeLog(work)
        self.inspection = FakeInspection(work)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Undo what was not committed."""
        self._work.drop()

    def commit(self) -> None:
        """Keep everything; a use case must have logged what it changes."""
        if is_use_case():
            self._work.demand_logged()
        self._work.publish()


def _key(value: Model) -> Key:
    key: Key = value.key  # type: ignore[attr-defined]  # every stored value has one
    return key


def _body(value: Model) -> bytes:
    return canonical_bytes(value.model_dump(mode="json"))
