"""All lots side by side, and what is done about places that stay open (R-8)."""

from evalpanel.domain.errors import Refused
from evalpanel.domain.follow_ups import FollowUp, latest_follow_ups
from evalpanel.domain.lot_overview import LotOverview, overview_of
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import RankedTender, rank_tender
from evalpanel.usecases.tenders import (
    demand_lots,
    demand_reason,
    get_locked_tender,
    rules_of,
    start_step,
)


def overview_lots(desk: Desk, reference: str) -> tuple[LotOverview, RankedTender]:
    """Every lot with who is selected, beside the ranking that it comes from.

    Raises:
        Refused: the ranking cannot be shown yet.
    """
    with desk.work() as work:
        tender = get_locked_tender(work, reference)
        ranked = rank_tender(work, tender)
        follow_ups = latest_follow_ups(work.register.of(reference))
    return overview_of(ranked.rules, ranked.lots, follow_ups), ranked


def record_follow_up(desk: Desk, reference: str, lot: str, action: str) -> FollowUp:
    """Record what is done about a lot whose places are not all filled.

    Raises:
        Refused: no such lot, nothing said, or every place of it is filled.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "follow_up")
        demand_lots(rules_of(tender), [lot])
        ranked = rank_tender(work, tender)
        _demand_open_places(overview_of(ranked.rules, ranked.lots), lot)
        follow_up = FollowUp(
            reference=reference,
            lot=lot,
            action=demand_reason(action),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(follow_up)
        write_log(desk, work, "lot.follow_up", reference, lot, action=follow_up.action)
        work.commit()
    return follow_up


def _demand_open_places(overview: LotOverview, lot: str) -> None:
    line = next(found for found in overview.lots if found.lot == lot)
    if line.state == "filled":
        raise Refused("Every place of lot {lot} is filled; nothing has to follow.", lot=lot)
