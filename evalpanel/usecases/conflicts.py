"""Interests of members as cases: brought up, listed, and decided by somebody else (R-11)."""

from collections.abc import Sequence

from evalpanel.domain.acts import Act
from evalpanel.domain.conflicts import (
    MEASURES,
    Allegation,
    Case,
    ConflictCase,
    Effect,
    Measure,
    cases_of,
    is_concerned,
    recused_lots,
)
from evalpanel.domain.errors import Refused, WrongUsage
from evalpanel.domain.panel_changes import changes_of, touches_scores
from evalpanel.domain.people import Member
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.applications import applicants
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.panel import find_member
from evalpanel.usecases.panel_changes import demand_free_hands, reopen_meetings
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.sights import demand_sight
from evalpanel.usecases.tenders import (
    demand_lots,
    demand_reason,
    get_locked_tender,
    rules_of,
    start_step,
)

_LEAVES = frozenset({"recusal", "replacement"})


def list_cases(desk: Desk, reference: str) -> tuple[Case, ...]:
    """Every declared or alleged interest and what was decided on it."""
    with desk.work() as work:
        demand_sight(desk, work, get_locked_tender(work, reference), "declarations")
        return cases_in(work, reference)


def cases_in(work: UnitOfWork, reference: str) -> tuple[Case, ...]:
    """The same in an open unit of work."""
    return cases_of(work.members.of(reference), work.register.of(reference))


