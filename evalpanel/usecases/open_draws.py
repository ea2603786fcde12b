"""Which tie waits for a draw, and how far the draw for it has come (R-55, R-56)."""

from collections.abc import Iterable

from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.draw_entries import Drawing, drawings
from evalpanel.domain.errors import Refused
from evalpanel.domain.tender import Tender
from evalpanel.domain.tie_orders import demand_announced
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import RankedTender, rank_tender


def open_draws(work: UnitOfWork, tender: Tender, lot: str) -> tuple[Drawing, ...]:
    """The draws to which was invited and that ties in a lot still wait for: one or more.

    Raises:
        Refused: no draw was announced, there is no tie, or nobody was invited (R-56).
    """
    ranked = rank_tender(work, tender)
    demand_announced(ranked.rules)
    ties = _ties_in(ranked, lot)
    known = [d for d in drawings(work.register.of(tender.reference)) if d.held is None]
    found = tuple(drawing for tie in ties for drawing in _covering(known, tie))
    if not found:
        raise Refused(
            "There is no record that {candidates} were invited to the draw.",
            hint="First: evalpanel draw invite {reference} --lot {lot} --at TIME --place P --by B "
            "--invited CANDIDATE …",
            candidates=", ".join(sorted(ties[0].candidates)),
            reference=tender.reference,
            lot=ties[0].lot,
        )
    return found


def tie_to_draw(ranked: RankedTender, lot: str, codes: Iterable[str]) -> OpenTie:
    """The tie in a lot that these are in; where they are in none, the one closest to the top."""
    ties = _ties_in(ranked, lot)
    return next((tie for tie in ties if set(codes) & set(tie.candidates)), ties[0])


def _ties_in(ranked: RankedTender, lot: str) -> list[OpenTie]:
    """The ties in a lot, one or more, best first."""
    ties = [tie for tie in ranked.ties if lot in ("", tie.lot)]
    lots = tuple(dict.fromkeys(tie.lot for tie in ranked.ties))
    if not ties:
        raise Refused(
            "There is no tie to draw for in lot {lot}.",
            hint="Lots with a tie: {lots}.",
            lot=lot or "-",
            lots=", ".join(lots) or "-",
        )
    if not lot and len(lots) > 1:
        raise Refused(
            "There are ties in several lots; say which lot.",
            hint="Lots with a tie: {lots}.",
            lots=", ".join(lots),
        )
    return ties


def _covering(known: Iterable[Drawing], tie: OpenTie) -> list[Drawing]:
    return [d for d in known if d.lot == tie.lot and d.covers(tie.candidates)]


def demand_free(desk: Desk, work: UnitOfWork, reference: str, tie: OpenTie) -> None:
    """A draw whose value can be known is not replaced by another one."""
    for found in _covering(drawings(work.register.of(reference)), tie):
        if found.is_bound(desk.now()):
            raise only_reveal(found)


def only_reveal(found: Drawing) -> Refused:
    """Why a published draw past its time is not replaced."""
    return Refused(
        "The draw of {held} was published, and its value can be known; it can only be revealed.",
        hint="Where the source gave nothing at that time, its first value after it counts: "
        "evalpanel draw reveal {reference} --value V",
        held=found.invitation.held_at,
        reference=found.invitation.reference,
    )


def revealed_draw(work: UnitOfWork, reference: str, lot: str) -> Drawing | None:
    """The draw that was announced last, where it was revealed and no other one is published."""
    known = [d for d in drawings(work.register.of(reference)) if lot in ("", d.lot)]
    if not known or any(d.commitment and not d.held for d in known):
        return None
    return known[-1] if known[-1].record and known[-1].record.reveal else None
