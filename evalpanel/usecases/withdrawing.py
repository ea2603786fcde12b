"""A candidate withdraws, at any stage, from all its lots or from some.

Before the issue it is not offered to the panel. After the issue its code stays in package, sheets
and agenda, and it is scored and decided on like any other: a code that vanished would tell the
panel who it is. Only the ranking leaves it out. That shows its code to the panel when the meeting
is closed and nothing can be scored any more, so it betrays nothing that could still move a score.
After the names are joined to the codes the order stands, and `domain.reserves` says who takes the
place. The log and the register are the organiser's; members get neither before the report.
"""

from collections.abc import Sequence

from evalpanel.domain.application import Application
from evalpanel.domain.errors import Refused
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.withdrawals import Withdrawal, withdrawn_from
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, start_step


def withdraw_candidate(
    desk: Desk, reference: str, candidate: str, lots: Sequence[str] = (), *, reason: str
) -> Withdrawal:
    """Record that a candidate withdraws; without lots from all of them.

    Raises:
        Refused: unknown candidate or lot, withdrawn already, no reason, or the decision was
            archived.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "withdraw")
        application = _application(work, reference, candidate)
        _demand_lots(work, application, lots)
        withdrawal = Withdrawal(
            reference=reference,
            candidate=application.id,
            lots=tuple(dict.fromkeys(lots)),
            reason=demand_reason(reason),
            after_ranking=tender.identified,
            judged=len(work.judgements.of(reference, application.id)),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(withdrawal)
        write_log(
            desk,
            work,
            "candidate.withdraw",
            reference,
            application.id,
            reason=withdrawal.reason,
            lots=withdrawal.lots,
        )
        work.commit()
    return withdrawal


def _application(work: UnitOfWork, reference: str, candidate: str) -> Application:
    application = work.applications.get(reference, candidate)
    if application is None:
        raise Refused(
            "{reference} has no application {candidate}.",
            hint="Known: {known}.",
            reference=reference,
            candidate=candidate,
            known=", ".join(found.id for found in work.applications.of(reference)),
        )
    return application


def _demand_lots(work: UnitOfWork, application: Application, lots: Sequence[str]) -> None:
    earlier = of_kind(work.register.of(application.reference), Withdrawal)
    unknown = [lot for lot in lots if lot not in application.lots]
    if unknown:
        raise Refused("{candidate} did not apply for lot {lot}.", candidate=application.id,
                      lot=unknown[0])  # fmt: skip
    still = [
        lot
        for lot in lots or application.lots
        if withdrawn_from(earlier, application.id, lot) is None
    ]
    if len(still) < len(lots) or not still:
        raise Refused(
            "{candidate} has withdrawn already.",
            hint="See where: evalpanel candidate list {reference}",
            candidate=application.id,
            reference=application.reference,
        )
