"""Values that stand in for what a rule set lacks, so that everything else can be checked.

A stand-in never decides anything: its path is kept as doubtful, and no rule is tested on it.
"""

from copy import deepcopy
from typing import Any

from evalpanel.domain.schema_problems import Location

_STEP = {"code": "-", "value": "1", "label": "-", "definition": "-"}
_ITEM = {"id": "-", "scale": "-", "title": "-", "text": "-", "dossiers": ["-"], "points": "1"}
_PANEL = {
    "id": "main", "assessors": 1, "alternates": 0, "chair_scores": False, "method": "consensus",
    "fallback": "none", "on_recusal": "replace", "discuss_from_steps": 1, "reason_min_words": 0,
    "delphi_rounds": 0,
}  # fmt: skip
_TERMS = {"basis": "none", "days": 0, "extension": "none"}
_ANONYMITY = {"candidates": True, "codes": "per_tender", "on_identifying": "ask"}
_RANKING = {"total_points": "1", "rounding": [], "tie_on": "exact", "tie_break": []}
_SOURCE = {"id": "-", "title": "-"}

_SECTIONS: dict[tuple[str, ...], dict[str, Any]] = {
    (): {
        "schema": "evalpanel/tender/1", "reference": "-", "title": "-", "authorities": ["-"],
        "procedure": "sas-zemvi1", "language": "en", "source": [_SOURCE], "terms": _TERMS,
        "anonymity": _ANONYMITY, "panel": [_PANEL], "scale": [{"id": "-", "steps": [_STEP]}],
        "dossier": [_SOURCE], "lot": [{"id": "-", "title": "-", "select": "all"}],
        "criterion": [{"id": "-", "title": "-", "kind": "dossier", "item": [_ITEM]}],
        "ranking": _RANKING, "gate": [],
    },
    ("source",): _SOURCE,
    ("terms",): _TERMS,
    ("anonymity",): _ANONYMITY,
    ("panel",): _PANEL,
    ("scale",): {"id": "-"},
    ("scale", "steps"): _STEP,
    ("scale", "range"): {"from": "0", "to": "10", "step": "1"},
    ("scale", "range", "bands"): {"from": "0", "label": "-", "definition": "-"},
    ("dossier",): _SOURCE,
    ("criterion",): {"id": "-", "title": "-", "kind": "dossier", "item": [_ITEM]},
    ("criterion", "item"): _ITEM,
    ("criterion", "item", "aspects"): {"text": "-"},
    ("ranking",): _RANKING,
    ("ranking", "rounding"): {"stage": "total", "digits": 6, "mode": "half_up"},
    ("lot",): {"id": "-", "title": "-", "select": "all"},
    ("gate",): {"id": "-", "kind": "selection", "title": "-"},
    ("milestone",): {"id": "-", "title": "-", "planned": "2026-01"},
}  # fmt: skip

_CALCULATION_NEEDS = {
    (): {"schema", "scale", "criterion", "ranking", "lot", "panel"},
    ("panel",): {"method", "assessors"},
    ("scale",): {"id"},
    ("scale", "steps"): {"code", "value"},
    ("scale", "range"): {"from", "to", "step"},
    ("scale", "range", "bands"): {"from"},
    ("criterion",): {"id", "item"},
    ("criterion", "item"): {"id", "scale", "points"},
    ("ranking", "rounding"): {"stage", "digits", "mode"},
    ("lot",): {"id", "select"},
}


def fill_for_calculation(document: dict[str, Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """The document with stand-ins for all that a calculation does not need, and their paths."""
    filled = deepcopy(document)
    absent: set[str] = set()
    _fill(filled, (), "", absent)
    return filled, frozenset(absent)


def repair(document: dict[str, Any], location: Location, is_unknown_key: bool) -> Location:
    """Put a stand-in at the place of an error, in the given document.

    Returns the place that is now doubtful: the table around it where nothing can stand in.
    """
    while isinstance(location[-1], int):
        location = location[:-1]
    parent = _table_at(document, location[:-1])
    if parent is None:
        return location
    key = str(location[-1])
    section = tuple(part for part in location[:-1] if isinstance(part, str))
    stand_in = _SECTIONS.get(section, {}).get(key)
    if stand_in is not None and not is_unknown_key:
        parent[key] = deepcopy(stand_in)
    elif key in parent:
        del parent[key]
    else:
        return _without_last(document, location)
    return location


def _without_last(document: dict[str, Any], location: Location) -> Location:
    """Drop the table around a key that is missing and for which nothing can stand in."""
    return repair(document, location[:-1], is_unknown_key=True)


def _table_at(document: dict[str, Any], location: Location) -> Any:
    """The table at a place; None where an earlier repair has replaced it."""
    here: Any = document
    for part in location:
        is_there = part in here if isinstance(here, dict) else isinstance(part, int)
        if not is_there or (isinstance(part, int) and part >= len(here)):
            return None
        here = here[part]
    return here if isinstance(here, dict) else None


def _fill(table: Any, section: tuple[str, ...], path: str, absent: set[str]) -> None:
    if not isinstance(table, dict):
        return
    needed = _CALCULATION_NEEDS.get(section, set())
    for key, stand_in in _SECTIONS.get(section, {}).items():
        if key not in table and key not in needed:
            table[key] = deepcopy(stand_in)
            absent.add(f"{path}{key}")
    for key, value in list(table.items()):
        if (*section, key) in _SECTIONS and f"{path}{key}" not in absent:
            for place, part in _tables(value):
                _fill(part, (*section, key), f"{path}{key}{place}.", absent)


def _tables(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [(f"[{index}]", part) for index, part in enumerate(value)]
    return [("", value)]
