"""How far a report is: who signs it, who has, and what it holds of my own."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.record import CHAIR_FIELD, MemberEntry, RecordV1, ReportEntry, Variant
from evalpanel.domain.tender import ReportFile
from evalpanel.domain.unsigned import Standing, not_signing
from evalpanel.domain.variants import readable, signature_fields
from evalpanel.usecases.own_part import (
    ChangeOnMine,
    OwnSeal,
    changes_on_mine,
    own_seals,
    own_sheet_is_identical,
)
from evalpanel.usecases.ports import Desk, UnitOfWork


@dataclass(frozen=True)
class Signer:
    """Somebody who signs a report: the chair, who certifies first, or a member who approves."""

    name: str
    is_chair: bool
    has_signed: bool
    is_me: bool


@dataclass(frozen=True)
class NotSigner:
    """Somebody who is on record as not signing, and why."""

    name: str
    standing: Standing
    reason: str


@dataclass(frozen=True)
class ReportState:
    """A report as found in a file."""

    file: Path
    reference: str
    version: int
    root: str
    signers: tuple[Signer, ...]
    flaw: Sentence | None
    """What is wrong with its signatures, if anything."""
    own_sheet_is_identical: bool | None
    """None where I did not score, or sealed on another laptop."""
    seals: tuple[OwnSeal, ...]
    """My sheets in it, by the codes that I wrote down."""
    changes: tuple[ChangeOnMine, ...]
    """Every agreed score that differs from mine, with the reason."""
    not_signing: tuple[NotSigner, ...] = ()
    """Who is on record as not signing this version."""
    variant: Variant = "full"

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The names of those who still have to sign."""
        return tuple(signer.name for signer in self.signers if not signer.has_signed)

    @property
    def expected(self) -> int:
        """How many sign or should, as `verify` counts them: a variant has the chair only."""
        return len(self.signers) + (len(self.not_signing) if self.variant == "full" else 0)

    @property
    def without_signature(self) -> tuple[str, ...]:
        """The names of members who have not signed; those on record as not signing come last."""
        waiting = (one.name for one in self.signers if not (one.is_chair or one.has_signed))
        return (*waiting, *(one.name for one in self.not_signing))

    @property
    def is_my_turn(self) -> bool:
        """Whether I can sign now: the chair first, everybody once."""
        mine = next((signer for signer in self.signers if signer.is_me), None)
        certified = any(signer.is_chair and signer.has_signed for signer in self.signers)
        return mine is not None and not mine.has_signed and (mine.is_chair or certified)


def latest_report(desk: Desk, reference: str) -> ReportFile | None:
    """The newest report that was made here."""
    with desk.work() as work:
        return _newest(work, reference)


def demand_report(work: UnitOfWork, reference: str) -> ReportFile:
    """The same in an open unit of work.

    Raises:
        Refused: there is none.
    """
    made = _newest(work, reference)
    if made is None:
        raise Refused(
            "No report of {reference} was made yet.",
            hint="Make the full report first: evalpanel report {reference} --out F.pdf",
            reference=reference,
        )
    return made


def _newest(work: UnitOfWork, reference: str) -> ReportFile | None:
    return max(work.reports.of(reference), key=lambda report: report.version, default=None)


def look_at_report(desk: Desk, file: Path) -> ReportState:
    """Who has signed a report and what it holds of my own; changes nothing.

    Raises:
        Unreadable: the file is no evalpanel report.
        Refused: this variant of the report is not for signing.
    """
    paper = desk.paper.inspect(desk.files.read(file))
    record = RecordV1.from_bytes(paper.record)
    report = readable(record).the(ReportEntry)
    if report is None:
        raise Refused("This variant of the report is not for signing.")
    names = {entry.entry.key: entry.entry.name for entry in record.entries(MemberEntry)}
    done = {signature.field for signature in paper.signatures}
    return ReportState(
        file=file,
        reference=report.reference,
        version=report.version,
        root=record.root,
        signers=tuple(
            Signer(
                name=names.get(key, desk.me.name if key == desk.me.sign_key else ""),
                is_chair=field == CHAIR_FIELD,
                has_signed=field in done,
                is_me=key == desk.me.sign_key,
            )
            for field, key in signature_fields(record).items()
        ),
        flaw=paper.flaw if paper.signatures else None,
        own_sheet_is_identical=own_sheet_is_identical(desk, record),
        seals=own_seals(desk, record),
        changes=changes_on_mine(desk, record),
        not_signing=tuple(
            NotSigner(names.get(key, "?"), one.standing, one.reason)
            for key, one in not_signing(record.register()).items()
        ),
        variant=record.variant,
    )
