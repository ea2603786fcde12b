"""The heads of the own log that others hold, as far as copies of those files are here.

They lie in invitations, packages, reopenings and draws that the owner of the workspace handed out
and in reports made here, in the owner's cards, seals, excuses and step-ins, and in packages of
others whose roster holds the owner's card (`trust.md` 3).
"""

from collections.abc import Iterator

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.kept_heads import member_heads, organiser_heads, package_heads, record_heads
from evalpanel.domain.people import CardV1
from evalpanel.domain.record import RecordV1
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.my_invitation import invite_of
from evalpanel.usecases.ports import Desk, UnitOfWork


def own_anchors(desk: Desk, work: UnitOfWork) -> tuple[Anchor, ...]:
    """Every head of the own log that stands in a file of which a copy is kept here.

    Raises:
        Unreadable: a copy is damaged or missing.
    """
    found = dict.fromkeys(_heads(work, desk.me.sign_key))
    return tuple(sorted((a for a in found if a != START), key=lambda anchor: anchor.seq))


def _heads(work: UnitOfWork, me: str) -> Iterator[Anchor]:
    for participation in work.participations.of():
        invite = invite_of(work, participation)
        if invite.signer == me and invite.anchor is not None:
            yield invite.anchor
        if participation.card:
            card = CardV1.from_bytes(work.documents.get(participation.card))
            if card.anchor is not None:
                yield card.anchor
    for stored in work.packages.of():
        yield from package_heads(load_package(work, stored), me)
    for seal in work.seals.of():
        if seal.member == me and seal.anchor is not None:
            yield seal.anchor
    register = work.register.of()
    yield from organiser_heads(register, me)
    yield from member_heads(register, me)
    for report in work.reports.of():
        yield from record_heads(RecordV1.from_bytes(work.documents.get(report.record)), me)
