"""Which seal counts: the one made for the package as it is now, after revision and reopening."""

from evalpanel.domain.sheet import SealFile
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.ports import UnitOfWork


def standing_seal(work: UnitOfWork, stored: StoredPackage, member: str) -> SealFile | None:
    """The seal of a member for the last revision of a round's package, if it was not taken back.

    What was sealed for an earlier revision stays on the shelf until it is sealed again.
    """
    seal = work.seals.get(*stored.key, member)
    return seal if seal is not None and seal.package == stored.sha256 else None
