"""Ledgers and log refuse every change of what they hold, also to plain SQL."""

import pytest
from sqlalchemy import Engine, text

from evalpanel.domain.audit import Entry
from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.errors import Unreadable
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.store import samples

TABLES = ("shift", "gate_judgement", "draft_history", "decision", "register", "audit")
STATEMENTS = (
    "UPDATE {table} SET body = 'x'",
    "UPDATE OR REPLACE {table} SET body = 'x'",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE rowid = 1",
    "REPLACE INTO {table} SELECT * FROM {table} WHERE rowid = 1",
    "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
)
ENTRIES = (
    "INSERT INTO audit SELECT 9, hash, hex(randomblob(32)), 'x' FROM audit WHERE seq = 2",
    "INSERT INTO audit SELECT 3, previous, hex(randomblob(32)), 'x' FROM audit WHERE seq = 2",
    "INSERT INTO audit SELECT 3, hash, hash, 'x' FROM audit WHERE seq = 2",
    "INSERT INTO audit SELECT 0, hash, hex(randomblob(32)), 'x' FROM audit WHERE seq = 2",
    "INSERT INTO audit SELECT 3, hash, 'short', 'x' FROM audit WHERE seq = 2",
)


@pytest.fixture
def filled(database: Engine) -> Engine:
    """A database with something in each ledger and two entries in the log."""
    with SqlUnitOfWork(database) as unit:
        unit.shifts.add(samples.shift())
        unit.register.add(samples.withdrawal())
        unit.judgements.add(samples.judgement())
        unit.draft_history.add(samples.draft())
        unit.decisions.add(samples.decision())
        unit.log.append(samples.event("first"))
        unit.log.append(samples.event("second"))
        unit.commit()
    return database


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_what_was_added_can_not_be_changed(filled: Engine, table: str, statement: str) -> None:
    before = _rows(filled, table)
    assert before
    with filled.begin() as connection, pytest.raises(Unreadable, match=r"append-only|gap"):
        connection.execute(text(statement.format(table=table)))
    assert _rows(filled, table) == before


@pytest.mark.parametrize("statement", ENTRIES)
def test_an_entry_that_does_not_follow_is_refused(filled: Engine, statement: str) -> None:
    with filled.begin() as connection, pytest.raises(Unreadable, match="refused a change"):
        connection.execute(text(statement))
    assert len(_rows(filled, "audit")) == 2


def test_a_log_changed_behind_the_triggers_is_found(filled: Engine) -> None:
    head = _entries(filled)[-1].anchor
    assert check_links(map(link_of, _entries(filled)), [head]) is None
    with filled.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(
            text("UPDATE audit SET body = replace(body, 'second', 'other') WHERE seq = 2")
        )
    assert str(check_links(map(link_of, _entries(filled)))) == "The log was changed at entry 2."


def test_a_cut_log_is_found_by_who_remembers_its_head(filled: Engine) -> None:
    head = _entries(filled)[-1].anchor
    with filled.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text("DELETE FROM audit WHERE seq = 2"))
    assert check_links(map(link_of, _entries(filled))) is None
    assert (
        str(check_links(map(link_of, _entries(filled)), [head]))
        == "The log was cut: entry 2 is gone."
    )


def _rows(engine: Engine, table: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 - our own names


def _entries(engine: Engine) -> tuple[Entry, ...]:
    with SqlUnitOfWork(engine) as unit:
        return unit.log.entries()
