"""A tie that the rules leave open: two persons decide, with reason and ground (R-55).

Only a tie that the ranking shows, and only where no draw was announced. The decision is an act of
two persons; the ranking gives it with their names and why.
"""

from collections.abc import Sequence

from evalpanel.domain.acts import Act
from evalpanel.domain.errors import Refused
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.domain.tie_orders import demand_exhausted
from evalpanel.usecases.acts import ask_act, free_id, open_acts, withdraw_act
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_phase
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import RankedTender, rank_tender
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, start_step


def ask_tie_decision(
    desk: Desk,
    reference: str,
    order: Sequence[str],
    *,
    reason: str,
    ground: str,
    lot: str = "",
    candidate: str = "",
) -> Act:
    """Ask to put equals in an order: the codes of a tie in `lot`, or the lots of `candidate`.

    Raises:
        Refused: the rules say what decides, there is no such tie, the order is not of exactly
            these equals, or reason or ground is missing.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "tie")
        ranked = rank_tender(work, tender)
        _demand_one_place(lot, candidate)
        try:
            _demand_open(ranked, lot, candidate, order)
        except Refused:
            _withdraw_waiting(desk, work, ranked, lot, candidate)
            raise
        act = ask_act(
            desk,
            work,
            reference,
            free_id(work, reference, f"tie-{candidate or lot}"),
            "tie",
            lot=lot,
            candidates=candidate or " ".join(sorted(order)),
            order=" ".join(order),
            reason=demand_reason(reason),
            ground=demand_reason(ground),
        )
        work.commit()
    return act


def break_tie(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed decision: the ranking follows it, if the tie is still there."""
    tender = get_locked_tender(work, act.reference)
    demand_phase(work, tender, "tie")
    lot, order = act.subject["lot"], tuple(act.subject["order"].split(" "))
    candidates = tuple(act.subject["candidates"].split(" "))
    _demand_open(rank_tender(work, tender), lot, "" if lot else candidates[0], order)
    work.register.add(
        TieDecision(
            reference=act.reference,
            lot=lot,
            candidates=candidates,
            order=order,
            reason=act.subject["reason"],
            ground=act.subject["ground"],
            by=act.by,
            confirmed_by=act.confirmed_by,
            at=desk.now(),
        )
    )
    write_log(desk, work, "tie.decide", act.reference, lot or candidates[0], order=list(order),
              reason=act.subject["reason"], ground=act.subject["ground"])  # fmt: skip


def _demand_one_place(lot: str, candidate: str) -> None:
    if bool(lot) is bool(candidate):
        raise Refused(
            "Name either the lot of a tie or the candidate whose lots are equal.",
            hint="A tie: --lot L --order CODES. Equal lots: --candidate CODE --order LOTS.",
        )


def _demand_open(ranked: RankedTender, lot: str, candidate: str, order: Sequence[str]) -> None:
    """Refuse unless these, and no others, wait for a decision."""
    if lot:
        demand_exhausted(ranked.rules)
    open_ones = _waiting(ranked, lot, candidate)
    if sorted(order) not in [sorted(group) for group in open_ones]:
        raise Refused(
            "{order} is not the order of equals that wait for a decision here.",
            hint="Waiting: {waiting}. See why: evalpanel rank {reference}",
            order=", ".join(order) or "-",
            waiting="; ".join(", ".join(group) for group in open_ones) or "-",
            reference=ranked.rules.reference,
        )


def _waiting(ranked: RankedTender, lot: str, candidate: str) -> list[tuple[str, ...]]:
    if lot:
        return [tie.candidates for tie in ranked.ties if tie.lot == lot]
    return [choice.lots for choice in ranked.choices if choice.candidate == candidate]


def _withdraw_waiting(
    desk: Desk, work: UnitOfWork, ranked: RankedTender, lot: str, candidate: str
) -> None:
    """What was asked about a tie that is gone waits for nobody any more."""
    if _waiting(ranked, lot, candidate):
        return
    for act in open_acts(work, ranked.rules.reference):
        about = (act.subject.get("lot"), act.subject.get("candidates"))
        if act.kind == "tie" and about[0] == lot and (lot or about[1] == candidate):
            withdraw_act(desk, work, act)
            work.commit()
