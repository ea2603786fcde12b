"""The report: the record is drawn up, printed with its fields, and signed in one chain."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import (
    CHAIR_FIELD,
    DecisionEntry,
    RecordV1,
    ReportEntry,
    SheetEntry,
    make_record,
)
from evalpanel.domain.sheet import sheet_commitment
from evalpanel.domain.tender import ReportFile
from evalpanel.domain.variants import with_public
from evalpanel.domain.verification import check_record
from evalpanel.usecases.conflicts import demand_decided
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.names_in_reasons import demand_no_names_in_reasons
from evalpanel.usecases.ports import Desk, SignedPaper
from evalpanel.usecases.ranking import demand_final, rank_tender
from evalpanel.usecases.recording import record_entries
from evalpanel.usecases.tenders import rules_of, start_step


def make_report(desk: Desk, reference: str, file: Path, language: str = "") -> ReportFile:
    """Draw up the record and print the unsigned report with a field for each signer.

    Raises:
        Refused: the candidates are not identified yet, a tie or the interest of a member is open,
            an act or an exclusion waits for a second person, or the file is a report that was
            signed.
    """
    _demand_unsigned(desk, file)
    with desk.work() as work:
        tender = start_step(desk, work, reference, "report")
        demand_final(work, rank_tender(work, tender), reference)
        demand_decided(work, tender)
        demand_no_names_in_reasons(work, tender)
        version = tender.report_version + 1
        spoken = language or rules_of(tender).language
        write_log(desk, work, "report.make", reference, str(version))
        entries = tuple(record_entries(desk, work, tender, version, spoken))
        record = make_record(with_public(entries), lambda: desk.chance.token(16).hex())
        printed = desk.paper.print_report(record, spoken)
        report = ReportFile(
            reference=reference,
            version=version,
            path=str(file),
            root=record.root,
            record=work.documents.put(record.canonical()),
            at=desk.now(),
        )
        work.reports.put(report)
        work.tenders.put(tender.model_copy(update={"report_version": version}))
        write_and_commit(desk, work, {file: printed})
    return report


@dataclass(frozen=True)
class SignedReport:
    """What signing did, and what the signer's own sheet looks like in the report."""

    file: Path
    field: str
    certified: bool
    own_sheet_is_identical: bool | None
    """None where the signer did not score, or sealed on another laptop."""
    decisions_on_my_scores: int
    """Agreed scores that differ from what the signer gave."""
    signed: int
    expected: int


def sign_report(desk: Desk, file: Path) -> SignedReport:
    """Certify the report if it is unsigned, approve it otherwise; in place, in one chain.

    Raises:
        Refused: not among the signers, signed already, the chair has not certified yet, the
            report was changed, or it does not hold what I sealed.
    """
    data = desk.files.read(file)
    paper = desk.paper.inspect(data)
    record = RecordV1.from_bytes(paper.record)
    report = record.the(ReportEntry)
    if paper.flaw is not None and paper.signatures:
        raise Refused(paper.flaw)
    if report is None:
        raise Refused("This variant of the report is not for signing.")
    done = {signature.field for signature in paper.signatures}
    field = _my_field(desk, report, done)
    _demand_true(desk, record, paper)
    identical = own_sheet_is_identical(desk, record)
    if identical is False:
        raise Refused(
            "The report does not hold the sheet that you sealed; it was not signed.",
            hint="Show the chair your seal code and keep this file.",
        )
    signed = desk.paper.sign(data, field, desk.me, _my_seal_code(desk, record), desk.clock.now())
    with desk.work() as work:
        write_log(desk, work, "report.sign", report.reference, field, root=record.root)
        write_and_commit(desk, work, {file: signed})
    return SignedReport(
        file=file,
        field=field,
        certified=field == CHAIR_FIELD,
        own_sheet_is_identical=identical,
        decisions_on_my_scores=changes_to_my_scores(desk, record),
        signed=len(done) + 1,
        expected=len(report.signature_fields),
    )


def _demand_unsigned(desk: Desk, file: Path) -> None:
    """A new version never takes the place of a report that somebody signed."""
    try:
        found = desk.paper.inspect(desk.files.read(file))
    except Unreadable:
        return
    if found.signatures:
        raise Refused(
            "{file} is a report that was signed; it is kept.",
            hint="Choose another name for the new version.",
            file=str(file),
        )


def _my_field(desk: Desk, report: ReportEntry, done: set[str]) -> str:
    me = desk.me.sign_key
    field = next((name for name, key in report.signature_fields.items() if key == me), None)
    if field is None:
        raise Refused(
            "{name} is not among those who sign this report.",
            hint="The chair certifies and the scoring members approve.",
            name=desk.me.name,
        )
    if field in done:
        raise Refused("{name} has already signed this report.", name=desk.me.name)
    if field != CHAIR_FIELD and CHAIR_FIELD not in done:
        raise Refused(
            "The chair has not certified this report yet.",
            hint="The chair signs first; then the file goes round.",
        )
    return field


def _my_sheets(desk: Desk, record: RecordV1) -> tuple[SheetEntry, ...]:
    return tuple(s for s in record.entries(SheetEntry) if s.sheet.member == desk.me.sign_key)


def own_sheet_is_identical(desk: Desk, record: RecordV1) -> bool | None:
    """Whether the report holds, to the byte, whatever I sealed for it on this laptop."""
    report = record.the(ReportEntry)
    with desk.work() as work:
        seals = work.seals.of(report.reference) if report else ()
    mine = {seal.commitment for seal in seals if seal.member == desk.me.sign_key}
    printed = {sheet_commitment(s.sheet.inner.encode()) for s in _my_sheets(desk, record)}
    return mine <= printed if mine else None


def _demand_true(desk: Desk, record: RecordV1, paper: SignedPaper) -> None:
    """Nobody signs what `verify` would not accept."""
    checks = check_record(record, desk.signatures.verify)
    flaw = next((check.sentence for check in checks if check.ok is False), None)
    flaw = flaw or missing_in_print(record, paper.pages)
    if flaw:
        raise Refused(
            "The report is not right and was not signed: {why}",
            hint="Ask the process lead for the report again, and keep this file.",
            why=flaw,
        )


def _my_seal_code(desk: Desk, record: RecordV1) -> str:
    return " ".join(short_code(sheet.commitment) for sheet in _my_sheets(desk, record))


def changes_to_my_scores(desk: Desk, record: RecordV1) -> int:
    """How many agreed scores differ from what I gave."""
    mine = {
        score.cell: score.score
        for entry in _my_sheets(desk, record)
        for score in entry.sheet.sheet.scores
    }
    agreed = {entry.decision.cell: entry.decision.score for entry in record.entries(DecisionEntry)}
    return sum(score != mine[cell] for cell, score in agreed.items() if cell in mine)
