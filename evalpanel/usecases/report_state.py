"""How far a report is: who signs it, who has, and what it holds of my own."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.record import CHAIR_FIELD, MemberEntry, RecordV1, ReportEntry
from evalpanel.domain.tender import ReportFile
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.reporting import changes_to_my_scores, own_sheet_is_identical


@dataclass(frozen=True)
class Signer:
    """Somebody who signs a report: the chair, who certifies first, or a member who approves."""

    name: str
    is_chair: bool
    has_signed: bool
    is_me: bool


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
    decisions_on_my_scores: int
    """Agreed scores that differ from mine."""

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The names of those who still have to sign."""
        return tuple(signer.name for signer in self.signers if not signer.has_signed)

    @property
    def is_my_turn(self) -> bool:
        """Whether I can sign now: the chair first, everybody once."""
        mine = next((signer for signer in self.signers if signer.is_me), None)
        certified = any(signer.is_chair and signer.has_signed for signer in self.signers)
        return mine is not None and not mine.has_signed and (mine.is_chair or certified)


def latest_report(desk: Desk, reference: str) -> ReportFile | None:
    """The newest report that was made here."""
    with desk.work() as work:
        made = work.reports.of(reference)
    return max(made, key=lambda report: report.version, default=None)


def look_at_report(desk: Desk, file: Path) -> ReportState:
    """Who has signed a report and what it holds of my own; changes nothing.

    Raises:
        Unreadable: the file is no evalpanel report.
        Refused: this variant of the report is not for signing.
    """
    paper = desk.paper.inspect(desk.files.read(file))
    record = RecordV1.from_bytes(paper.record)
    report = record.the(ReportEntry)
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
                name=names.get(key, "?"),
                is_chair=field == CHAIR_FIELD,
                has_signed=field in done,
                is_me=key == desk.me.sign_key,
            )
            for field, key in report.signature_fields.items()
        ),
        flaw=paper.flaw if paper.signatures else None,
        own_sheet_is_identical=own_sheet_is_identical(desk, record),
        decisions_on_my_scores=changes_to_my_scores(desk, record),
    )
