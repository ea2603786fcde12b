"""Issuing: one package per panel and round, for every member of the panel."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.application import Application
from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.dossier import PDF, DossierPart, HandedIn
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import (
    PACKAGE_NAMESPACE,
    PackageV1,
    mapping_commitment,
    roster_sha256,
)
from evalpanel.domain.rounds import RoundPlan, round_flaw
from evalpanel.domain.rules import ALL_LOTS, Panel, RuleSet
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import StoredPackage, Tender
from evalpanel.usecases.applications import applicants
from evalpanel.usecases.assigning import (
    Admitted,
    AssignedRound,
    assign_round,
    demand_planned,
)
from evalpanel.usecases.deciding_names import demand_anonymous, shown_dossier
from evalpanel.usecases.handing_out import Outbox, write_and_commit
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.readiness import demand_ready
from evalpanel.usecases.tenders import get_locked_tender, rules_of

_FIRST = RoundPlan()
_TEXT, _DOCUMENT = "text", "document"


@dataclass(frozen=True)
class IssuedPackage:
    """A package as written: for which panel, in which file, under which hash."""

    panel: str
    round: int
    file: Path
    sha256: str
    candidates: int
    withheld_pages: int


def issue_packages(
    desk: Desk,
    reference: str,
    folder: Path,
    plan: RoundPlan = _FIRST,
    number: int = 0,
    panel: str = "",
) -> tuple[IssuedPackage, ...]:
    """Write the package of every panel; from now on panel and candidates are fixed.

    A later round is issued with a plan that says what it is for; only the panels that have
    something to score in it get a package. `number` is checked where it is given, and `panel`
    limits a later round to one panel.

    Raises:
        Refused: the panel is not the announced one, somebody has not declared, an act still
            waits for a second person, no candidate may go to the panel, or the rounds before are
            not far enough.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        rules = rules_of(tender)
        demand_ready(desk, work, tender, rules, plan)
        admitted = _admitted(work, tender)
        rounds = [
            (found, assign_round(work, tender, rules, found, admitted, plan))
            for found in rules.panels
            if panel in ("", found.id)
        ]
        demand_planned(plan, [assigned for _, assigned in rounds])
        demand_anonymous(desk, work, tender, {application.id for application, _ in admitted})
        outbox = Outbox(folder)
        issued = tuple(
            _issue_panel(desk, work, tender, rules, found, plan, assigned, admitted, outbox)
            for found, assigned in _to_issue(tender, rounds, plan, number)
        )
        keys = {entry.key for _, assigned in rounds for entry in assigned.roster}
        for member in work.members.of(reference):
            if member.entry.key in keys:
                work.members.put(member.model_copy(update={"handed_out": True}))
        write_and_commit(desk, work, outbox.files)
    return issued


def _to_issue(
    tender: Tender,
    rounds: Sequence[tuple[Panel, AssignedRound]],
    plan: RoundPlan,
    number: int,
) -> list[tuple[Panel, AssignedRound]]:
    """The panels with something to score: all in the first round, some or one later."""
    found = [pair for pair in rounds if plan.kind == "first" or pair[1].assignments]
    empty = next((panel for panel, assigned in found if not assigned.assignments), None)
    if empty or not found:
        raise Refused(
            "No candidate may go to panel {panel}.",
            hint="See why with: evalpanel candidate list {reference}",
            panel=empty.id if empty else ", ".join(panel.id for panel, _ in rounds) or "-",
            reference=tender.reference,
        )
    for panel, assigned in found:
        if number not in (0, assigned.number):
            raise Refused(
                "The next round of panel {panel} is {next}, not {number}.",
                panel=panel.id,
                next=assigned.number,
                number=number,
            )
    return found


def _issue_panel(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    rules: RuleSet,
    panel: Panel,
    plan: RoundPlan,
    assigned: AssignedRound,
    admitted: Admitted,
    outbox: Outbox,
) -> IssuedPackage:
    parts: list[tuple[str, bytes]] = []
    dossiers = tuple(_dossier_parts(desk, work, rules, panel, admitted, assigned, parts))
    package = PackageV1(
        signer=desk.me.sign_key,
        organiser=desk.me.name,
        reference=tender.reference,
        panel_id=tender.panel_id,
        panel=panel.id,
        round=assigned.number,
        revision=1,
        previous=assigned.previous,
        reason=plan.reason.strip(),
        kind=plan.kind,
        keeps=assigned.keeps,
        issued_at=desk.now(),
        invite=invite_of(desk, work, tender).fingerprint(),
        rules=tender.rules,
        rules_sha256=tender.rules_sha256,
        roster=assigned.roster,
        roster_sha256=roster_sha256(assigned.roster),
        mapping_commitment=mapping_commitment(tender.mapping_salt, _codes(work, tender)),
        assignments=assigned.assignments,
        dossiers=dossiers,
        anchor=log_head(work),
    )
    flaw = round_flaw(panel, package, assigned.previous, assigned.earlier)
    if flaw:
        raise Refused(flaw)
    return _write_package(desk, work, package, parts, outbox)


