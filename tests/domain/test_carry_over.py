"""Which scores an erratum leaves standing (R-3)."""

from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from evalpanel.domain.carry_over import cell_change
from evalpanel.domain.package import Cell, PackageV1
from tests.panels import ASSESSORS, person, play
from tests.revisions import package_of

ME = person(ASSESSORS[0]).sign_key


@cache
def before() -> PackageV1:
    return package_of(play("issued"))


def the_cell(item: str = "A1") -> Cell:
    return next(cell for cell in before().assigned_to(ME) if cell[2] == item)


def why(after: PackageV1, cell: Cell | None = None, member: str = ME) -> str:
    change = cell_change(before(), after, member, cell or the_cell())
    return str(change) if change else ""


def amended(*path: Any, value: Any) -> PackageV1:
    """The package with something else at a place of the rules."""
    rules: Any = deepcopy(before().rules)
    place = rules
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return before().model_copy(update={"rules": rules})


def test_what_did_not_change_stands() -> None:
    assert why(before()) == ""
    assert why(amended("title", value="Another title")) == ""


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (("criterion", 0, "item", 0, "text"), "Another", "the item was changed."),
        (("criterion", 0, "item", 0, "points"), "7", "the item was changed."),
        (("criterion", 0, "title"), "Another", "its criterion was changed."),
        (("scale", 0, "steps", 0, "label"), "Another", "its scale was changed."),
        (("dossier", 0, "max_pages"), 9, "its dossier was changed."),
        (("criterion", 1, "item", 0, "text"), "Another", ""),
    ],
)
def test_item_criterion_scale_and_dossier_must_be_the_same(
    path: tuple[Any, ...], value: Any, says: str
) -> None:
    assert why(amended(*path, value=value)) == says


def test_the_dossier_of_the_candidate_must_be_the_same_to_the_byte() -> None:
    lot, code, _ = the_cell()
    assert lot
    mine = [part for part in before().dossiers if part.candidate == code]
    other = [part.model_copy(update={"text": "0" * 64}) for part in mine]
    rest = [part for part in before().dossiers if part.candidate != code]
    changed = before().model_copy(update={"dossiers": (*other, *rest)})
    assert why(changed) == "its dossier was changed."
    somebody_else = next(cell for cell in before().assigned_to(ME) if cell[1] != code)
    assert why(changed, somebody_else) == ""


def test_what_was_not_for_this_member_before_is_new() -> None:
    assert why(before(), member="0" * 64) == "it is new to you."
    assert why(before(), ("1", "nobody", "A1")) == "it is new to you."


def test_an_item_that_is_gone_has_no_score_to_carry_over() -> None:
    rules = deepcopy(before().rules)
    rules["criterion"] = rules["criterion"][:1]
    with pytest.raises(LookupError):
        why(before().model_copy(update={"rules": rules}), the_cell("B1"))
