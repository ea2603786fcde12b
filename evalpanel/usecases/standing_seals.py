"""Which seal counts, after every revision of the package and every reopening (`trust.md` 2.4)."""

from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import Issued, chain_of, revisions_of, sheets_valid_for
from evalpanel.domain.sheet import SealFile
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.kept_packages import earlier_revisions
from evalpanel.usecases.ports import Desk, UnitOfWork


def standing_seal(work: UnitOfWork, stored: StoredPackage, member: str) -> SealFile | None:
    """The seal of a member for the last revision of a round's package, if it was not taken back.

    What was sealed for an earlier revision stays on the shelf until it is sealed again.
    """
    seal = work.seals.get(*stored.key, member)
    return seal if seal is not None and seal.package == stored.sha256 else None


def binding_seal(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> SealFile | None:
    """The own seal if its sheet must stay: no erratum and no reopening came since.

    After a roster revision the same sheet is sealed once more.
    """
    seal = work.seals.get(*package.key, desk.me.sign_key)
    if seal is None or seal.package == stored.sha256:
        return seal
    chain = (*earlier_revisions(work, package), (stored.sha256, package))
    return seal if seal.package in sheets_valid_for(chain) else None


def issued_chain(work: UnitOfWork, stored: StoredPackage, package: PackageV1) -> tuple[Issued, ...]:
    """Every revision of a package that was issued here, the first one first."""
    revisions = revisions_of(work.register.of(package.reference, "revision"), package)
    return chain_of(revisions, (stored.sha256, package))
