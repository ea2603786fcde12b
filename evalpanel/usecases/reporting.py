"""The report: the record is drawn up, printed with its fields, and signed in one chain."""

from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.canonical import sha256_hex
from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import (
    CHAIR_FIELD,
    RecordV1,
    ReportEntry,
    make_record,
)
from evalpanel.domain.tender import ReportFile
from evalpanel.domain.unsigned import not_signing
from evalpanel.domain.variant_check import check_variant
from evalpanel.domain.variants import (
    readable,
    signature_fields,
    signatures_wanted,
    with_public,
)
from evalpanel.usecases.conflicts import demand_decided
from evalpanel.usecases.handing_out import write_and_commit
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.names_in_reasons import demand_no_names_in_reasons
from evalpanel.usecases.own_part import (
    ChangeOnMine,
    OwnSeal,
    changes_on_mine,
    knows_my_packages,
    own_seals,
    own_sheet_is_identical,
)
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
    demand_unsigned(desk, file)
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
    seals: tuple[OwnSeal, ...]
    changes: tuple[ChangeOnMine, ...]
    """Every agreed score that differs from what the signer gave."""
    signed: int
    expected: int
    """Those who are on record as not signing included, as `verify` counts."""


def sign_report(desk: Desk, file: Path) -> SignedReport:
    """Certify the report if it is unsigned, approve it otherwise; in place, in one chain.

    Raises:
        Refused: not among the signers, signed already, the chair has not certified yet, the
            report was changed, or it does not hold what I sealed.
    """
    data = desk.files.read(file)
    paper = desk.paper.inspect(data)
    record = RecordV1.from_bytes(paper.record)
    report = _demand_for_signing(record, paper)
    done = {signature.field for signature in paper.signatures}
    field = _my_field(desk, record, done)
    if record.variant != "full":
        _demand_full_signed(desk, record)
    _demand_true(desk, record, paper)
    identical = _demand_own_sheet(desk, record)
    seals = own_seals(desk, record)
    note = " ".join(seal.code for seal in seals)
    signed = desk.paper.sign(data, field, desk.me, note, desk.clock.now())
    with desk.work() as work:
        write_log(
            desk, work, "report.sign", report.reference, field,
            root=record.root, before=sha256_hex(data), after=sha256_hex(signed),
        )  # fmt: skip
        write_and_commit(desk, work, {file: signed})
    return SignedReport(
        file=file,
        field=field,
        certified=field == CHAIR_FIELD,
        own_sheet_is_identical=identical,
        seals=seals,
        changes=changes_on_mine(desk, record),
        signed=len(done) + 1,
        expected=signatures_wanted(record),
    )


def _demand_for_signing(record: RecordV1, paper: SignedPaper) -> ReportEntry:
    """What the record says of the report itself; refused where nobody may sign it."""
    if paper.flaw is not None and paper.signatures:
        raise Refused(paper.flaw)
    report = readable(record).the(ReportEntry)
    if report is None:
        raise Refused("This variant of the report is not for signing.")
    return report


def _demand_own_sheet(desk: Desk, record: RecordV1) -> bool | None:
    """True where the report holds what I sealed, None where that cannot be said here."""
    identical = own_sheet_is_identical(desk, record)
    if identical is False:
        raise Refused(
            "The report does not hold the sheet that you sealed; it was not signed.",
            hint="Show the chair your seal code and keep this file.",
        )
    if not knows_my_packages(desk, record):
        raise Refused(
            "The report rests on another package than the one that you opened; it was not signed.",
            hint="Ask the others which revision of the package they have, and keep this file.",
        )
    return identical


def demand_unsigned(desk: Desk, file: Path) -> None:
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


def _demand_full_signed(desk: Desk, record: RecordV1) -> None:
    """The chair certifies a variant only of what he or she certified in full (R-73)."""
    with desk.work() as work:
        signed = [e.event for e in work.log.entries() if e.event.what == "report.sign"]
    if not any(event.details.get("root") == record.root for event in signed):
        raise Refused(
            "The full report of this version was not signed here, so its variant cannot be.",
            hint="Sign the full report first: evalpanel sign F.pdf",
        )


def _my_field(desk: Desk, record: RecordV1, done: set[str]) -> str:
    me = desk.me.sign_key
    field = next((name for name, key in signature_fields(record).items() if key == me), None)
    if field is None and me in not_signing(record.register()):
        raise Refused(
            "It is on record that {name} does not sign this report.",
            hint="To sign after all, ask the process lead for evalpanel panel unsigned REF MEMBER "
            "--signs --reason R, and for the report that is made after it.",
            name=desk.me.name,
        )
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


def _demand_true(desk: Desk, record: RecordV1, paper: SignedPaper) -> None:
    """Nobody signs what `verify` would not accept."""
    checks = check_variant(record, desk.signatures.verify)
    flaw = next((check.sentence for check in checks if check.ok is False), None)
    flaw = flaw or missing_in_print(record, paper.pages)
    if flaw:
        raise Refused(
            "The report is not right and was not signed: {why}",
            hint="Ask the process lead for the report again, and keep this file.",
            why=flaw,
        )
