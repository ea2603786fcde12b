"""Where a tender stands in the state machine of the domain, and whether a step may be taken.

Read from the workspace without parsing the rule set; of the packages only those whose round is
not open yet, or all where a panel has several rounds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evalpanel.domain.archive import archived_by
from evalpanel.domain.counting import what_counts
from evalpanel.domain.excuses import sealing_members
from evalpanel.domain.lifecycle import STEPS, Facts, Step, refusal
from evalpanel.domain.moments import is_past
from evalpanel.domain.people import Role
from evalpanel.domain.roles import acting_roles
from evalpanel.domain.selection_decision import standing_decision
from evalpanel.domain.suspension import suspended_by
from evalpanel.domain.tender import Opening, StoredPackage, Tender
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.journal import time_passed
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.planning import deadline_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.standing_seals import standing_seal


def demand_step(desk: Desk, work: UnitOfWork, tender: Tender, step: Step, panel: str = "") -> None:
    """Raise Refused when the owner of this workspace may not take a step now.

    With `panel` the step is one of that panel, and other panels do not matter.
    """
    refused = refusal(_facts_now(desk, work, tender, panel), step, roles_of(desk, work, tender))
    if refused:
        raise refused


def possible_steps(desk: Desk, work: UnitOfWork, tender: Tender) -> frozenset[Step]:
    """Every step that the owner of this workspace may take now."""
    facts, roles = _facts_now(desk, work, tender), roles_of(desk, work, tender)
    return frozenset(step for step in STEPS if refusal(facts, step, roles) is None)


def list_possible_steps(desk: Desk, reference: str) -> frozenset[Step]:
    """The same of a tender by its reference; none where it is not in this workspace."""
    with desk.work() as work:
        tender = work.tenders.get(reference)
        return possible_steps(desk, work, tender) if tender else frozenset()


def demand_phase(work: UnitOfWork, tender: Tender, step: Step, panel: str = "") -> None:
    """The same, whoever does it."""
    refused = refusal(facts_of(work, tender, panel), step)
    if refused:
        raise refused


def roles_of(desk: Desk, work: UnitOfWork, tender: Tender) -> tuple[Role, ...]:
    """The roles in which the owner of this workspace acts."""
    members = work.members.of(tender.reference)
    own = [role for m in members if m.entry.key == desk.me.sign_key for role in m.entry.roles]
    others = [role for m in members if m.entry.key != desk.me.sign_key for role in m.entry.roles]
    return acting_roles(own, others)


def facts_of(
    work: UnitOfWork,
    tender: Tender,
    panel: str = "",
    *,
    is_past: Callable[[str], bool] = lambda _: True,
) -> Facts:
    """What is true of a tender now, or of one of its panels."""
    reference = tender.reference
    packages = _deciding_rounds(work, reference, panel)
    openings = [work.openings.get(*stored.key) for stored in packages]
    unopened = [s for s, o in zip(packages, openings, strict=True) if o is None]
    opened = [opening for opening in openings if opening]
    meetings = _with_meeting(tender, opened)
    sealers = _sealers(work, unopened)
    deadline = deadline_of(work, tender)
    entries = work.register.of(reference)
    decision, suspension = standing_decision(entries), suspended_by(entries)
    archival = archived_by(entries)
    return Facts(
        reference=reference,
        locked=tender.is_locked,
        received=len(work.applications.of(reference)),
        deadline=deadline,
        deadline_passed=not deadline or is_past(deadline),
        opened_at=tender.opened_at,
        waiting_acts=tuple(act.id for act in open_acts(work, reference)),
        issued=bool(packages),
        sealers=len({name for name, _ in sealers}),
        waiting_for=tuple(dict.fromkeys(name for name, has_sealed in sealers if not has_sealed)),
        unopened=len(unopened),
        unclosed=sum(not opening.closed_at for opening in meetings),
        closed_at=max((opening.closed_at for opening in meetings), default=""),
        identified=tender.identified,
        report_version=tender.report_version,
        concluded_at=decision.at if decision else "",
        suspended_at=suspension.at if suspension else "",
        suspended_why=suspension.reason if suspension else "",
        archived_at=archival.at if archival else "",
    )


def panels_in_meeting(work: UnitOfWork, tender: Tender) -> tuple[str, ...]:
    """The panels whose consensus meeting is open and not closed yet."""
    packages = _deciding_rounds(work, tender.reference, "")
    opened = [opening for stored in packages if (opening := work.openings.get(*stored.key))]
    unclosed = (o.panel for o in _with_meeting(tender, opened) if not o.closed_at)
    return tuple(dict.fromkeys(unclosed))


def _facts_now(desk: Desk, work: UnitOfWork, tender: Tender, panel: str = "") -> Facts:
    now = time_passed(desk, work)
    return facts_of(work, tender, panel, is_past=lambda moment: is_past(moment, now))


def _deciding_rounds(work: UnitOfWork, reference: str, panel: str) -> tuple[StoredPackage, ...]:
    """The packages of the rounds in which something is decided, of every panel or of one.

    Those of which every cell was taken over by a later round matter no more.
    """
    packages = [s for s in work.packages.of(reference) if panel in ("", s.panel)]
    if len({stored.panel for stored in packages}) == len(packages):
        return tuple(packages)
    counts = what_counts(load_package(work, stored) for stored in packages)
    deciding = {(found.panel, found.round) for found in counts.values()}
    return tuple(stored for stored in packages if (stored.panel, stored.round) in deciding)


def _with_meeting(tender: Tender, openings: Sequence[Opening]) -> list[Opening]:
    """The open rounds of the panels that meet; elsewhere the scores are combined as announced."""
    found: Sequence[Mapping[str, Any]] = tender.rules.get("panel", ())
    meeting = {panel["id"] for panel in found if panel["method"] == "consensus"}
    return [opening for opening in openings if opening.panel in meeting]


def _sealers(work: UnitOfWork, unopened: Sequence[StoredPackage]) -> list[tuple[str, bool]]:
    """Everybody who must seal, and whether the seal is in; not who stepped back."""
    if not unopened:
        return []
    excuses = work.register.of(unopened[0].reference, "excuse")
    return [
        (entry.name, standing_seal(work, stored, entry.key) is not None)
        for stored in unopened
        for entry in sealing_members(excuses, load_package(work, stored))
    ]
