"""What a thief of the disk can read: nothing."""

import re
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

from evalpanel.domain.errors import Unreadable
from evalpanel.store.backup import copy_database
from evalpanel.store.database import open_database
from evalpanel.store.unit_of_work import SqlUnitOfWork
from tests.store import samples
from tests.store.conftest import KEY

OTHER_KEY = "cd" * 32


def test_no_known_text_is_readable_in_any_file(database: Engine, tmp_path: Path) -> None:
    texts = [f"plaintext-{number:04d}" for number in range(2000)]
    with SqlUnitOfWork(database) as unit:
        for number, text in enumerate(texts):
            unit.drafts.put(samples.draft(f"C-{number}", reason=text))
        unit.members.put(samples.member(name="plaintext-member"))
        unit.documents.put(b"plaintext-document" * 5000)
        unit.log.append(samples.event("plaintext-event"))
        unit.commit()
    copy_database(database, tmp_path / "backups" / "copy.db")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"evalpanel.db", "evalpanel.db-wal", "copy.db"}
    for path in files:
        content = path.read_bytes()
        assert re.search(rb"plaintext|CREATE TABLE|draft", content) is None
        assert not content.startswith(b"SQLite format 3")
    with SqlUnitOfWork(database) as unit:
        assert [draft.score.reason for draft in unit.drafts.of()] == texts


def test_another_identity_does_not_open_it(database: Engine, tmp_path: Path) -> None:
    database.dispose()
    with pytest.raises(Unreadable, match="This identity does not open the database"):
        open_database(tmp_path / "evalpanel.db", OTHER_KEY, tmp_path)
    open_database(tmp_path / "evalpanel.db", KEY, tmp_path).dispose()


def test_a_refused_key_says_nothing_on_the_terminal(
    database: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    database.dispose()
    with pytest.raises(Unreadable):
        open_database(tmp_path / "evalpanel.db", OTHER_KEY, tmp_path)
    assert capfd.readouterr() == ("", "")


def test_a_key_is_64_hexadecimal_digits(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        open_database(tmp_path / "x.db", "' OR 1", tmp_path)


def test_a_copy_is_whole_and_opens_with_the_same_key(database: Engine, tmp_path: Path) -> None:
    with SqlUnitOfWork(database) as unit:
        unit.tenders.put(samples.tender())
        unit.commit()
    copy_database(database, tmp_path / "backups" / "copy.db")
    copy = open_database(tmp_path / "backups" / "copy.db", KEY, tmp_path)
    with SqlUnitOfWork(copy) as unit:
        assert unit.tenders.of() == (samples.tender(),)
    copy.dispose()
    with pytest.raises(Unreadable, match="This identity does not open"):
        open_database(tmp_path / "backups" / "copy.db", OTHER_KEY, tmp_path)


def test_a_copy_that_cannot_be_written_leaves_nothing(database: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Unreadable, match="could not be written"):
        copy_database(database, tmp_path / "file" / "copy.db")
    assert not list(tmp_path.rglob(".part-*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions elsewhere")
def test_only_the_owner_may_read_the_files(database: Engine, tmp_path: Path) -> None:
    with SqlUnitOfWork(database) as unit:
        unit.tenders.put(samples.tender())
        unit.commit()
    copy_database(database, tmp_path / "copy.db")
    for path in tmp_path.glob("*.db*"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
