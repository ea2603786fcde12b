"""Damage in a database is found, wherever it is (`trust.md` 1: git fsck)."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from evalpanel.store.mapping import KINDS
from evalpanel.store.repositories import SqlLedger
from evalpanel.store.tables import Row
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.store import samples
from tests.store.test_append_only import TABLES


@pytest.fixture
def filled(database: Engine) -> Engine:
    """A database with something of several kinds in it."""
    with SqlUnitOfWork(database) as unit:
        unit.tenders.put(samples.tender())
        unit.register.add(samples.withdrawal())
        unit.drafts.put(samples.draft())
        unit.openings.put(samples.opening())
        unit.applications.put(samples.application())
        unit.documents.put(b"one document")
        unit.documents.put(b"another document")
        unit.log.append(samples.event("first"))
        unit.commit()
    return database


def flaws(engine: Engine) -> list[str]:
    with SqlUnitOfWork(engine) as unit:
        found = unit.inspection
        return [str(flaw) for flaw in (*found.database(), *found.values(), *found.documents())]


def _sql(engine: Engine, *statements: str) -> None:
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


def test_a_database_as_it_was_written_is_whole(filled: Engine) -> None:
    assert flaws(filled) == []


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE tender SET body = ' ' || body", "Row 1 of tender is damaged."),
        ("UPDATE tender SET body = '{}'", "Row 1 of tender is damaged."),
        ("UPDATE tender SET body = CAST(x'ff' AS TEXT)", "Row 1 of tender is damaged."),
        ("UPDATE tender SET title = 'another'", "Row 1 of tender is damaged."),
        ("UPDATE opening SET round = 2", "Row 1 of opening is damaged."),
        ("UPDATE application SET late = 1", "Row 1 of application is damaged."),
        ("UPDATE draft SET score = '2'", "Row 1 of draft is damaged."),
        ("UPDATE document SET content = x'00' WHERE rowid = 2", "is damaged."),
    ],
)
def test_a_damaged_row_is_named(filled: Engine, statement: str, says: str) -> None:
    _sql(filled, statement)
    [flaw] = flaws(filled)
    assert says in flaw


def test_a_damaged_entry_of_a_ledger_is_named(filled: Engine) -> None:
    _sql(filled, "DROP TRIGGER register_no_update", "UPDATE register SET kind = 'other'")
    assert flaws(filled) == ["Row 1 of register is damaged."]


def test_damaged_pages_are_found(filled: Engine, tmp_path: Path) -> None:
    """SQLCipher signs every page; a page that nobody reads by chance is damaged as well."""
    _sql(filled, "CREATE TABLE big AS SELECT randomblob(60000) AS b", "DROP TABLE big")
    with filled.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    filled.dispose()
    file = tmp_path / "evalpanel.db"
    data = bytearray(file.read_bytes())
    data[len(data) - 2000] ^= 1
    file.write_bytes(data)
    assert any("The database file is damaged" in flaw for flaw in flaws(filled))


def test_every_table_is_inspected_and_every_ledger_is_append_only(database: Engine) -> None:
    """No table is forgotten when one is added (`trust.md` 4e)."""
    assert {kind.row for kind in KINDS} == set(Row.__subclasses__())
    with SqlUnitOfWork(database) as unit:
        ledgers = [each for each in vars(unit).values() if isinstance(each, SqlLedger)]
        assert len(ledgers) + 1 == len(TABLES)
