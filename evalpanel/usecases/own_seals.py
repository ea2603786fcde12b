"""A member's own seal: whether the package that is open here still holds to it."""

from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import sheets_valid_for
from evalpanel.domain.sheet import SealFile
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.opening_package import earlier_revisions
from evalpanel.usecases.ports import Desk, UnitOfWork


def binding_seal(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> SealFile | None:
    """The own seal if its sheet must stay: no erratum and no reopening came since.

    After a roster revision the same sheet is sealed once more (`trust.md` 2.4).
    """
    seal = work.seals.get(*package.key, desk.me.sign_key)
    if seal is None or seal.package == stored.sha256:
        return seal
    chain = (*earlier_revisions(work, package), (stored.sha256, package))
    return seal if seal.package in sheets_valid_for(chain) else None


def superseded_seal(desk: Desk, work: UnitOfWork, package: PackageV1) -> SealFile | None:
    """The own seal that a new one takes the place of: before an erratum, or taken back."""
    stored = work.packages.get(*package.key)
    if stored is None or binding_seal(desk, work, stored, package) is not None:
        return None
    return work.seals.get(*package.key, desk.me.sign_key)
