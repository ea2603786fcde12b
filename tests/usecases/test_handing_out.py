"""Files and the work that wrote them: all is there afterwards, or nothing (`trust.md` 3)."""

from pathlib import Path

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.usecases.handing_out import Outbox, write_and_commit
from evalpanel.usecases.journal import write_log
from tests.fakes import FormerMemory
from tests.panels import LEAD, REF, Play, play

OLD, NEW = Path("/stick/old"), Path("/stick/new")


@pytest.fixture
def found() -> Play:
    case = play("locked").copy("handing out")
    case.files.content = {OLD: b"before"}
    return case


def hand_out(case: Play) -> None:
    outbox = Outbox(OLD.parent)
    with case.lead.work() as work:
        write_log(case.lead, work, "test", REF)
        assert [outbox.put("old", b"after"), outbox.put("new", b"fresh")] == [OLD, NEW]
        write_and_commit(case.lead, work, outbox.files)


def test_files_and_work_are_kept_together(found: Play) -> None:
    hand_out(found)
    assert found.files.content == {OLD: b"after", NEW: b"fresh"}
    assert found.log()[-1] == "test"


def test_a_commit_that_fails_takes_the_files_back(found: Play) -> None:
    found.databases[LEAD].full = True
    with pytest.raises(Unreadable, match="The disk is full: the database"):
        hand_out(found)
    assert found.files.content == {OLD: b"before"}


def test_a_second_file_that_fails_takes_the_first_one_back(found: Play) -> None:
    found.files.failing = {NEW}
    with pytest.raises(Unreadable, match="new was not written"):
        hand_out(found)
    assert found.files.content == {OLD: b"before"}
    assert "test" not in found.log()


def test_every_file_is_taken_back_even_where_one_cannot_be(
    found: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_back = FormerMemory.bring_back

    def refuse_new(former: FormerMemory) -> None:
        if former.path == NEW:
            raise Unreadable("The new file could not be taken back.", hint="Delete it.")
        bring_back(former)

    monkeypatch.setattr(FormerMemory, "bring_back", refuse_new)
    found.databases[LEAD].full = True
    with pytest.raises(Unreadable, match="could not be taken back") as raised:
        hand_out(found)
    assert "The disk is full" in str(raised.value.__cause__)
    assert found.files.content[OLD] == b"before"
