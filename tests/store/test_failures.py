"""What goes wrong is one sentence with what to do next, and the old state stays whole."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlcipher3 import dbapi2

from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.errors import EvalPanelError, Unreadable
from evalpanel.store import engine as store_engine
from evalpanel.store.backup import copy_database
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.conftest import heavy
from tests.store import samples
from tests.store.conftest import KEY

LONG = "x" * 200_000


def test_a_locked_database_says_who_has_it(database: Engine, tmp_path: Path) -> None:
    other = open_database(tmp_path / "evalpanel.db", KEY, tmp_path)
    with SqlUnitOfWork(other) as mine:
        mine.tenders.put(samples.tender("mine"))
        with SqlUnitOfWork(database) as unit, pytest.raises(Unreadable) as caught:
            unit.tenders.put(samples.tender("yours"))
        mine.commit()
    other.dispose()
    assert "evalpanel.db is in use by another window" in str(caught.value)
    assert "try again" in str(caught.value.hint)
    assert _references(database) == ["mine"]


def test_a_database_that_is_locked_at_opening_says_so(database: Engine, tmp_path: Path) -> None:
    with database.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(Unreadable, match="in use by another window"):
            open_database(tmp_path / "evalpanel.db", KEY, tmp_path)


def test_writers_side_by_side_all_succeed(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.dispose()
    monkeypatch.setattr(store_engine, "BUSY_MILLISECONDS", 20_000)
    failed: list[BaseException] = []
    rounds = heavy(100)

    def read_then_write(name: str) -> None:
        try:
            for number in range(rounds):
                with SqlUnitOfWork(database) as unit:
                    unit.drafts.of(samples.REFERENCE)
                    unit.log.append(samples.event(f"{name} {number}"))
                    unit.commit()
        except EvalPanelError as error:
            failed.append(error)

    threads = [Thread(target=read_then_write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with SqlUnitOfWork(database) as unit:
        entries = unit.log.entries()
    assert len(entries) == 4 * rounds
    assert check_links(map(link_of, entries)) is None


def test_a_full_disk_keeps_the_old_state_whole(database: Engine) -> None:
    _keep(database, "old")
    with _no_room(database):
        with SqlUnitOfWork(database) as unit:
            unit.tenders.put(samples.tender("old", title="changed"))
            with pytest.raises(Unreadable) as caught:
                unit.tenders.put(samples.tender("new", title=LONG))
        with SqlUnitOfWork(database) as unit:
            assert unit.tenders.of() == (samples.tender("old"),)
    assert "The disk is full" in str(caught.value)
    assert "Make room" in str(caught.value.hint)
    _keep(database, "after")
    assert _references(database) == ["old", "after"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_disk_that_fails_at_commit_keeps_the_old_state_whole(database: Engine) -> None:
    _keep(database, "old")
    with SqlUnitOfWork(database) as unit:
        unit.tenders.put(samples.tender("old", title="changed"))
        unit.tenders.put(samples.tender("new", title=LONG))
        with _small_files(100_000), pytest.raises(Unreadable) as caught:
            unit.commit()
    assert "what was saved before is kept" in str(caught.value.hint)
    assert _references(database) == ["old"]
    _keep(database, "after")
    assert _references(database) == ["old", "after"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_copy_without_room_leaves_nothing(database: Engine, tmp_path: Path) -> None:
    _keep(database, LONG)
    with _small_files(100_000), pytest.raises(Unreadable, match=r"copy\.db"):
        copy_database(database, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize("content", [b"SQLite format 3\0" + b"\0" * 5000, b"%PDF-1.7" * 900])
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "evalpanel.db"
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=r"evalpanel\.db"):
        open_database(file, KEY, tmp_path)
    assert file.read_bytes() == content


def test_an_encrypted_database_of_another_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "evalpanel.db"
    connection = dbapi2.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{KEY}'\"")
    connection.execute("CREATE TABLE song (title)")
    connection.close()
    with pytest.raises(Unreadable, match="is not a database of evalpanel"):
        open_database(file, KEY, tmp_path)


def test_a_damaged_page_is_noticed(database: Engine, tmp_path: Path) -> None:
    for number in range(40):
        _keep(database, f"{number} {LONG[:5000]}")
    database.dispose()
    file = tmp_path / "evalpanel.db"
    content = bytearray(file.read_bytes())
    for start in range(4096 * 2, len(content), 4096):
        content[start + 100] ^= 1
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=r"evalpanel\.db is damaged"):
        _references(database)


def test_a_damaged_value_is_said_to_be_damaged(database: Engine) -> None:
    _keep(database, "old")
    with database.begin() as connection:
        connection.execute(text("UPDATE tender SET body = '{}'"))
    with SqlUnitOfWork(database) as unit, pytest.raises(Unreadable, match="damaged tender"):
        unit.tenders.of()


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"nowhere.*cannot be opened"):
        open_database(tmp_path / "nowhere" / "evalpanel.db", KEY, tmp_path)


def test_a_change_that_the_database_refuses_is_a_sentence(database: Engine) -> None:
    with database.begin() as connection, pytest.raises(Unreadable, match="refused a change"):
        connection.execute(text("INSERT INTO tender (position) VALUES (1)"))


def _keep(engine: Engine, reference: str) -> None:
    with SqlUnitOfWork(engine) as unit:
        unit.tenders.put(samples.tender(reference))
        unit.commit()


def _references(engine: Engine) -> list[str]:
    with SqlUnitOfWork(engine) as unit:
        return [tender.reference for tender in unit.tenders.of()]


@contextmanager
def _no_room(engine: Engine) -> Iterator[None]:
    """Let the database grow no further."""

    def limit(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    engine.dispose()
    event.listen(engine, "connect", limit)
    yield
    event.remove(engine, "connect", limit)
    engine.dispose()


@contextmanager
def _small_files(size: int) -> Iterator[None]:
    """Let the system refuse to write beyond that many bytes of a file."""
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
