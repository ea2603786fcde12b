"""The dossiers of a candidate in a package, for whoever holds the package."""

import json
from dataclasses import dataclass

from evalpanel.domain.dossier import DossierPart
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.usecases.ports import Desk


@dataclass(frozen=True)
class Dossier:
    """A dossier as the panel sees it: title, pages of paragraphs, and what was withheld."""

    title: str
    part: DossierPart
    pages: tuple[tuple[str, ...], ...]


def read_dossiers(
    desk: Desk, package: PackageV1, rules: RuleSet, cell: Cell
) -> tuple[Dossier, ...]:
    """The dossiers that belong to the item of a cell; a version for the lot comes first."""
    lot, code, item = cell
    found = []
    with desk.work() as work:
        for kind in rules.item(item).dossiers:
            part = _part(package, kind, lot, code)
            if part is not None:
                pages = _pages(work.documents.get(part.text))
                found.append(Dossier(rules.dossier(kind).title, part, pages))
    return tuple(found)


def _part(package: PackageV1, kind: str, lot: str, code: str) -> DossierPart | None:
    mine = {p.lot: p for p in package.dossiers if (p.candidate, p.dossier) == (code, kind)}
    return mine.get(lot) or mine.get(ALL_LOTS)


def _pages(words: bytes) -> tuple[tuple[str, ...], ...]:
    """The pages of a text part, each as paragraphs."""
    return tuple(tuple(str(paragraph) for paragraph in page) for page in json.loads(words))
