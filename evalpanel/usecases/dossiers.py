"""The dossiers of a candidate in a package, for whoever holds the package."""

from evalpanel.domain.dossier import DossierPart
from evalpanel.domain.package import ANY_LOT, PackageV1
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.sheet import Cell
from evalpanel.usecases.issuing import read_pages
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.scoring import Dossier


def dossiers_of_cell(
    desk: Desk, package: PackageV1, rules: RuleSet, cell: Cell
) -> tuple[Dossier, ...]:
    """The dossiers that belong to an item, as the panel sees them; a version for the lot first."""
    lot, code, item = cell
    found = []
    with desk.work() as work:
        for kind in rules.item(item).dossiers:
            part = _part(package, kind, lot, code)
            if part is not None:
                pages = read_pages(work.documents.get(part.text))
                found.append(Dossier(rules.dossier(kind).title, part, pages))
    return tuple(found)


def _part(package: PackageV1, kind: str, lot: str, code: str) -> DossierPart | None:
    mine = {p.lot: p for p in package.dossiers if (p.candidate, p.dossier) == (code, kind)}
    return mine.get(lot) or mine.get(ANY_LOT)
