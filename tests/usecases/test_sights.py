"""Who sees what on the organiser's laptop (`domain.md` 3.4), by the roles on the owner's card."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.people import Role
from evalpanel.usecases.conflicts import list_cases
from evalpanel.usecases.merging import merge_status
from evalpanel.usecases.reconciling import list_standings
from evalpanel.usecases.sights import demand_sight, moments_of
from evalpanel.usecases.tenders import get_tender
from tests.panels import LEAD, REF, SECOND, Play, play


def led_by_another(stage: str, *own: Role) -> Play:
    """The owner has these roles, and somebody else leads the process."""
    found = play(stage)
    lead: tuple[Role, ...] = ("process_lead",)
    with found.lead.work() as work:
        for member in work.members.of(REF):
            roles = {LEAD: own, SECOND: lead}.get(member.entry.name)
            if roles:
                entry = member.entry.model_copy(update={"roles": roles})
                work.members.put(member.model_copy(update={"entry": entry}))
        work.commit()
    return found


def test_the_process_lead_sees_names_and_who_is_ready() -> None:
    found = play("issued")
    assert list_standings(found.lead, REF)
    assert merge_status(found.lead, REF)
    assert list_cases(found.lead, REF) == ()


def test_a_chair_sees_who_is_ready_and_no_name_before_the_ranking_is_fixed() -> None:
    found = led_by_another("issued", "chair")
    assert merge_status(found.lead, REF)
    assert list_cases(found.lead, REF) == ()
    with pytest.raises(Refused, match="not for you to see"):
        list_standings(found.lead, REF)
    assert list_standings(led_by_another("identified", "chair").lead, REF)


def test_an_observer_sees_no_progress_of_others() -> None:
    with pytest.raises(Refused, match="not for you to see"):
        merge_status(led_by_another("issued", "observer").lead, REF)


@pytest.mark.parametrize(
    ("stage", "come"),
    [
        ("carded", set()),
        ("merged", {"issued"}),
        ("round", {"issued", "opening"}),
        ("closed", {"issued", "opening", "decided"}),
        ("identified", {"issued", "opening", "decided", "identified"}),
    ],
)
def test_moments_come_in_this_order(stage: str, come: set[str]) -> None:
    found = play(stage)
    with found.lead.work() as work:
        tender = get_tender(work, REF)
        moments = moments_of(work, tender)
        assert {name for name in moments.__dataclass_fields__ if getattr(moments, name)} == come
        if "opening" not in come:
            with pytest.raises(Refused):
                demand_sight(found.lead, work, tender, "all_scores")
