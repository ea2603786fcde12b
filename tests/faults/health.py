"""Whether a workspace is whole: what `fsck` says, what the driver says, and every draft."""

from contextlib import closing

from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases.checking_workspace import check_workspace
from tests.faults.laptops import Laptop


def expect_whole(laptop: Laptop) -> None:
    """Raise AssertionError at the first thing that is not whole in the database."""
    with closing(laptop.open().raw_connection()) as connection:
        cursor = connection.cursor()
        assert cursor.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert cursor.execute("PRAGMA cipher_integrity_check").fetchall() == []
        assert cursor.execute("PRAGMA foreign_key_check").fetchall() == []
    for check in check_workspace(laptop.desk()):
        assert check.ok, f"fsck: {check.sentences[0]}"
    with SqlUnitOfWork(laptop.open()) as work:
        last = {draft.key: draft for draft in work.draft_history.of()}
        assert {draft.key: draft for draft in work.drafts.of()} == last
