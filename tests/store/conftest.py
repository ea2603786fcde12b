"""Databases to test on: the fake one, and a real one in a file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from evalpanel.store import engine as store_engine
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases.ports import UnitOfWork
from tests.fakes import FakeDatabase

KEY = "ab" * 32


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An empty real database that waits only briefly for others."""
    monkeypatch.setattr(store_engine, "BUSY_MILLISECONDS", 50)
    engine = open_database(tmp_path / "evalpanel.db", KEY, tmp_path / "backups")
    yield engine
    engine.dispose()


@pytest.fixture(params=["fake", "real"])
def work(request: pytest.FixtureRequest) -> Callable[[], UnitOfWork]:
    """Begins units of work on one empty database."""
    if request.param == "fake":
        return FakeDatabase(patience=0.05).work
    engine: Engine = request.getfixturevalue("database")
    return lambda: SqlUnitOfWork(engine)
