"""The rule set of a tender: take it in, lock it, show it, and keep its planning."""

import json
from collections.abc import Iterable
from functools import lru_cache

from evalpanel.domain.errors import Refused
from evalpanel.domain.lifecycle import Facts, Step, lacking
from evalpanel.domain.rulefile import parse_rules, read_rules, rules_sha256
from evalpanel.domain.rules import Milestone, RuleSet
from evalpanel.domain.tender import Shift, Tender
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.planning import planned_now
from evalpanel.usecases.ports import Desk, UnitOfWork


def create_tender(desk: Desk, rule_file: bytes) -> Tender:
    """Take in a rule set; until the lock a later version replaces it.

    Raises:
        HasProblems: the rule set has problems; all of them are named.
        Refused: the tender is locked and the file means something else.
    """
    document = read_rules(rule_file)
    rules = parse_rules(document)
    with desk.work() as work:
        known = work.tenders.get(rules.reference)
        if known and known.is_locked:
            _demand_same_meaning(known, rules_sha256(document))
            return known
        tender = Tender(
            reference=rules.reference,
            title=rules.title,
            panel_id=known.panel_id if known else desk.chance.token(16).hex(),
            rules=document,
            rules_sha256=rules_sha256(document),
        )
        work.tenders.put(tender)
        write_log(
            desk, work, "tender.new", tender.reference, rules_sha256=tender.rules_sha256,
            old=known.rules_sha256 if known else "", new=tender.rules_sha256,
        )  # fmt: skip
        work.commit()
    return tender


def lock_tender(desk: Desk, reference: str) -> Tender:
    """Fix the rule set: from now on no change of its meaning is possible (R-2)."""
    with desk.work() as work:
        tender = get_tender(work, reference)
        if tender.is_locked:
            return tender
        demand_step(desk, work, tender, "lock")
        parse_rules(tender.rules)
        locked = tender.model_copy(update={"locked_at": desk.now(), "locked_by": desk.me.name})
        work.tenders.put(locked)
        write_log(desk, work, "tender.lock", reference, rules_sha256=tender.rules_sha256)
        work.commit()
    return locked


def plan_milestone(desk: Desk, reference: str, milestone: str, planned: str, reason: str) -> Shift:
    """Move a milestone, with the reason; the planning is not part of the lock (R-9)."""
    with desk.work() as work:
        tender = get_tender(work, reference)
        demand_step(desk, work, tender, "plan")
        known = {found.id for found in rules_of(tender).milestones}
        if milestone not in known:
            raise Refused(
                "The planning of {reference} has no milestone {milestone}.",
                hint="Choose one of: {known}.",
                reference=reference,
                milestone=milestone,
                known=", ".join(sorted(known)),
            )
        shift = Shift(
            reference=reference,
            milestone=milestone,
            planned=_demand_moment(planned),
            reason=demand_reason(reason),
            by=desk.me.name,
            at=desk.now(),
        )
        old = planned_now(work, tender, milestone)
        work.shifts.add(shift)
        write_log(
            desk, work, "tender.plan", reference, milestone, reason=shift.reason, old=old,
            new=shift.planned,
        )  # fmt: skip
        work.commit()
    return shift


def show_tender(desk: Desk, reference: str) -> tuple[Tender, tuple[Shift, ...]]:
    """A tender and every milestone of it that moved after the lock, oldest first."""
    with desk.work() as work:
        return get_tender(work, reference), work.shifts.of(reference)


def get_tender(work: UnitOfWork, reference: str) -> Tender:
    """The tender in this workspace; raises Refused if there is none."""
    tender = work.tenders.get(reference)
    if tender is None:
        known = ", ".join(found.reference for found in work.tenders.of())
        if not known:
            raise Refused(
                "This workspace has no tender {reference}.",
                hint="This is done in the workspace of the process lead; name it with --home. A "
                "rule set is taken in there with: evalpanel tender new RULES.toml",
                reference=reference,
            )
        raise Refused(
            "This workspace has no tender {reference}.",
            hint="Known here: {known}. Take in a rule set with: evalpanel tender new RULES.toml",
            reference=reference,
            known=known,
        )
    return tender


def get_locked_tender(work: UnitOfWork, reference: str) -> Tender:
    """The tender, whose rule set must be locked (R-2)."""
    tender = get_tender(work, reference)
    if not tender.is_locked:
        raise lacking(Facts(reference=reference))
    return tender


def start_step(desk: Desk, work: UnitOfWork, reference: str, step: Step, panel: str = "") -> Tender:
    """The locked tender in which the owner of this workspace takes a step, of one panel if named.

    Raises:
        Refused: there is no such tender, or the step may not be taken now.
    """
    tender = get_locked_tender(work, reference)
    demand_step(desk, work, tender, step, panel)
    return tender


def rules_of(tender: Tender) -> RuleSet:
    """The rule set of a tender as a typed value."""
    return _parsed(json.dumps(tender.rules))


def demand_lots(rules: RuleSet, lots: Iterable[str]) -> None:
    """Refuse a lot that the rule set does not have."""
    known = [lot.id for lot in rules.lots]
    for lot in lots:
        if lot not in known:
            raise Refused(
                "{reference} has no lot {lot}.",
                hint="Lots: {known}.",
                reference=rules.reference,
                lot=lot,
                known=", ".join(known),
            )


def demand_reason(reason: str) -> str:
    """The reason without surrounding space; raises Refused if nothing is left."""
    if not reason.strip():
        raise Refused("A reason is required.", hint="Say why, in a sentence that can be shown.")
    return reason.strip()


@lru_cache(maxsize=4)
def _parsed(text: str) -> RuleSet:
    """The same document is read once: every gate and every lot asks for the rules."""
    return parse_rules(json.loads(text))


def _demand_moment(planned: str) -> str:
    try:
        Milestone(id="milestone", title="milestone", planned=planned)
    except ValueError as error:
        raise Refused(
            "{planned} is not a date.",
            hint='Give a month, a day or a time with its offset, such as "2026-04", "2026-06-01" '
            'or "2026-06-01T12:00:00+02:00".',
            planned=planned or "-",
        ) from error
    return planned


def _demand_same_meaning(tender: Tender, sha256: str) -> None:
    if tender.rules_sha256 != sha256:
        raise Refused(
            "The rule set of {reference} was locked on {locked_at}; this file holds other rules.",
            hint="Move the planning with evalpanel tender plan; anything else takes an erratum: "
            "evalpanel tender erratum",
            reference=tender.reference,
            locked_at=tender.locked_at,
        )
