"""Confirming with two persons that a candidate falls out by a threshold (R-48)."""

from evalpanel.domain.acts import Act
from evalpanel.domain.errors import Refused
from evalpanel.domain.exclusions import below_thresholds, excluded_as, is_of
from evalpanel.usecases.acts import already_done, ask_act, free_id, open_acts, withdraw_act
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import rank_tender
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, start_step


def ask_exclusion(desk: Desk, reference: str, candidate: str, lot: str, *, reason: str) -> Act:
    """Ask to confirm that a candidate (by code) is below a threshold; the reason is for its letter.

    Raises:
        Refused: the candidate is not below a threshold in this lot, it was confirmed already, or
            there is no reason.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "threshold")
        below = below_thresholds(rank_tender(work, tender).lots)
        one = below.get((lot, candidate))
        if one is None:
            _withdraw_waiting(desk, work, reference, candidate, lot)
            raise Refused(
                "{candidate} is not below a threshold in lot {lot}.",
                hint="Below a threshold: {known}.",
                candidate=candidate,
                lot=lot,
                known=", ".join(f"{code} ({where})" for where, code in below) or "-",
            )
        for known in work.acts.of(reference):
            if known.is_confirmed and is_of(known, lot, one):
                raise already_done(known)
        subject = {**excluded_as(lot, one), "reason": demand_reason(reason)}
        act_id = free_id(work, reference, f"threshold-{candidate}-{lot}")
        act = ask_act(desk, work, reference, act_id, "threshold", **subject)
        work.commit()
    return act


def exclude_candidate(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed exclusion: nothing but the word of two, if it is still true."""
    tender = get_locked_tender(work, act.reference)
    lot, candidate = act.subject["lot"], act.subject["candidate"]
    one = below_thresholds(rank_tender(work, tender).lots).get((lot, candidate))
    if one is None or not is_of(act, lot, one):
        raise Refused(
            "The scores of {candidate} in lot {lot} changed since this was asked.",
            hint="Ask again: evalpanel threshold {reference} {candidate} --lot {lot} --reason R",
            candidate=candidate,
            lot=lot,
            reference=act.reference,
        )
    write_log(desk, work, "threshold", act.reference, candidate, reason=act.subject["reason"],
              lot=lot)  # fmt: skip


def _withdraw_waiting(
    desk: Desk, work: UnitOfWork, reference: str, candidate: str, lot: str
) -> None:
    """Who is no longer below a threshold has no exclusion that waits to be confirmed."""
    for act in open_acts(work, reference):
        about = (act.subject.get("lot"), act.subject.get("candidate"))
        if act.kind == "threshold" and about == (lot, candidate):
            withdraw_act(desk, work, act)
            work.commit()