def raise_case(
    desk: Desk, reference: str, member: str, name: str, *, what: str, alleged_by: str
) -> Case:
    """Bring up an interest that the member did not declare; the case is open from now on."""
    with desk.work() as work:
        start_step(desk, work, reference, "conflict")
        found = find_member(work, reference, member)
        _demand_candidate(work, reference, name)
        allegation = Allegation(
            reference=reference,
            member=found.entry.key,
            name=name,
            what=demand_reason(what),
            alleged_by=alleged_by,
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(allegation)
        write_log(desk, work, "conflict.raise", reference, found.entry.name, by=alleged_by)
        work.commit()
        return _case(work, reference, found, name, allegation.what)


def decide_case(
    desk: Desk,
    reference: str,
    member: str,
    name: str,
    *,
    measure: str,
    facts: str,
    reason: str,
    investigation: str = "",
    lots: Sequence[str] = (),
    effect: Effect = "void",
    what: str = "",
) -> Act | None:
    """Decide a case; the second person's decision if it is on the owner or on given scores (R-15).

    The lots of a recusal follow from the applications; `lots` adds to them. Refused where there is
    no such open case, no facts or reason, or sheets are being sealed.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "conflict")
        found = find_member(work, reference, member)
        case = _case(work, reference, found, name, what)
        decided = ConflictCase(
            reference=reference, member=case.member, name=name, what=case.what,
            alleged_by=case.alleged_by,
            facts=demand_reason(facts),
            investigation=investigation.strip(),
            measure=_measure(measure),
            lots=_lots(work, tender, name, lots) if measure == "recusal" else (),
            reason=demand_reason(reason),
            effect=effect,
            decided_by=desk.me.name, by=desk.me.name, at=desk.now(),
        )  # fmt: skip
        _demand_possible(work, tender, case, decided)
        act = _take_or_ask(desk, work, tender, found, case, decided)
        work.commit()
    return act


def _take_or_ask(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    member: Member,
    case: Case,
    decided: ConflictCase,
) -> Act | None:
    """Keep a decision; one on the owner of this workspace, or on given scores, needs another."""
    packages = [load_package(work, stored) for stored in work.packages.of(tender.reference)]
    on_scores = any(touches_scores(change, packages) for change in changes_of([decided]))
    if case.member != desk.me.sign_key and not on_scores:
        _keep(desk, work, tender, decided)
        return None
    act_id = _act_id(work, member, case)
    return ask_act(desk, work, tender.reference, act_id, "conflict", **decided.subject())


def settle_case(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed decision: it is the second person's."""
    tender = get_locked_tender(work, act.reference)
    subject = dict(act.subject)
    lots = tuple(filter(None, subject.pop("lots").split(" ")))
    decided = ConflictCase.model_validate(
        {
            **subject,
            "reference": act.reference,
            "lots": lots,
            "decided_by": act.confirmed_by,
            "by": act.by,
            "at": desk.now(),
        }
    )
    member = find_member(work, act.reference, decided.member)
    case = _case(work, act.reference, member, decided.name, decided.what)
    _demand_possible(work, tender, case, decided)
    _keep(desk, work, tender, decided)


def demand_decided(work: UnitOfWork, tender: Tender) -> None:
    """Refuse while a case is open, or its measure was not carried out (R-11)."""
    for case in cases_in(work, tender.reference):
        if case.decided is None:
            raise Refused(
                "The interest of {member} in {name} is not decided yet.",
                hint="Decide it: evalpanel panel conflict decide {reference} '{member}' '{name}' "
                "--measure M --facts F --reason R",
                member=case.member_name,
                name=case.name,
                reference=tender.reference,
            )
        if case.decided.measure == "exclusion":
            _demand_excluded(work, tender, case)


def _demand_excluded(work: UnitOfWork, tender: Tender, case: Case) -> None:
    """Only a failed gate, an act of two persons, excludes a candidate; the case says why."""
    for applicant in applicants(work, tender):
        stays = any(a.standing == "admitted" for a in applicant.admissions)
        if stays and is_concerned(applicant.application, case.name):
            raise Refused(
                "{name} was to be excluded for the interest of {member}, and is still admitted.",
                hint="Fail the gate, with two persons: evalpanel gate set {reference} {id} GATE "
                "failed --reason R",
                name=case.name,
                member=case.member_name,
                reference=tender.reference,
                id=applicant.application.id,
            )


def _keep(desk: Desk, work: UnitOfWork, tender: Tender, decided: ConflictCase) -> None:
    earlier = [
        each.measure
        for each in of_kind(work.register.of(decided.reference), ConflictCase)
        if (each.member, each.name, each.what) == (decided.member, decided.name, decided.what)
    ]
    work.register.add(decided)
    if decided.measure in _LEAVES and decided.effect == "void":
        reopen_meetings(desk, work, tender, decided.member)
    write_log(
        desk, work, "conflict.decide", decided.reference, decided.name,
        old=earlier[-1] if earlier else "", new=decided.measure, lots=list(decided.lots),
        decided_by=decided.decided_by, reason=decided.reason,
    )  # fmt: skip


def _demand_possible(work: UnitOfWork, tender: Tender, case: Case, decided: ConflictCase) -> None:
    if case.decided is not None and work.packages.of(tender.reference):
        raise Refused(
            "The interest of {member} in {name} was decided by {by} on {at}.",
            hint="New facts make a new case: evalpanel panel conflict raise {reference}",
            member=case.member_name,
            name=case.name,
            by=case.decided.decided_by,
            at=case.decided.at,
            reference=tender.reference,
        )
    if decided.measure in _LEAVES:
        demand_free_hands(work, tender, decided.member)


def _case(work: UnitOfWork, reference: str, member: Member, name: str, what: str) -> Case:
    own = [case for case in cases_in(work, reference) if case.member == member.entry.key]
    found = [case for case in own if case.name == name and what in ("", case.what)]
    found = [case for case in found if case.is_open] or found
    if not found:
        raise Refused(
            "{member} has no declared or alleged interest in {name}.",
            hint="Interests: {known}. Bring one up: evalpanel panel conflict raise {reference}",
            member=member.entry.name,
            name=name,
            known="; ".join(case.name for case in own) or "-",
            reference=reference,
        )
    return found[-1]


def _measure(measure: str) -> Measure:
    found = next((known for known in MEASURES if known == measure), None)
    if found is None:
        raise WrongUsage(
            "{measure} is not a measure.",
            hint="Choose one of: {measures}.",
            measure=measure,
            measures=", ".join(MEASURES),
        )
    return found


def _lots(work: UnitOfWork, tender: Tender, name: str, also: Sequence[str]) -> tuple[str, ...]:
    rules = rules_of(tender)
    lots = [lot.id for lot in rules.lots]
    demand_lots(rules, also)
    return recused_lots(
        name,
        work.applications.of(tender.reference),
        also,
        lots,
        anonymous=rules.anonymity.candidates,
    )


def _demand_candidate(work: UnitOfWork, reference: str, name: str) -> None:
    found = work.applications.of(reference)
    if not any(is_concerned(application, name) for application in found):
        raise Refused(
            "{name} is neither a candidate nor a legal entity of one.",
            hint="Candidates: {known}.",
            name=name,
            known="; ".join(application.name for application in found) or "-",
        )


def _act_id(work: UnitOfWork, member: Member, case: Case) -> str:
    before = [act for act in work.acts.of(member.reference) if act.kind == "conflict"]
    mine = [act for act in before if act.is_open and act.subject["name"] == case.name]
    return mine[0].id if mine else f"conflict-{slug(member.entry.name)}-{len(before) + 1}"
