"""What use cases need from the world; adapters provide it and `bootstrap` hands it over."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement
from evalpanel.domain.consensus import Decision
from evalpanel.domain.dossier import DossierSurvey, DossierText
from evalpanel.domain.errors import Sentence
from evalpanel.domain.people import Member
from evalpanel.domain.record import RecordV1
from evalpanel.domain.register import Registered
from evalpanel.domain.sheet import Draft, OpenedSheet, SealFile
from evalpanel.domain.tender import (
    Opening,
    Participation,
    ReportFile,
    Shift,
    StoredPackage,
    Tender,
)
from evalpanel.usecases.storage_ports import Documents, Inspection, Ledger, Log, Shelf


class UnitOfWork(Protocol):
    """One piece of work on the database: all of it is kept at `commit`, or none of it."""

    tenders: Shelf[Tender]
    shifts: Ledger[Shift]
    applications: Shelf[Application]
    judgements: Ledger[GateJudgement]
    acts: Shelf[Act]
    members: Shelf[Member]
    participations: Shelf[Participation]
    packages: Shelf[StoredPackage]
    drafts: Shelf[Draft]
    draft_history: Ledger[Draft]
    seals: Shelf[SealFile]
    openings: Shelf[Opening]
    sheets: Shelf[OpenedSheet]
    decisions: Ledger[Decision]
    register: Ledger[Registered]
    reports: Shelf[ReportFile]
    documents: Documents
    log: Log
    inspection: Inspection

    def __enter__(self) -> Self:
        """Begin."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Undo what was not committed."""

    def commit(self) -> None:
        """Keep everything; raises Unreadable when the disk is full or the database is in use."""


class Identity(Protocol):
    """An unlocked person: what only this person can do with the keys from the one seed."""

    @property
    def name(self) -> str:
        """The person's name."""

    @property
    def organisation(self) -> str:
        """Whom the person works for."""

    @property
    def function(self) -> str:
        """What the person does there."""

    @property
    def sign_key(self) -> str:
        """Ed25519 public key, hex."""

    @property
    def receive_key(self) -> str:
        """The age recipient for what is sent to this person."""

    @property
    def pdf_key(self) -> str:
        """Compressed P-256 point, hex."""

    def sign(self, data: bytes, namespace: str) -> str:
        """SSHSIG (armoured) over the data."""

    def decrypt(self, data: bytes) -> bytes:
        """What was encrypted to `receive_key`."""

    def release_key(self, scope: str, panel: str, number: int) -> str:
        """The age recipient with a number (from 1) for a panel of a tender (`release_scope`)."""

    def release_secret(self, scope: str, panel: str, number: int) -> str:
        """The age secret that opens this person's layer, given away when sealing."""

    def keyed_hash(self, message: bytes) -> bytes:
        """A hash that only this person can compute, for the drawn order."""

    def pdf_private_key(self) -> bytes:
        """P-256 private key, PKCS8 DER."""

    def database_key(self) -> str:
        """Key of the database, 64 hexadecimal digits."""


class Signatures(Protocol):
    """Checking what others signed."""

    def verify(self, sign_key: str, data: bytes, namespace: str, signature: str) -> bool:
        """Whether the signature is good; never raises."""

    def is_sound(self, sign_key: str) -> bool:
        """Whether the key is a proper Ed25519 key (`trust.md` 2.1)."""

    def is_sound_pdf_key(self, pdf_key: str) -> bool:
        """Whether the text is a proper P-256 key, compressed."""


