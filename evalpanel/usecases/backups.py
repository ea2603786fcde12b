"""A backup of a workspace: its encrypted database and its key file, in one file.

The key file lies in front, locked with the passphrase as ever; beside it lies the database,
encrypted once more to the owner's own key. So the passphrase alone opens a backup, and the
recovery code alone opens it as well, on any machine (`contract.md`, Workspace; `trust.md` 4g).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import NotForMe, Refused, Unreadable
from evalpanel.domain.model import WireModel
from evalpanel.domain.slug import slug
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.ports import Desk, Files, Identity, Signatures

SUFFIX = ".evbackup"
NAMESPACE = "evalpanel-backup-v1"
MAX_BYTES = (1 << 30) + (1 << 20)
"""The largest backup that is read."""
_OUTSIDE = ("identity.evkey", "backup.age")
_INSIDE = ("manifest.json", "manifest.json.sig", "evalpanel.db")


class Archive(Protocol):
    """Named contents in one file of exactly one form."""

    def pack(self, entries: Mapping[str, bytes]) -> bytes:
        """The file."""

    def unpack(self, data: bytes, names: Sequence[str]) -> dict[str, bytes]:
        """The contents; raises Unreadable unless it holds exactly these names."""


class BackupV1(WireModel):
    """What a backup says of itself, readable only for its owner."""

    format: Literal["evalpanel/backup/1"] = Field("evalpanel/backup/1", alias="schema")
    signer: str
    name: str
    organisation: str
    function: str
    at: str
    """The claimed time of the copy."""
    tenders: int
    """How many tenders it holds."""
    anchor: Anchor
    """The head of the log at that moment."""
    database_sha256: str


@dataclass(frozen=True)
class BackupMade:
    """A backup that was written and read back."""

    file: Path
    manifest: BackupV1
    size: int


@dataclass(frozen=True)
class LockedBackup:
    """The two parts of a backup that is not opened yet."""

    key_file: bytes
    content: bytes


@dataclass(frozen=True)
class OpenBackup:
    """A backup that its owner opened: what it says, and the database, encrypted as ever."""

    manifest: BackupV1
    database: bytes


def make_backup(
    desk: Desk, archive: Archive, snapshot: Callable[[], bytes], key_file: Path, target: Path
) -> BackupMade:
    """Write a backup to `target`, or under a name of its own where that is a folder.

    `snapshot` gives a whole copy of the database. The file is opened again before it is written,
    and read back after that.

    Raises:
        Refused: there is such a file already.
        Unreadable: no room, no permission, or the database is too large.
    """
    file = target / _name(desk) if target.is_dir() else target
    if file.exists():
        raise Refused(
            "The file {file} exists already; a backup is never written over anything.",
            hint="Choose another name.",
            file=file,
        )
    manifest, data = _packed(desk, archive, snapshot(), desk.files.read(key_file))
    open_backup(unpack_backup(data, archive), desk.me, archive, desk.signatures)
    with desk.work() as work:
        write_log(desk, work, "backup.made", "", file.name, backup=manifest.database_sha256)
        write_and_commit(desk, work, {file: data})
    return BackupMade(file, manifest, len(data))


def read_backup(files: Files, file: Path, archive: Archive) -> LockedBackup:
    """The parts of a backup file; raises Unreadable."""
    return unpack_backup(files.read(file, MAX_BYTES), archive)


def unpack_backup(data: bytes, archive: Archive) -> LockedBackup:
    """The parts of a backup; raises Unreadable."""
    parts = archive.unpack(data, _OUTSIDE)
    return LockedBackup(*(parts[name] for name in _OUTSIDE))


def open_backup(
    locked: LockedBackup, owner: Identity, archive: Archive, signatures: Signatures
) -> OpenBackup:
    """Open a backup with the keys of its owner, and check who made it and that it is whole.

    Raises:
        Unreadable: somebody else's, damaged or changed.
    """
    parts = archive.unpack(_decrypted(owner, locked.content), _INSIDE)
    head, signature, database = (parts[name] for name in _INSIDE)
    manifest = BackupV1.from_bytes(head)
    is_own = manifest.signer == owner.sign_key and signatures.verify(
        owner.sign_key, head, NAMESPACE, signature.decode("ascii", "replace")
    )
    if not is_own or manifest.database_sha256 != sha256_hex(database):
        raise Unreadable(
            "The backup was not made by its owner, or was changed since.",
            hint="Take another backup.",
        )
    return OpenBackup(manifest, database)


def _decrypted(owner: Identity, content: bytes) -> bytes:
    """What is in the envelope that only the keys of the owner open."""
    try:
        return owner.decrypt(content)
    except NotForMe as error:
        raise NotForMe(
            "This backup is somebody else's: the recovery code is sound, but it is not the code "
            "of whoever made this backup.",
            hint="Take the recovery sheet with the name of the owner of the backup, or choose the "
            "backup that belongs to this sheet.",
        ) from error


def note_restored(desk: Desk, manifest: BackupV1) -> None:
    """Log that this workspace goes on from a backup: its log may fork from what others have."""
    with desk.work() as work:
        write_log(desk, work, "backup.restored", "", manifest.at, backup=manifest.database_sha256)
        work.commit()


def _packed(
    desk: Desk, archive: Archive, database: bytes, key_file: bytes
) -> tuple[BackupV1, bytes]:
    manifest = _manifest(desk, database)
    head = manifest.canonical()
    signature = desk.me.sign(head, NAMESPACE).encode()
    inside = archive.pack(dict(zip(_INSIDE, (head, signature, database), strict=True)))
    content = desk.envelopes.encrypt(inside, [desk.me.receive_key])
    return manifest, archive.pack(dict(zip(_OUTSIDE, (key_file, content), strict=True)))


def _manifest(desk: Desk, database: bytes) -> BackupV1:
    with desk.work() as work:
        references = {tender.reference for tender in work.tenders.of()}
        references |= {mine.reference for mine in work.participations.of()}
        anchor = log_head(work)
    me = desk.me
    return BackupV1(
        signer=me.sign_key,
        name=me.name,
        organisation=me.organisation,
        function=me.function,
        at=desk.now(),
        tenders=len(references),
        anchor=anchor,
        database_sha256=sha256_hex(database),
    )


def _name(desk: Desk) -> str:
    moment = desk.now().replace(":", "").replace("-", "")
    return f"evalpanel-{slug(desk.me.name)}-{moment}{SUFFIX}"