def _write_package(
    desk: Desk,
    work: UnitOfWork,
    package: PackageV1,
    parts: Sequence[tuple[str, bytes]],
    outbox: Outbox,
) -> IssuedPackage:
    packed = desk.containers.pack(package.to_json(), parts, desk.me, PACKAGE_NAMESPACE)
    container = desk.containers.unpack(packed, PACKAGE_NAMESPACE)
    sha256 = sha256_hex(container.manifest_bytes)
    for _, content in parts:
        work.documents.put(content)
    work.packages.put(
        StoredPackage(
            reference=package.reference,
            panel=package.panel,
            round=package.round,
            sha256=sha256,
            manifest=work.documents.put(container.manifest_bytes),
            signature=container.signature,
            at=package.issued_at,
        )
    )
    recipients = [entry.signed.card.receive for entry in package.roster]
    name = f"{slug(package.reference)}-{slug(package.panel)}-{package.round}.evpack"
    file = outbox.put(name, desk.envelopes.encrypt(packed, recipients))
    withheld = {f"{d.candidate} {d.dossier}": d.withheld for d in package.dossiers if d.withheld}
    write_log(
        desk,
        work,
        "package.issue",
        package.reference,
        package.panel,
        package=sha256,
        roster=package.roster_sha256,
        withheld_pages=withheld,
    )
    codes = len({code for _, code, _ in package.cells()})
    return IssuedPackage(package.panel, package.round, file, sha256, codes, sum(withheld.values()))


def _dossier_parts(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    panel: Panel,
    admitted: Admitted,
    assigned: AssignedRound,
    parts: list[tuple[str, bytes]],
) -> Iterator[DossierPart]:
    wanted = {
        dossier
        for lot in rules.score_lots
        for item in rules.items_under(lot)
        if rules.panel_of(lot, item.id).id == panel.id
        for dossier in item.dossiers
    }
    for application, lots in admitted:
        for handed_in in application.dossiers:
            if not handed_in.read or handed_in.dossier not in wanted:
                continue
            reached = {handed_in.lot} if handed_in.lot in lots else set()
            where = (ALL_LOTS, *lots) if handed_in.lot == ALL_LOTS else reached
            codes = {application.code_in(lot) for lot in where}
            if codes & assigned.candidates:
                _demand_that_nothing_is_set_aside(rules, application, handed_in)
            for code in sorted(codes & assigned.candidates):
                yield _dossier_part(desk, work, rules, application, code, handed_in, parts)


def _demand_that_nothing_is_set_aside(
    rules: RuleSet, application: Application, handed_in: HandedIn
) -> None:
    """R-23: where excess sets a dossier aside, the panel does not read its first pages instead."""
    kind = rules.dossier(handed_in.dossier)
    if kind.on_excess == "set_aside" and handed_in.pages > (kind.max_pages or handed_in.pages):
        raise Refused(
            "{dossier} of {name} has {pages} pages; what has more than {most} is set aside, "
            "as announced.",
            hint="Two persons set the application aside: evalpanel gate set {reference} "
            "{candidate} GATE failed --reason …",
            dossier=kind.title,
            name=application.name,
            pages=handed_in.pages,
            most=kind.max_pages or handed_in.pages,
            reference=rules.reference,
            candidate=application.id,
        )


def _dossier_part(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    application: Application,
    code: str,
    handed_in: HandedIn,
    parts: list[tuple[str, bytes]],
) -> DossierPart:
    data = work.documents.get(handed_in.sha256)
    limit = rules.dossier(handed_in.dossier).max_pages or handed_in.pages
    text = desk.dossiers.read(data, handed_in.file)
    shown = shown_dossier(desk, work, rules, application, handed_in, text.pages[:limit])
    words = canonical_bytes([list(page) for page in shown.pages])
    parts.append((_TEXT, words))
    is_pdf = text.media == PDF and shown.with_file
    document = desk.dossiers.first_pages(data, limit) if is_pdf else None
    if document is not None:
        parts.append((_DOCUMENT, document))
    return DossierPart(
        candidate=code,
        lot=handed_in.lot,
        dossier=handed_in.dossier,
        media=text.media,
        original_sha256=handed_in.sha256,
        pages=len(shown.pages),
        withheld=len(text.pages) - len(shown.pages),
        text=sha256_hex(words),
        document=sha256_hex(document) if document is not None else None,
    )


def _admitted(work: UnitOfWork, tender: Tender) -> tuple[tuple[Application, tuple[str, ...]], ...]:
    """Applications with the lots for which they reach the panel."""
    found = []
    for applicant in applicants(work, tender):
        lots = tuple(a.lot for a in applicant.admissions if a.standing == "admitted")
        if lots:
            found.append((applicant.application, lots))
    return tuple(found)


def _codes(work: UnitOfWork, tender: Tender) -> dict[str, str]:
    found = work.applications.of(tender.reference)
    return {name: code for one in found for name, code in one.drawn_codes.items()}
