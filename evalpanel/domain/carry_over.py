"""Which scores an erratum leaves standing: item, scale and dossier are as they were (R-3).

A score that can be carried over is still a draft until its member confirms it.
"""

from collections.abc import Mapping
from typing import Any

from evalpanel.domain.errors import Sentence
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.rules import ALL_LOTS

_NEW = Sentence("it is new to you.")


def cell_change(before: PackageV1, after: PackageV1, member: str, cell: Cell) -> Sentence | None:
    """Why a score for one package cannot be carried over to another, or None if it can."""
    if cell not in before.to_score(member):
        return _NEW
    return _item_change(before.rules, after.rules, cell[2]) or _dossier_change(before, after, cell)


def _item_change(before: Mapping[str, Any], after: Mapping[str, Any], item: str) -> Sentence | None:
    old, new = _item(before, item), _item(after, item)
    if old["criterion"] != new["criterion"]:
        return Sentence("its criterion was changed.")
    if old["item"] != new["item"]:
        return Sentence("the item was changed.")
    if _named(before["scale"], old["item"]["scale"]) != _named(
        after["scale"], new["item"]["scale"]
    ):
        return Sentence("its scale was changed.")
    return None


def _item(rules: Mapping[str, Any], item: str) -> dict[str, Any]:
    """An item as the rules define it, and its criterion without its items."""
    for criterion in rules["criterion"]:
        found = _named(criterion["item"], item)
        if found:
            about = {name: value for name, value in criterion.items() if name != "item"}
            return {"criterion": about, "item": found}
    raise LookupError(item)


def _named(tables: Any, name: str) -> Mapping[str, Any]:
    return next((table for table in tables if table["id"] == name), {})


def _dossier_change(before: PackageV1, after: PackageV1, cell: Cell) -> Sentence | None:
    """Whether what the panel reads of a candidate for an item is the same, to the byte."""
    lot, candidate, item = cell
    named = _item(after.rules, item)["item"].get("dossiers", ())
    old, new = (
        [
            part
            for part in package.dossiers
            if part.candidate == candidate
            and part.dossier in named
            and (part.lot in (lot, ALL_LOTS) or lot == ALL_LOTS)
        ]
        for package in (before, after)
    )
    kinds = [[_named(p.rules.get("dossier", ()), name) for name in named] for p in (before, after)]
    if sorted(map(repr, old)) != sorted(map(repr, new)) or kinds[0] != kinds[1]:
        return Sentence("its dossier was changed.")
    return None
