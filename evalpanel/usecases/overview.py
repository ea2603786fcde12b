"""What is on this laptop, how far it has come, and what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.lifecycle import Facts, Phase, phase_of
from evalpanel.domain.tender import Participation, Tender
from evalpanel.usecases.carrying_over import plan_carry_over
from evalpanel.usecases.lifecycle import facts_of, panels_in_meeting
from evalpanel.usecases.meeting import meeting_of
from evalpanel.usecases.open_matters import open_matters
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import Desktop, open_desktop
from evalpanel.usecases.standing_by import has_stepped_in

MemberPhase = Literal["declared", "scoring", "handed_in", "stepped_back"]
"""How far a member is with a tender; an organiser sees the phase of the tender."""


@dataclass(frozen=True)
class WorkItem:
    """A tender on this laptop, in the role that its owner has here."""

    reference: str
    title: str
    role: Literal["organiser", "member"]
    phase: Phase | MemberPhase
    done: int
    total: int
    """How many of how many are done in this phase; 0 of 0 where nothing is counted."""
    seal_code: str
    deadline: str
    """What the owner waits for: when applications close, or until when to score; may be empty."""
    next_step: Sentence
    carries: int = 0
    """How many scores still stand after an erratum, until they are carried over."""


def list_work(desk: Desk) -> tuple[WorkItem, ...]:
    """Everything on this laptop: tenders organised here first, then those taken part in."""
    with desk.work() as work:
        organised = tuple(_organised(work, tender) for tender in work.tenders.of())
        participations = work.participations.of()
    return organised + tuple(_taken_part(desk, p) for p in participations if _shows(desk, p))


def _organised(work: UnitOfWork, tender: Tender) -> WorkItem:
    facts = facts_of(work, tender)
    phase = phase_of(facts)
    done, total = _done(work, tender, facts)
    return WorkItem(
        reference=tender.reference,
        title=tender.title,
        role="organiser",
        phase=phase,
        done=done,
        total=total,
        seal_code="",
        deadline=facts.deadline if phase in ("locked", "received") else "",
        next_step=_settle(work, tender, facts) or _next(facts, phase, all_decided=done == total),
    )


_NEXT: Mapping[Phase, Sentence] = {
    "draft": Sentence("Check the rule set and lock it."),
    "locked": Sentence("Register the applications that came in."),
    "received": Sentence("Open the applications with two persons."),
    "opened": Sentence("Judge the gates, invite the panel and issue the package."),
    "sealing": Sentence("Merge the seals that come back. Waiting for: {waiting_for}."),
    "sealed": Sentence("All seals are in: open the round."),
    "meeting": Sentence("Hold the consensus meeting."),
    "decided": Sentence("Look at the ranking, then identify the candidates."),
    "identified": Sentence("Make the report and sign it."),
    "reported": Sentence(
        "Let everybody sign the report; when all have, verify it and record the decision."
    ),
    "concluded": Sentence("The decision is recorded: archive it when the term has passed."),
    "archived": Sentence("It is archived: read it, verify it or export it."),
}
_ALL_DECIDED = Sentence("Everything is decided: close the consensus meeting.")
_CONFIRM = Sentence("Let a second person confirm: {waiting_acts}.")
_RESUME = Sentence("Suspended since {suspended_at}: {suspended_why}")


def _done(work: UnitOfWork, tender: Tender, facts: Facts) -> tuple[int, int]:
    """How many of how many are done in this phase: seals, or decisions."""
    if facts.unopened:
        return facts.sealers - len(facts.waiting_for), facts.sealers
    meetings = [
        meeting_of(work, tender.reference, panel) for panel in panels_in_meeting(work, tender)
    ]
    return sum(m.decided for m in meetings), sum(len(m.agenda) for m in meetings)


def _next(facts: Facts, phase: Phase, *, all_decided: bool) -> Sentence:
    said = _NEXT[phase]
    if phase == "meeting" and all_decided:
        said = _ALL_DECIDED
    if facts.waiting_acts:
        said = _CONFIRM
    if facts.suspended_at:
        said = _RESUME
    return Sentence(said.template, **facts.values())


def _settle(work: UnitOfWork, tender: Tender, facts: Facts) -> Sentence | None:
    """What a tender waits for before anything else: an interest, a seat, or a revision."""
    is_over = facts.concluded_at or facts.archived_at
    if is_over or facts.waiting_acts or facts.suspended_at:
        return None
    return next(iter(open_matters(work, tender).sentences), None)


def _shows(desk: Desk, participation: Participation) -> bool:
    """A process lead who does not score sees the tender once, as organiser."""
    with desk.work() as work:
        if work.tenders.get(participation.reference) is None:
            return True
    try:
        open_desktop(desk, participation.reference)
    except Refused:
        return False
    return True


def _taken_part(desk: Desk, participation: Participation) -> WorkItem:
    phase: MemberPhase = "declared"
    done = total = carries = 0
    seal_code = deadline = ""
    next_step = Sentence(
        "Hand your card to the process lead; open the package when it comes. If you are recused or "
        "replaced none comes: you have no part any more."
    )
    if participation.package:
        try:
            desktop = open_desktop(desk, participation.reference)
        except Refused:
            next_step = Sentence("Nothing here is for you to score.")
        else:
            total = len(desktop.cells)
            done = total - len(desktop.gaps)
            seal_code = desktop.sealed_code
            planned = {m.id: m.planned for m in desktop.rules.milestones}
            deadline = planned.get("scoring", "")
            phase, next_step = _scoring_phase(desktop, done, total)
            carries = len(plan_carry_over(desk, participation.reference).carried)
            next_step = _after_revision(desktop, carries) or _key_given(desk, desktop) or next_step
    return WorkItem(
        reference=participation.reference,
        title=participation.title,
        role="member",
        phase=phase,
        done=done,
        total=total,
        seal_code=seal_code,
        deadline=deadline,
        next_step=next_step,
        carries=carries,
    )


def _after_revision(desktop: Desktop, carries: int) -> Sentence | None:
    """What a revision of the package asks of a member first."""
    if desktop.seal_again:
        return Sentence(
            "The panel was revised: seal the same sheet once more, under the same code."
        )
    if carries:
        return Sentence(
            "The rules were mended. Scores of yours that still stand: {count}. Look at them and "
            "carry them over.",
            count=carries,
        )
    return None


def _key_given(desk: Desk, desktop: Desktop) -> Sentence | None:
    """What an alternate does who wrote the file that lets the sheet be opened (R-15)."""
    if not has_stepped_in(desk, desktop):
        return None
    return Sentence(
        "Hand the file with which you step in (.evstepin) to the process lead; keep your code."
    )


def _scoring_phase(desktop: Desktop, done: int, total: int) -> tuple[MemberPhase, Sentence]:
    if desktop.stepped_back:
        return "stepped_back", Sentence(
            "You stepped back from this round: hand the file that says so to the process lead."
        )
    if desktop.sealed_code and desktop.on_standby:
        return "handed_in", Sentence(
            "Hand the sealed file to the process lead; it stays closed unless you step in."
        )
    if desktop.sealed_code:
        return "handed_in", Sentence("Hand the sealed file to the process lead; keep your code.")
    if desktop.reopened:
        return "scoring", Sentence(
            "Your sheet was reopened; change it where needed, and seal it again. Reason: {why}",
            why=desktop.reopened,
        )
    if done < total:
        return "scoring", Sentence("Go on scoring: {open} still open.", open=total - done)
    return "scoring", Sentence("Everything is scored: seal your sheet.")
