"""What goes into the record of a tender: an entry for everything that happened."""

from collections.abc import Iterator

from evalpanel.domain.calculation import lot_result
from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.exception_chain import signing_members
from evalpanel.domain.people import Member
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    DecisionEntry,
    LogEntry,
    MappingEntry,
    MemberEntry,
    OpeningEntry,
    OutcomeV1,
    PackageEntry,
    RankingEntry,
    RegisterEntry,
    ReportEntry,
    SheetEntry,
    TenderEntry,
)
from evalpanel.domain.sheet import sheet_commitment
from evalpanel.domain.shown_log import show_log
from evalpanel.domain.tender import Opening, StoredPackage, Tender
from evalpanel.domain.unsigned import not_signing
from evalpanel.language import catalogue
from evalpanel.usecases.applications import applicants
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import RankedTender, decided_packages, rank_tender
from evalpanel.usecases.reconciling import demand_reconciled, reconcile_tender
from evalpanel.usecases.rounds import get_opening


def record_entries(
    desk: Desk, work: UnitOfWork, tender: Tender, version: int, language: str
) -> Iterator[object]:
    """Everything that happened in a tender, for version `version` of its report."""
    reference = tender.reference
    ranked = rank_tender(work, tender)
    packages = decided_packages(work, tender)
    members = work.members.of(reference)
    chair = next(m.entry.key for m in members if "chair" in m.entry.roles)
    scoring = dict.fromkeys(signing_members(packages, work.register.of(reference)))
    absent = not_signing(work.register.of(reference))
    yield ReportEntry(
        reference=reference,
        version=version,
        language=language,
        made_at=desk.now(),
        made_by=desk.me.name,
        chair=chair,
        signers=tuple(key for key in scoring if key != chair and key not in absent),
    )
    yield _tender_entry(work, tender)
    yield from (_member_entry(member) for member in members)
    yield from _application_entries(work, tender, ranked, language)
    for stored in work.packages.of(reference):
        yield from _round_entries(work, stored, get_opening(work, load_package(work, stored)))
    for entry in work.register.of(reference):
        yield RegisterEntry(entry=entry)
    say = catalogue(language).say
    for lot in ranked.lots:
        yield RankingEntry(result=lot_result(ranked.rules, lot, say))
    for act in work.acts.of(reference):
        if act.is_confirmed:
            yield ActEntry(act=act)
    log = show_log(work.log.links(), reference)
    yield LogEntry(anchor=log.anchor, log=log)


def _tender_entry(work: UnitOfWork, tender: Tender) -> TenderEntry:
    return TenderEntry(
        rules=tender.rules,
        rules_sha256=tender.rules_sha256,
        locked_at=tender.locked_at,
        locked_by=tender.locked_by,
        shifts=work.shifts.of(tender.reference),
    )


def _member_entry(member: Member) -> MemberEntry:
    return MemberEntry(
        entry=member.entry,
        declaration=member.declaration,
        confirmed=member.confirmed,
        expertise=member.expertise,
    )


def _application_entries(
    work: UnitOfWork, tender: Tender, ranked: RankedTender, language: str
) -> Iterator[object]:
    say = catalogue(language).say
    found = applicants(work, tender)
    settled = reconcile_tender(ranked.rules, found, ranked.lots)
    demand_reconciled(settled)
    yield MappingEntry(
        salt=tender.mapping_salt,
        codes={name: code for a in found for name, code in a.application.drawn_codes.items()},
    )
    for applicant in found:
        application = applicant.application
        yield ApplicationEntry(
            application=application,
            judgements=work.judgements.of(tender.reference, application.id),
            outcomes=tuple(
                OutcomeV1(lot=each.lot, outcome=each.outcome, reason=say(each.reason))
                for each in settled.of(application.id)
            ),
        )


def _round_entries(work: UnitOfWork, stored: StoredPackage, opening: Opening) -> Iterator[object]:
    key = (stored.reference, stored.panel, str(stored.round))
    yield PackageEntry(
        sha256=stored.sha256,
        manifest=read_canonical(work.documents.get(stored.manifest)),
        signature=stored.signature,
    )
    yield OpeningEntry(
        standby=opening.standby,
        panel=opening.panel,
        round=opening.round,
        at=opening.at,
        by=opening.by,
        sheets_sha256=opening.sheets_sha256,
    )
    for sheet in work.sheets.of(*key):
        yield SheetEntry(commitment=sheet_commitment(sheet.inner.encode()), sheet=sheet)
    for decision in work.decisions.of(*key):
        yield DecisionEntry(decision=decision)
