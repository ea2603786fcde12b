"""What is on this laptop, how far it has come, and what to do next."""

from dataclasses import dataclass
from typing import Literal

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.tender import Participation, Tender
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.meeting import meeting_of
from evalpanel.usecases.merging import issued_package, waiting_for
from evalpanel.usecases.planning import deadline_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.scoring import open_desktop

Phase = Literal[
    "draft",
    "locked",
    "received",
    "opened",
    "sealing",
    "sealed",
    "meeting",
    "decided",
    "identified",
    "reported",
    "declared",
    "scoring",
    "handed_in",
]


@dataclass(frozen=True)
class WorkItem:
    """A tender on this laptop, in the role that its owner has here."""

    reference: str
    title: str
    role: Literal["organiser", "member"]
    phase: Phase
    done: int
    total: int
    """How many of how many are done in this phase; 0 of 0 where nothing is counted."""
    seal_code: str
    deadline: str
    """What the owner waits for: when applications close, or until when to score; may be empty."""
    next_step: Sentence


def list_work(desk: Desk) -> tuple[WorkItem, ...]:
    """Everything on this laptop: tenders organised here first, then those taken part in."""
    with desk.work() as work:
        organised = tuple(_organised(work, tender) for tender in work.tenders.of())
        participations = work.participations.of()
    return organised + tuple(_taken_part(desk, p) for p in participations if _shows(desk, p))


def _organised(work: UnitOfWork, tender: Tender) -> WorkItem:
    phase, done, total, next_step = _phase(work, tender)
    return WorkItem(
        reference=tender.reference,
        title=tender.title,
        role="organiser",
        phase=phase,
        done=done,
        total=total,
        seal_code="",
        deadline=deadline_of(work, tender) if tender.is_locked and not tender.opened_at else "",
        next_step=next_step,
    )


def _phase(work: UnitOfWork, tender: Tender) -> tuple[Phase, int, int, Sentence]:
    reference = tender.reference
    waiting = open_acts(work, reference)
    if not tender.is_locked:
        return "draft", 0, 0, Sentence("Check the rule set and lock it.")
    if not work.applications.of(reference):
        return "locked", 0, 0, Sentence("Register the applications that came in.")
    if waiting:
        acts = ", ".join(act.id for act in waiting)
        phase: Phase = "opened" if tender.opened_at else "received"
        return phase, 0, 0, Sentence("Let a second person confirm: {acts}.", acts=acts)
    if not tender.opened_at:
        return "received", 0, 0, Sentence("Open the applications with two persons.")
    if not work.packages.of(reference):
        return "opened", 0, 0, Sentence("Judge the gates, invite the panel and issue the package.")
    return _after_issue(work, tender)


def _after_issue(work: UnitOfWork, tender: Tender) -> tuple[Phase, int, int, Sentence]:
    _, package = issued_package(work, tender.reference, work.packages.of(tender.reference)[0].panel)
    members = len(package.scoring_members())
    missing = waiting_for(work, package)
    opening = work.openings.get(tender.reference, package.panel, str(package.round))
    if missing:
        names = ", ".join(missing)
        say = Sentence("Merge the seals that come back. Waiting for: {names}.", names=names)
        return "sealing", members - len(missing), members, say
    if opening is None:
        return "sealed", members, members, Sentence("All seals are in: open the round.")
    meeting = meeting_of(work, tender.reference, package.panel)
    if meeting.panel.method == "consensus" and not meeting.is_closed:
        say = Sentence("Hold the consensus meeting.")
        if meeting.is_complete:
            say = Sentence("Everything is decided: close the consensus meeting.")
        return "meeting", meeting.decided, len(meeting.agenda), say
    if not tender.identified:
        return "decided", 0, 0, Sentence("Look at the ranking, then identify the candidates.")
    if not tender.report_version:
        return "identified", 0, 0, Sentence("Make the report and sign it.")
    return "reported", 0, 0, Sentence("Let the members sign the report, and verify it.")


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
    phase: Phase = "declared"
    done = total = 0
    seal_code = deadline = ""
    next_step = Sentence("Hand your card to the process lead; open the package when it comes.")
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
            phase, next_step = _scoring_phase(seal_code, done, total)
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
    )


def _scoring_phase(seal_code: str, done: int, total: int) -> tuple[Phase, Sentence]:
    if seal_code:
        return "handed_in", Sentence("Hand the sealed file to the process lead; keep your code.")
    if done < total:
        return "scoring", Sentence("Go on scoring: {open} still open.", open=total - done)
    return "scoring", Sentence("Everything is scored: seal your sheet.")
