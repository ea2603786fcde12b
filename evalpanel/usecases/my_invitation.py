"""The invitation that the owner of the workspace answered."""

from evalpanel.domain.people import InviteV1
from evalpanel.domain.tender import Participation
from evalpanel.usecases.ports import UnitOfWork


def invite_of(work: UnitOfWork, participation: Participation) -> InviteV1:
    """The invitation to a tender in which the owner takes part."""
    return InviteV1.from_bytes(work.documents.get(participation.invite))


def my_invite(work: UnitOfWork, reference: str) -> InviteV1 | None:
    """The same by the tender, or None where nothing was answered here."""
    participation = work.participations.get(reference)
    return invite_of(work, participation) if participation else None
