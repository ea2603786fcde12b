"""Who may take the seat of another member: somebody with a card, no seat, and no recusal there."""

from collections.abc import Sequence

from evalpanel.domain.errors import Refused
from evalpanel.domain.panel_changes import Change, Recusal, Replacement, covers
from evalpanel.domain.people import Member
from evalpanel.domain.seats import seats_of
from evalpanel.domain.tender import Tender
from evalpanel.usecases.ports import UnitOfWork
from evalpanel.usecases.tenders import rules_of

_STAND_IN = frozenset({"assessor", "alternate"})


def demand_stand_in(
    work: UnitOfWork,
    tender: Tender,
    changes: Sequence[Change],
    leaves: Member,
    comes: Member,
    lots: Sequence[str],
) -> None:
    """Refuse who cannot take the seat of `leaves` in these lots (R-12, R-15)."""
    name = comes.entry.name
    if comes.entry.key == leaves.entry.key or _STAND_IN.isdisjoint(comes.entry.roles):
        raise Refused(
            "{name} cannot take a seat in the panel.",
            hint="Take the card of somebody else in first: evalpanel panel add {reference} CARD "
            "--role alternate",
            name=name,
            reference=comes.reference,
        )
    missing = set(leaves.entry.panels) - set(comes.entry.panels)
    if missing:
        raise Refused(
            "{name} is not on panel {panel}.", name=name, panel=", ".join(sorted(missing))
        )
    if _holds_another_seat(work, tender, changes, leaves, comes, lots):
        raise Refused(
            "{name} scores in this panel already, and has one seat only.",
            hint="Name somebody without a seat; see who is there: evalpanel panel list {reference}",
            name=name,
            reference=comes.reference,
        )
    out = [c for c in changes if isinstance(c, Recusal) and c.member == comes.entry.key]
    if any(covers(change, lot) for change in out for lot in lots):
        raise Refused("{name} is recused from a lot of this seat.", name=name)


def _holds_another_seat(
    work: UnitOfWork,
    tender: Tender,
    changes: Sequence[Change],
    leaves: Member,
    member: Member,
    lots: Sequence[str],
) -> bool:
    """Whether a member has a seat that is not the rest of this one.

    Who took the seat in some lots can take it in more; who was appointed and is not one too many
    has a seat of their own.
    """
    key = member.entry.key
    taken = [c for c in changes if isinstance(c, Replacement) and c.new == key]
    if taken:
        others = [c for c in taken if c.old != leaves.entry.key]
        return bool(others) or any(covers(c, lot) for c in taken for lot in lots)
    entries = [one.entry for one in work.members.of(tender.reference)]
    seats = [(panel, seats_of(panel, entries, changes)) for panel in rules_of(tender).panels]
    return any(key in found and len(found) <= panel.scoring_members for panel, found in seats)
