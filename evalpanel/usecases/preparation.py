"""How far a tender is before anybody scores: each step, whether it is done, and what it lacks."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain import lifecycle
from evalpanel.domain.acts import Act
from evalpanel.domain.errors import Sentence
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.people import Member
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.applications import Applicant, applicants
from evalpanel.usecases.lifecycle import possible_steps
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.readiness import Appointed, appointed
from evalpanel.usecases.tenders import get_tender, rules_of

StepId = Literal["rules", "lock", "receive", "opening", "gates", "invite", "cards", "issue"]
STEPS: tuple[StepId, ...] = (
    "rules", "lock", "receive", "opening", "gates", "invite", "cards", "issue",
)  # fmt: skip


@dataclass(frozen=True)
class Step:
    """A step of the preparation; `is_possible` says whether it can be taken now."""

    id: StepId
    is_done: bool
    is_possible: bool
    detail: Sentence


@dataclass(frozen=True)
class Preparation:
    """Where the preparation of a tender stands; without a tender only a rule set can come in."""

    steps: tuple[Step, ...]
    applicants: tuple[Applicant, ...] = ()
    members: tuple[Member, ...] = ()
    waiting: tuple[Act, ...] = ()
    """Acts that wait for a second person."""


def list_steps(desk: Desk, reference: str) -> Preparation:
    """The steps in the order of the work; an empty reference is a tender that is still to come."""
    if not reference:
        return Preparation(tuple(Step(s, False, s == "rules", _NOT_YET) for s in STEPS))
    with desk.work() as work:
        tender = get_tender(work, reference)
        rules = rules_of(tender)
        found = applicants(work, tender)
        members = work.members.of(reference)
        waiting = open_acts(work, reference)
        possible = possible_steps(desk, work, tender)
        issued = bool(work.packages.of(reference))
        changes = changes_of(work.register.of(reference))
    panels = tuple(appointed(panel, members, changes) for panel in rules.panels)
    if any(found.flaw for found in panels):
        possible -= {"issue"}
    steps = tuple(
        Step(step, is_done, _TAKES[step] in possible, detail)
        for step, is_done, detail in _steps(
            tender, rules, found, members, panels, waiting, issued=issued
        )
    )
    return Preparation(steps, found, members, waiting)


_NOT_YET = Sentence("not yet")
_TAKES: Mapping[StepId, lifecycle.Step] = {
    "rules": "rules",
    "lock": "lock",
    "receive": "receive",
    "opening": "opening",
    "gates": "gate",
    "invite": "invite",
    "cards": "add_member",
    "issue": "issue",
}
"""The step of the state machine that each step here stands for."""


def _steps(
    tender: Tender,
    rules: RuleSet,
    found: tuple[Applicant, ...],
    members: tuple[Member, ...],
    panels: tuple[Appointed, ...],
    waiting: tuple[Act, ...],
    *,
    issued: bool,
) -> Iterator[tuple[StepId, bool, Sentence]]:
    """Every step, whether it is done, and what there is to say of it."""
    locked, opened = tender.is_locked, bool(tender.opened_at)
    title = Sentence("{title}, {points} points", title=tender.title,
                     points=rules.ranking.total_points)  # fmt: skip
    yield ("rules", True, title)
    by = Sentence("by {name} on {day}", name=tender.locked_by, day=tender.locked_at[:10])
    yield ("lock", locked, by if locked else _NOT_YET)
    yield ("receive", bool(found), _received(found))
    is_asked = any(act.kind == "opening" for act in waiting)
    second = Sentence("waits for a second person")
    told = Sentence("on {day}", day=tender.opened_at[:10]) if opened else _NOT_YET
    yield ("opening", opened, second if is_asked else told)
    standings = Counter[str](a.standing for applicant in found for a in applicant.admissions)
    judged = opened and not standings["open"] and not waiting
    gates = _gates(standings, waiting) if opened else _NOT_YET
    yield ("gates", judged, gates)
    yield ("invite", bool(members) or issued, _invited(members))
    is_complete = not any(found.flaw for found in panels)
    yield ("cards", is_complete, _cards(panels, members))
    yield ("issue", issued, Sentence("handed out") if issued else _NOT_YET)


def _received(found: tuple[Applicant, ...]) -> Sentence:
    if not found:
        return _NOT_YET
    late = sum(applicant.application.late for applicant in found)
    return Sentence("{count} received, {late} too late", count=len(found), late=late)


def _gates(standings: Counter[str], waiting: tuple[Act, ...]) -> Sentence:
    return Sentence(
        "{admitted} to the panel, {excluded} excluded, {open} open, {waiting} to confirm",
        admitted=standings["admitted"],
        excluded=standings["excluded"],
        open=standings["open"],
        waiting=len(waiting),
    )


def _invited(members: tuple[Member, ...]) -> Sentence:
    return Sentence("answered by {count}", count=len(members)) if members else _NOT_YET


def _cards(panels: Sequence[Appointed], members: Sequence[Member]) -> Sentence:
    return Sentence(
        "{cards} cards; assessors {assessors} of {needed}, chair {chair} of {panels}",
        cards=len(members),
        assessors=sum(len(found.assessors) for found in panels),
        needed=sum(found.panel.assessors for found in panels),
        chair=sum(len(found.chairs) for found in panels),
        panels=len(panels),
    )
