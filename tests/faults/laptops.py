"""Laptops with a real encrypted database and real files, at any stage of the small evaluation."""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random

from sqlalchemy import Engine

from evalpanel.domain.canonical import sha256_hex
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.files import PART_PREFIX, LocalFiles
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases.ports import Desk
from tests.fakes import FakeDatabase, FakeLedger, FakeShelf
from tests.panels import Play, person


class JumpingClock:
    """A clock that is set forth and back by up to two days; the same jumps in every run."""

    def __init__(self, start: datetime) -> None:
        """Jump around a time (aware)."""
        self._start = start
        self._chance = Random(2)  # noqa: S311 - chooses jumps, no secrets

    def now(self) -> datetime:
        """A claimed time that need not be after the one before."""
        return self._start + timedelta(minutes=self._chance.randint(-2880, 2880))


@dataclass
class Laptop:
    """The workspace of one person in a folder, and beside it the stick that files travel on."""

    home: Path
    name: str
    play: Play
    engine: Engine | None = field(default=None, repr=False)

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.home / "evalpanel.db"

    @property
    def stick(self) -> Path:
        """Where files for others go, and files from others lie."""
        return self.home / "stick"

    def desk(self, layer: FileLayer | None = None) -> Desk:
        """The desk of the owner, on a disk that fails as the layer does."""
        return replace(
            self.play.desk(self.name),
            work=partial(SqlUnitOfWork, self.open()),
            clock=JumpingClock(self.play.clock.now()),
            files=LocalFiles(layer),
        )

    def open(self) -> Engine:
        """The database, opened once."""
        if self.engine is None:
            key = person(self.name).database_key()
            self.engine = open_database(self.database, key, self.home / "backups")
        return self.engine

    def close(self) -> None:
        """Close the database; its journal goes into the file."""
        if self.engine is not None:
            self.engine.dispose()
            self.engine = None

    def copy(self, home: Path) -> "Laptop":
        """The same laptop in another folder; this one must be closed."""
        shutil.copytree(self.home, home)
        return Laptop(home, self.name, self.play)

    def rows(self) -> str:
        """A hash over everything in the database."""
        total = hashlib.sha256()
        for row in self._all_rows():
            total.update(repr(row).encode())
        return total.hexdigest()

    def _all_rows(self) -> Iterator[object]:
        with closing(self.open().raw_connection()) as connection:
            cursor = connection.cursor()
            tables = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' "
                                    "ORDER BY name").fetchall()  # fmt: skip
            for (table,) in tables:
                yield table
                yield from cursor.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - names from the schema

    def files(self) -> dict[str, str]:
        """Name and hash of every file under a final name on the stick."""
        return {
            path.name: sha256_hex(path.read_bytes())
            for path in sorted(self.stick.iterdir())
            if not path.name.startswith(PART_PREFIX)
        }

    def leftovers(self) -> list[str]:
        """Temporary files on the stick."""
        return [path.name for path in self.stick.glob(f"{PART_PREFIX}*")]


def make_laptop(home: Path, play: Play, name: str) -> Laptop:
    """The laptop of a person as the play left it, with the shared files on its stick."""
    laptop = Laptop(home, name, play)
    laptop.stick.mkdir(parents=True)
    for path, data in play.files.content.items():
        if path.parent.name in ("stick", "reports"):
            (laptop.stick / path.name).write_bytes(data)
    laptop.database.write_bytes(_empty_database(name))
    _fill(laptop, play.databases.setdefault(name, FakeDatabase()))
    laptop.close()
    return laptop


@cache
def _empty_database(name: str) -> bytes:
    """A new database of a person, made once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "evalpanel.db"
        open_database(file, person(name).database_key(), Path(folder)).dispose()
        return file.read_bytes()


def _fill(laptop: Laptop, fake: FakeDatabase) -> None:
    """Put into the real database what the one in memory holds."""
    with fake.work() as source, SqlUnitOfWork(laptop.open()) as target:
        for content in fake.state.documents.values():
            target.documents.put(content)
        for shelf, kept in vars(source).items():
            if isinstance(kept, FakeShelf):
                for value in kept.of():
                    getattr(target, shelf).put(value)
            elif isinstance(kept, FakeLedger):
                for value in kept.of():
                    getattr(target, shelf).add(value)
        for entry in source.log.entries():
            target.log.append(entry.event)
        target.commit()


@contextmanager
def opened(laptop: Laptop) -> Iterator[Laptop]:
    """The laptop, closed at the end."""
    try:
        yield laptop
    finally:
        laptop.close()
