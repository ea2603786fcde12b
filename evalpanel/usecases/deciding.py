"""The decision on the outcome: recorded once the ranking is fixed, withdrawn with a reason."""

from evalpanel.domain.decision_log import HASH, TAKEN, WITHDRAWN
from evalpanel.domain.errors import Refused
from evalpanel.domain.selection_decision import (
    DecisionWithdrawal,
    SelectionDecision,
    next_version,
)
from evalpanel.usecases.conflicts import demand_decided
from evalpanel.usecases.days import demand_day
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import demand_final, rank_tender
from evalpanel.usecases.tenders import demand_reason, start_step


def record_decision(
    desk: Desk, reference: str, *, taken_by: str, mandate: str, day: str
) -> SelectionDecision:
    """Record the decision that was taken on the ranking (R-61).

    Raises:
        Refused: the candidates are not identified yet, a tie or the interest of a member is open,
            an exclusion waits for a second person, a decision stands already, something was left
            empty, or the day is no day.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "decision")
        demand_final(work, rank_tender(work, tender), reference)
        demand_decided(work, tender)
        decision = SelectionDecision(
            reference=reference,
            version=next_version(work.register.of(reference)),
            taken_by=_demand_text(taken_by),
            mandate=_demand_text(mandate),
            date=demand_day(day),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(decision)
        write_log(
            desk,
            work,
            TAKEN,
            reference,
            str(decision.version),
            taken_by=decision.taken_by,
            mandate=decision.mandate,
            date=decision.date,
            old="",
            new=f"version {decision.version}",
            **{HASH: decision.fingerprint()},
        )
        work.commit()
    return decision


def withdraw_decision(desk: Desk, reference: str, reason: str) -> DecisionWithdrawal:
    """Withdraw the decision that stands; a new one gets the next version (R-66)."""
    with desk.work() as work:
        start_step(desk, work, reference, "withdraw_decision")
        withdrawal = DecisionWithdrawal(
            reference=reference,
            version=next_version(work.register.of(reference)) - 1,
            reason=demand_reason(reason),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(withdrawal)
        write_log(
            desk,
            work,
            WITHDRAWN,
            reference,
            str(withdrawal.version),
            reason=withdrawal.reason,
            old=f"version {withdrawal.version}",
            new="",
            **{HASH: withdrawal.fingerprint()},
        )
        work.commit()
    return withdrawal


def _demand_text(given: str) -> str:
    if not given.strip():
        raise Refused(
            "A decision needs who took it and on which mandate.",
            hint='Name both, such as --by "Director Care" --mandate "Mandate register 2026, 4.2".',
        )
    return given.strip()
