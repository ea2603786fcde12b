"""Issuing: one package per panel and round, for every member of the panel."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evalpanel.domain.application import Application
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import (
    PackageV1,
    RecordsOffice,
    mapping_commitment,
    roster_sha256,
)
from evalpanel.domain.rounds import RoundPlan, round_flaw
from evalpanel.domain.rules import Panel, RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.usecases.applications import applicants
from evalpanel.usecases.assigning import (
    Admitted,
    AssignedRound,
    assign_round,
    demand_planned,
)
from evalpanel.usecases.deciding_names import demand_anonymous
from evalpanel.usecases.handing_out import Outbox, write_and_commit
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.journal import log_head
from evalpanel.usecases.packing import IssuedPackage, dossier_parts, write_package
from evalpanel.usecases.panel import read_records_office
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.readiness import demand_ready
from evalpanel.usecases.tenders import get_locked_tender, rules_of

_FIRST = RoundPlan()


@dataclass(frozen=True)
class _Issue:
    """What the packages that go out together have in common."""

    tender: Tender
    rules: RuleSet
    plan: RoundPlan
    admitted: Admitted
    office: RecordsOffice | None


def issue_packages(
    desk: Desk,
    reference: str,
    folder: Path,
    plan: RoundPlan = _FIRST,
    number: int = 0,
    panel: str = "",
    office_card: bytes | None = None,
) -> tuple[IssuedPackage, ...]:
    """Write the package of every panel; from now on panel and candidates are fixed.

    A later round is issued with a plan that says what it is for; only the panels that have
    something to score in it get a package. `number` is checked where it is given, and `panel`
    limits a later round to one panel. `office_card` is that of a records office, if there is one.

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
        office = read_records_office(desk, work, tender, office_card) if office_card else None
        issue, outbox = _Issue(tender, rules, plan, admitted, office), Outbox(folder)
        issued = tuple(
            _issue_panel(desk, work, issue, found, assigned, outbox)
            for found, assigned in _to_issue(tender, rounds, plan, number)
        )
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


def _sender(desk: Desk, work: UnitOfWork, tender: Tender) -> dict[str, Any]:
    """From whom a package is, about which tender, and by which rules."""
    return {
        "signer": desk.me.sign_key,
        "organiser": desk.me.name,
        "reference": tender.reference,
        "panel_id": tender.panel_id,
        "invite": invite_of(desk, work, tender).fingerprint(),
        "rules": tender.rules,
        "rules_sha256": tender.rules_sha256,
    }


def _issue_panel(
    desk: Desk,
    work: UnitOfWork,
    issue: _Issue,
    panel: Panel,
    assigned: AssignedRound,
    outbox: Outbox,
) -> IssuedPackage:
    tender, plan = issue.tender, issue.plan
    dossiers, made = dossier_parts(
        desk, work, issue.rules, panel, issue.admitted, assigned.candidates
    )
    package = PackageV1(
        **_sender(desk, work, tender),
        panel=panel.id,
        round=assigned.number,
        revision=1,
        previous=assigned.previous,
        reason=plan.reason.strip(),
        kind=plan.kind,
        keeps=assigned.keeps,
        issued_at=desk.now(),
        roster=assigned.roster,
        roster_sha256=roster_sha256(assigned.roster),
        mapping_commitment=mapping_commitment(tender.mapping_salt, _codes(work, tender)),
        assignments=assigned.assignments,
        rules_revisions=assigned.earlier[-1].rules_revisions if assigned.earlier else 0,
        standby=assigned.standby,
        records_office=issue.office,
        dossiers=dossiers,
        anchor=log_head(work),
    )
    flaw = round_flaw(panel, package, assigned.previous, assigned.earlier)
    if flaw:
        raise Refused(flaw)
    return write_package(desk, work, package, made, outbox)


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
