"""A member's laptop as it is: the encrypted database and files that fail."""

import errno
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import BinaryIO

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.exchange.files import LocalFiles
from evalpanel.usecases import declaring, inviting, opening_package, scoring, sealing
from evalpanel.usecases.ports import Desk
from tests.panels import ASSESSORS, OUT, REF, Play, TalkingChance, play

ANN = ASSESSORS[0]


class FullDisk(FileLayer):
    """Has room for nothing."""

    def write(self, file: BinaryIO, data: bytes) -> None:
        """Take a few bytes and fail as a full disk does."""
        file.write(data[:7])
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Callable[[Play], Desk]]:
    """Ann's desk on a database and a disk of her own."""
    from evalpanel.store.database import open_database
    from evalpanel.store.unit_of_work import SqlUnitOfWork

    engines = []

    def make(found: Play) -> Desk:
        desk = found.desk(ANN)
        engine = open_database(tmp_path / "db", desk.me.database_key(), tmp_path)
        engines.append(engine)
        return replace(desk, work=partial(SqlUnitOfWork, engine), files=LocalFiles())

    yield make
    for engine in engines:
        engine.dispose()


def test_a_seal_that_finds_no_room_is_not_half_sealed(
    tmp_path: Path, real: Callable[[Play], Desk]
) -> None:
    found = play("issued")
    code = TalkingChance().phrase(inviting.CODE_WORDS)
    desk = real(found)
    invite = declaring.read_invite(desk, found.files.content[OUT / "T-1.evinvite"], code)
    with found.desk(ANN).work() as fake, desk.work() as work:
        work.participations.put(fake.participations.of(REF)[0])
        work.documents.put(invite.canonical())
        work.documents.put(fake.documents.get(fake.participations.of(REF)[0].card))
        work.commit()
    opening_package.open_package(desk, found.files.content[found.package])
    for score in found.scores(ANN):
        scoring.save_score(desk, REF, score)
    full = replace(desk, files=LocalFiles(FullDisk()))
    with pytest.raises(Unreadable, match="disk is full") as caught:
        sealing.seal_sheet(full, REF, tmp_path)
    assert caught.value.exit_status == 3
    assert "Make room" in str(caught.value.hint)
    assert scoring.open_desktop(desk, REF).sealed_code == ""
    assert list(tmp_path.glob("*.evseal")) == []
    sealed = sealing.seal_sheet(desk, REF, tmp_path)
    assert sealed.file.read_bytes()
    assert scoring.open_desktop(desk, REF).sealed_code == sealed.code
    with desk.work() as work:
        assert [entry.event.what for entry in work.log.entries()] == ["package.open", "sheet.seal"]
