"""The packages that were issued here, by panel and round."""

from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ports import UnitOfWork
from evalpanel.usecases.tenders import get_locked_tender


def issued_package(
    work: UnitOfWork, reference: str, panel: str = "", number: int = 0
) -> tuple[StoredPackage, PackageV1]:
    """The package that was issued here last for a panel (needed where there are several).

    With `number` the one of that round.
    """
    get_locked_tender(work, reference)
    rounds = issued_rounds(work, reference, panel)
    found = [stored for stored in rounds if number in (0, stored.round)]
    if not found or (not panel and len({stored.panel for stored in found}) > 1):
        raise Refused(
            "{reference} has no issued package for panel {panel}.",
            hint="Issue it first (evalpanel issue {reference}), or name one of its panels.",
            reference=reference,
            panel=panel or "-",
        )
    return found[-1], load_package(work, found[-1])


def issued_rounds(work: UnitOfWork, reference: str, panel: str = "") -> tuple[StoredPackage, ...]:
    """The packages of a panel, or of all, from the first round to the last."""
    found = (stored for stored in work.packages.of(reference) if panel in ("", stored.panel))
    return tuple(sorted(found, key=lambda stored: stored.round))
