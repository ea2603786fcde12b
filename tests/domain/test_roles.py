"""Who sees what (`domain.md` 3.4, R-41), role by role and moment by moment."""

from dataclasses import fields, replace

import pytest

from evalpanel.domain.people import ROLES, Role
from evalpanel.domain.roles import SEES, Moments, Sight, acting_roles, may_see

MOMENTS = {"start": Moments()}
for _field in fields(Moments):
    MOMENTS[_field.name] = replace([*MOMENTS.values()][-1], **{_field.name: True})
# process lead, chair, assessor, alternate, secretary, observer; the moment from which it shows
TABLE: dict[Sight, tuple[str, ...]] = {
    "dossiers": ("start", "issued", "issued", "issued", "issued", "issued"),
    "identity": ("start", *["identified"] * 5),
    "evidence": ("start", "", "", "", "", "identified"),
    "unscored_dossier": ("start", "", "", "", "", "identified"),
    "own_scores": ("", "start", "start", "start", "", ""),
    "completeness": ("issued", "issued", "", "", "", ""),
    "all_scores": ("opening",) * 6,
    "consensus_log": ("opening",) * 6,
    "declarations": ("start", "start", "", "", "", "start"),
    "ranking": ("decided",) * 6,
}


@pytest.mark.parametrize("sight", SEES)
def test_each_role_sees_it_from_this_moment_on(sight: Sight) -> None:
    for role, since in zip(ROLES, TABLE[sight], strict=True):
        seen = [name for name, moments in MOMENTS.items() if may_see(sight, [role], moments)]
        names = list(MOMENTS)
        assert seen == (names[names.index(since) :] if since else []), role


@pytest.mark.parametrize("roles", [("process_lead", "chair"), ("chair", "assessor"), ROLES])
def test_no_sum_of_roles_shows_scores_before_the_opening(roles: tuple[Role, ...]) -> None:
    before = MOMENTS["issued"]
    assert not may_see("all_scores", roles, before)
    assert not may_see("consensus_log", roles, before)


def test_nobody_scores_what_is_not_assessed_nor_sees_it_for_that() -> None:
    for role in ("chair", "assessor", "alternate", "secretary"):
        assert not may_see("unscored_dossier", [role], MOMENTS["identified"])


def test_the_owner_leads_until_another_card_does() -> None:
    lead: tuple[Role, ...] = ("process_lead",)
    chair: tuple[Role, ...] = ("chair",)
    assert acting_roles((), ()) == lead
    assert acting_roles((), lead) == lead
    assert acting_roles(chair, ()) == (*lead, *chair)
    assert acting_roles(chair, lead) == chair
    assert acting_roles((*chair, *lead), lead) == (*lead, *chair)
