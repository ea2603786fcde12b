"""Whether a workspace is whole: what `fsck` looks at, and what the driver says."""

from contextlib import closing

from evalpanel.domain.audit_check import check_chain
from evalpanel.domain.canonical import sha256_hex
from evalpanel.store.repositories import SqlLedger, SqlShelf
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.faults.laptops import Laptop


def expect_whole(laptop: Laptop) -> None:
    """Raise AssertionError at the first thing that is not whole in the database."""
    with closing(laptop.open().raw_connection()) as connection:
        cursor = connection.cursor()
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert cursor.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
        for sha256, content in cursor.execute("SELECT sha256, content FROM document").fetchall():
            assert sha256_hex(content) == sha256, "a document has another hash"
    with SqlUnitOfWork(laptop.open()) as work:
        for kept in vars(work).values():
            if isinstance(kept, SqlShelf | SqlLedger):
                kept.of()
        assert check_chain(work.log.entries()) is None
        last = {draft.key: draft for draft in work.draft_history.of()}
        assert {draft.key: draft for draft in work.drafts.of()} == last
