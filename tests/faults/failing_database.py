"""A database that fails at one statement or commit, and how each step takes it.

The driver's connection is wrapped, so that the errors go the way real ones go. A disk that fills
up is the database's own: it may grow by a few pages and no further.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from sqlcipher3 import dbapi2

from evalpanel.store import engine as store_engine
from tests.faults.figures import Figures
from tests.faults.health import expect_whole
from tests.faults.laptops import Laptop, make_laptop
from tests.faults.steps import STEPS, Step

FAULTS = {
    "disk full": dbapi2.SQLITE_FULL,
    "failing drive": dbapi2.SQLITE_IOERR,
    "in use": dbapi2.SQLITE_BUSY,
}
ROOM = (0, 1, 2, 4, 8)
"""Pages by which the database may still grow."""


class Trouble:
    """Counts statements and commits while armed, and fails at number `at`; 0 is never."""

    def __init__(self) -> None:
        self.armed, self.at, self.number, self.code = False, 0, 0, 0
        self.commits = 0

    def arm(self, at: int, code: int) -> None:
        """Begin counting."""
        self.armed, self.at, self.number, self.code = True, at, 0, code
        self.commits = 0

    def step(self) -> None:
        """Count one operation, and fail if it is the one."""
        if not self.armed:
            return
        self.number += 1
        if self.number == self.at:
            error = dbapi2.OperationalError("fault injected")
            error.sqlite_errorcode = self.code
            raise error


class TroubledCursor:
    """A cursor of the driver that may fail."""

    def __init__(self, real: Any, trouble: Trouble) -> None:
        self._real, self._trouble = real, trouble

    def __getattr__(self, name: str) -> Any:
        if name in ("execute", "executemany"):
            self._trouble.step()
        return getattr(self._real, name)


class TroubledConnection:
    """A connection of the driver that may fail."""

    def __init__(self, real: Any, trouble: Trouble) -> None:
        self._real, self._trouble = real, trouble

    def cursor(self) -> TroubledCursor:
        """A cursor that may fail."""
        return TroubledCursor(self._real.cursor(), self._trouble)

    def commit(self) -> None:
        """Commit, or fail before that."""
        self._trouble.step()
        self._real.commit()
        self._trouble.commits += 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@contextmanager
def troubled() -> Iterator[Trouble]:
    """Wrap every connection that is opened meanwhile."""
    trouble, connect = Trouble(), store_engine._connect
    store_engine._connect = lambda file, key: TroubledConnection(connect(file, key), trouble)
    try:
        yield trouble
    finally:
        store_engine._connect = connect


def run(share: float, seed: int) -> Figures:
    """Play a share of all cases; raises AssertionError at the first that does harm."""
    chance = Random(seed)  # noqa: S311 - chooses cases, no secrets
    figures = Figures("failing database")
    with tempfile.TemporaryDirectory() as folder, troubled() as trouble:
        for number, step in enumerate(STEPS):
            template = make_laptop(Path(folder) / f"{number}", step.play(), step.who)
            bench = _Bench(step, template, Path(folder) / "run", trouble, figures)
            statements = bench.count()
            for at in range(1, statements + 1):
                for name, code in FAULTS.items():
                    if chance.random() < share:
                        bench.fail_at(at, name, code)
            for room in ROOM:
                if chance.random() < share:
                    bench.fail_beyond(room)
            bench.end()
    return figures


class _Bench:
    """A step on a laptop that is replaced by a fresh one once the step was done."""

    def __init__(
        self, step: Step, template: Laptop, home: Path, trouble: Trouble, figures: Figures
    ) -> None:
        self._step, self._template, self._home = step, template, home
        self._trouble, self._figures = trouble, figures
        self._laptop: Laptop | None = None

    def count(self) -> int:
        """How many statements and commits the step takes when all goes well."""
        desk = self._fresh().desk()
        self._trouble.arm(0, 0)
        self._step.act(desk, self._fresh())
        self._trouble.armed = False
        count = self._trouble.number
        self.end()
        return count

    def fail_at(self, at: int, name: str, code: int) -> None:
        """Fail at one operation of the database."""
        self._play(f"{self._step.name}: {name} at operation {at}", at, code)

    def fail_beyond(self, room: int) -> None:
        """Let the database grow by some pages only; the connection keeps that limit."""
        self.end()
        laptop = self._fresh()
        with laptop.open().connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + room}")
        self._play(f"{self._step.name}: room for {room} pages", 0, 0)
        self.end()

    def _play(self, case: str, at: int, code: int) -> None:
        laptop = self._fresh()
        rows, files = laptop.rows(), laptop.files()
        desk = laptop.desk()
        self._trouble.arm(at, code)
        error = self._step.attempt(desk, laptop)
        self._trouble.armed = False
        if error is None:
            self._count("survived with the step done")
        else:
            assert error.hint, f"{case}: nothing says what to do"
            assert str(laptop.home) in str(error), f"{case}: no file is named"
            assert laptop.leftovers() == [], f"{case}: a temporary file stays"
            if self._trouble.commits:
                self._count("done, with the answer refused")
                return
            assert laptop.files() == files, f"{case}: a file changed"
            assert laptop.rows() == rows, f"{case}: the database changed"
            self._figures.count("refused with the old state whole")

    def _count(self, what: str) -> None:
        """Count a step that was done; what comes next needs a fresh laptop."""
        self._figures.count(what)
        expect_whole(self._fresh())
        self.end()

    def _fresh(self) -> Laptop:
        """The laptop as it was before the step."""
        if self._laptop is None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._laptop = self._template.copy(self._home)
        return self._laptop

    def end(self) -> None:
        """Close the laptop; the next play begins with a fresh one."""
        if self._laptop is not None:
            self._laptop.close()
            self._laptop = None
