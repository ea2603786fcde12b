"""Reading back what lies on a stick: each file is whole, and what its name says."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.people import CARD_FILE_NAMESPACE
from evalpanel.domain.reopenings import REOPEN_NAMESPACE
from evalpanel.domain.shown_log import LogV1
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.usecases import backups, declaring, excusing, inviting, peeling, record_files
from evalpanel.usecases.ports import Desk
from tests.faults.laptops import Laptop
from tests.faults.steps import ANN
from tests.panels import LEAD, TalkingChance, person


def expect_readable(laptop: Laptop, path: Path) -> None:
    """Raise an error unless the file is whole: it opens and says what it is."""
    _READERS[path.suffix](laptop.play.desk(LEAD), path.read_bytes())


def _read_invite(desk: Desk, data: bytes) -> object:
    return declaring.read_invite(desk, data, TalkingChance().phrase(inviting.CODE_WORDS))


def _read_card(desk: Desk, data: bytes) -> object:
    return desk.containers.unpack(desk.me.decrypt(data), CARD_FILE_NAMESPACE)


def _read_package(desk: Desk, data: bytes) -> object:
    reader = replace(desk, me=person(ANN))
    opened = desk.containers.unpack(reader.me.decrypt(data), PACKAGE_NAMESPACE)
    return PackageV1.from_document(opened.manifest)


def _read_reopening(desk: Desk, data: bytes) -> object:
    return desk.containers.unpack(person(ANN).decrypt(data), REOPEN_NAMESPACE)


_READERS: Mapping[str, Callable[[Desk, bytes], object]] = {
    ".evinvite": _read_invite,
    ".evcard": _read_card,
    ".evpack": _read_package,
    ".evseal": peeling.read_seal,
    ".evexcuse": excusing.read_excuse,
    ".evreopen": _read_reopening,
    ".evrecord": lambda desk, data: record_files.read_record(data, desk.containers),
    ".evbackup": lambda _, data: backups.unpack_backup(data, StoredZips()),
    ".json": lambda _, data: LogV1.from_bytes(data),
    ".pdf": lambda desk, data: desk.paper.inspect(data),
}
