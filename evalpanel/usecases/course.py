"""The course of a procedure as a whole: it is suspended, goes on, and is archived."""

from evalpanel.domain.archive import Archival, archived_by
from evalpanel.domain.lifecycle import phase_of
from evalpanel.domain.suspension import Resumption, Suspension, suspended_by
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import facts_of
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.tenders import demand_reason, get_tender, start_step


def suspend_tender(desk: Desk, reference: str, reason: str) -> Suspension:
    """Let everything stand still, after a complaint or for interim proceedings."""
    with desk.work() as work:
        start_step(desk, work, reference, "suspend")
        suspension = Suspension(
            reference=reference, reason=demand_reason(reason), by=desk.me.name, at=desk.now()
        )
        work.register.add(suspension)
        write_log(desk, work, "tender.suspend", reference, reason=suspension.reason)
        work.commit()
    return suspension


def resume_tender(desk: Desk, reference: str, reason: str) -> Resumption:
    """Let the procedure go on."""
    with desk.work() as work:
        start_step(desk, work, reference, "resume")
        resumption = Resumption(
            reference=reference, reason=demand_reason(reason), by=desk.me.name, at=desk.now()
        )
        work.register.add(resumption)
        write_log(desk, work, "tender.resume", reference, reason=resumption.reason)
        work.commit()
    return resumption


def archive_tender(desk: Desk, reference: str, reason: str = "") -> Archival:
    """End the procedure; before a decision it is stopped, which needs a reason.

    Afterwards it can be read, verified and exported, and nothing in it can change.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "archive")
        stopped = phase_of(facts_of(work, tender)) != "concluded"
        archival = Archival(
            reference=reference,
            stopped=stopped,
            reason=demand_reason(reason) if stopped else reason.strip(),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(archival)
        write_log(desk, work, "tender.archive", reference, reason=archival.reason, stopped=stopped)
        work.commit()
    return archival


def suspension_of(desk: Desk, reference: str) -> Suspension | None:
    """The suspension that holds now, to stand beside the planning."""
    with desk.work() as work:
        return suspended_by(work.register.of(get_tender(work, reference).reference))


def archival_of(desk: Desk, reference: str) -> Archival | None:
    """What ended the procedure, if it has ended."""
    with desk.work() as work:
        return archived_by(work.register.of(get_tender(work, reference).reference))