class Envelopes(Protocol):
    """Age encryption."""

    def encrypt(self, data: bytes, recipients: Sequence[str]) -> bytes:
        """Encrypt to every recipient."""

    def decrypt(self, data: bytes, secret: str) -> bytes:
        """Decrypt with an age secret key; raises Unreadable."""

    def public_of(self, secret: str) -> str:
        """The recipient that belongs to a secret; raises Unreadable."""

    def encrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Encrypt so that the passphrase opens it."""

    def decrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """Decrypt with a passphrase; raises Unreadable."""


@dataclass(frozen=True)
class Container:
    """An unpacked file: who signed it, its manifest (parsed and as bytes) and its parts."""

    signer: str
    manifest: dict[str, Any]
    """Without the list of members."""
    manifest_bytes: bytes
    signature: str
    parts: tuple[tuple[str, bytes], ...]
    """Role and content."""

    def part(self, role: str) -> bytes | None:
        """The content of the first part with this role."""
        return next((content for name, content in self.parts if name == role), None)


class Containers(Protocol):
    """Signed files of a manifest and parts."""

    def pack(
        self,
        manifest: Mapping[str, Any],
        parts: Sequence[tuple[str, bytes]],
        signer: Identity,
        namespace: str,
    ) -> bytes:
        """The file; the manifest must name the signer."""

    def unpack(self, data: bytes, namespace: str) -> Container:
        """The contents, checked against the signer named in the manifest; raises Unreadable."""


class FormerContent(Protocol):
    """What a file was before it was written anew."""

    def bring_back(self) -> None:
        """Make the file what it was, or remove it where there was none; raises Unreadable."""

    def let_go(self) -> None:
        """Forget the old content."""


class Files(Protocol):
    """The file system, as far as use cases know it."""

    def read(self, path: Path, limit: int = ...) -> bytes:
        """All bytes of a file; raises Unreadable."""

    def write(self, path: Path, data: bytes) -> None:
        """Write whole or not at all, and read back; raises Unreadable."""

    def exchange(self, path: Path, data: bytes) -> FormerContent:
        """Write so, and give what was there before; for `handing_out`."""


class DossierReader(Protocol):
    """Reading what candidates handed in, which may be hostile."""

    def read(self, data: bytes, name: str) -> DossierText:
        """The words per page; raises Unreadable if the file is not what its name says."""

    def first_pages(self, data: bytes, count: int) -> bytes:
        """The first pages of a PDF, without metadata and anything that can act."""

    def survey(self, data: bytes, name: str, count: int) -> DossierSurvey:
        """All that can be searched, where the panel gets `count` pages; raises Unreadable."""


@dataclass(frozen=True)
class PaperSignature:
    """One signature in a report, as found."""

    field: str
    name: str
    key: str
    """Compressed P-256 point of its certificate, hex."""
    intact: bool
    sentence: Sentence


NOT_SIGNED = Sentence("The report is not signed.")
"""The flaw of a report that nobody has signed yet."""


@dataclass(frozen=True)
class SignedPaper:
    """A report as found: its record, the text of its first revision, and its signatures."""

    record: bytes
    pages: tuple[str, ...]
    signatures: tuple[PaperSignature, ...]
    fields: tuple[str, ...]
    """All signature fields, in the order of the form."""
    flaw: Sentence | None
    """The first thing that breaks the acceptance rule of `trust.md` 4a, or None."""


class Paper(Protocol):
    """The report on paper."""

    def print_report(self, record: RecordV1, language: str) -> bytes:
        """An unsigned PDF/A-3b with the record attached and a field for each signer."""

    def sign(self, pdf: bytes, field: str, signer: Identity, note: str, at: datetime) -> bytes:
        """Certify if it is the first signature, approve otherwise."""

    def inspect(self, pdf: bytes) -> SignedPaper:
        """What the file holds and whether its signatures hold; raises Unreadable."""


class Clock(Protocol):
    """The time that the laptop claims."""

    def now(self) -> datetime:
        """Aware, in UTC."""


class Chance(Protocol):
    """Randomness for keys, salts, codes and ids."""

    def token(self, size: int) -> bytes:
        """That many random bytes."""

    def below(self, limit: int) -> int:
        """A uniform integer from 0 up to but not including the limit."""

    def phrase(self, words: int) -> str:
        """That many random everyday words, to tell by voice."""


@dataclass(frozen=True)
class Desk:
    """A workspace in use: its owner, its database and the tools of the trade."""

    me: Identity
    work: Callable[[], UnitOfWork]
    """Begins a unit of work."""
    clock: Clock
    chance: Chance
    files: Files
    signatures: Signatures
    envelopes: Envelopes
    containers: Containers
    dossiers: DossierReader
    paper: Paper

    def now(self) -> str:
        """The claimed time as text, in UTC, to the second."""
        return self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
