"""The heads of the own log that others hold, as far as copies of those files are here.

They lie in invitations, packages, reopenings and draws that the owner of the workspace handed out
and in reports made here, in the owner's cards, seals, excuses and step-ins, and in packages of
others whose roster holds the owner's card (`trust.md` 3). Who has two laptops has two logs: a file
that the owner wrote on the other one holds a head of that one's log, and says nothing of this one.
"""

from collections.abc import Iterator

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.kept_heads import card_heads, log_anchors, member_heads, organiser_heads
from evalpanel.domain.people import CardV1
from evalpanel.domain.record import RecordV1
from evalpanel.domain.register import Registered
from evalpanel.domain.standby import SteppedIn
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.my_invitation import invite_of
from evalpanel.usecases.ports import Desk, UnitOfWork


def own_anchors(desk: Desk, work: UnitOfWork) -> tuple[Anchor, ...]:
    """Every head of the own log that stands in a file of which a copy is kept here.

    Raises:
        Unreadable: a copy is damaged or missing.
    """
    me = desk.me.sign_key
    found = dict.fromkeys((*_heads(work, me), *_registered_heads(desk, work)))
    return tuple(sorted((a for a in found if a != START), key=lambda anchor: anchor.seq))


def _heads(work: UnitOfWork, me: str) -> Iterator[Anchor]:
    for participation in work.participations.of():
        invite = invite_of(work, participation)
        is_mine = invite.signer == me and _is_run_here(work, invite.reference, invite.panel_id)
        if is_mine and invite.anchor is not None:
            yield invite.anchor
        if participation.card:
            card = CardV1.from_bytes(work.documents.get(participation.card))
            if card.anchor is not None:
                yield card.anchor
    for stored in work.packages.of():
        package = load_package(work, stored)
        if package.signer == me and _is_run_here(work, package.reference, package.panel_id):
            yield package.anchor
        else:  # opened here, which only the laptop can that made the card
            yield from card_heads(package, me)
    for seal in work.seals.of():
        if seal.member == me and seal.anchor is not None:
            yield seal.anchor
    for report in work.reports.of():
        yield from log_anchors(RecordV1.from_bytes(work.documents.get(report.record)))


def _is_run_here(work: UnitOfWork, reference: str, panel_id: str) -> bool:
    """Whether this workspace keeps the tender itself, so that its files are handed out here.

    The log would tell that as well, but not once it was cut.
    """
    tender = work.tenders.get(reference)
    return tender is not None and tender.panel_id == panel_id


def _registered_heads(desk: Desk, work: UnitOfWork) -> Iterator[Anchor]:
    me = desk.me.sign_key
    for entry in work.register.of():
        if work.tenders.get(entry.reference) is not None:
            yield from organiser_heads([entry], me)
        heads = tuple(member_heads([entry], me))
        if heads and not _came_from_elsewhere(desk, work, entry):
            yield from heads


def _came_from_elsewhere(desk: Desk, work: UnitOfWork, entry: Registered) -> bool:
    """Whether the log tells that the owner's own file was taken in, and never that it was made."""
    match entry:
        case Excuse():
            made, taken = "round.step_back", "excuse.merge"
            about: dict[str, object] = {"round": entry.excuse.round}
        case SteppedIn():
            made, taken = "alternate.step_in", "alternate.merge"
            about = {"commitment": entry.step_in.commitment}
        case _:
            return False
    told = {
        event.what
        for event in (logged.event for logged in work.log.entries())
        if event.reference == entry.reference
        and about.items() <= event.details.items()
        and (event.what != taken or event.subject == desk.me.name)
    }
    return taken in told and made not in told
