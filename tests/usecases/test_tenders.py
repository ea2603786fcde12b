"""The rule set: taken in, locked, and fixed from then on."""

import pytest

from evalpanel.domain.errors import HasProblems, Refused
from evalpanel.domain.record import TenderEntry
from evalpanel.usecases import tenders
from evalpanel.usecases.applications import receive_applications
from tests import panels
from tests.builders import a_lot
from tests.domain.test_verification import no
from tests.panels import IN, REF, candidates_file, play, the_applications, the_rules, toml_file


def test_a_rule_set_can_be_replaced_until_the_lock() -> None:
    found = play("new")
    before = tenders.create_tender(found.lead, toml_file(found.rules))
    after = tenders.create_tender(found.lead, toml_file(the_rules(title="Another title")))
    assert after.title == "Another title"
    assert after.panel_id == before.panel_id
    assert after.rules_sha256 != before.rules_sha256


def test_a_rule_set_with_problems_is_not_taken_in() -> None:
    found = play("new")
    with pytest.raises(HasProblems):
        tenders.create_tender(found.lead, toml_file(the_rules(reference="T-2", lot=[])))
    with found.lead.work() as work, pytest.raises(Refused, match="no tender T-2"):
        tenders.get_tender(work, "T-2")


@pytest.mark.parametrize(
    "change", [{"lot": [a_lot(select=2)]}, {"title": "X"}, {"goals": ["One"]}], ids=str
)
def test_after_the_lock_no_other_meaning_is_taken_in(change: dict[str, object]) -> None:
    found = play("locked")
    with pytest.raises(Refused, match="was locked on"):
        tenders.create_tender(found.lead, toml_file(the_rules(**change)))


def test_after_the_lock_comments_and_planning_may_differ() -> None:
    found = play("locked")
    moved = the_rules(milestone=[])
    known = tenders.create_tender(found.lead, b"# a comment\n" + toml_file(moved))
    assert known.is_locked
    assert "milestone" in known.rules


def test_locking_twice_keeps_the_first_lock() -> None:
    found = play("locked")
    with found.lead.work() as work:
        first = tenders.get_tender(work, REF)
    found.clock.move(days=1)
    assert tenders.lock_tender(found.lead, REF) == first


def test_nothing_can_be_received_before_the_lock() -> None:
    found = play("new")
    with pytest.raises(Refused, match="not locked yet"):
        receive_applications(found.lead, REF, candidates_file(the_applications()), IN)


def test_a_milestone_moves_with_a_reason_only() -> None:
    found = play("locked")
    with pytest.raises(Refused, match="A reason is required"):
        tenders.plan_milestone(found.lead, REF, "deadline", "2026-12", "  ")
    shift = tenders.plan_milestone(found.lead, REF, "deadline", "2026-12", " Holiday ")
    assert (shift.planned, shift.reason) == ("2026-12", "Holiday")
    assert found.log()[-1] == "tender.plan"


def test_an_unknown_milestone_is_refused_with_those_that_exist() -> None:
    with pytest.raises(Refused, match="deadline"):
        tenders.plan_milestone(play("locked").lead, REF, "party", "2026-12", "Reason")


@pytest.mark.parametrize("planned", ["", "soon", "2026-13", "2026-02-30", "2026-06-01T12:00:00"])
def test_a_milestone_moves_to_a_real_moment_only(planned: str) -> None:
    with pytest.raises(Refused, match="is not a date"):
        tenders.plan_milestone(play("locked").lead, REF, "deadline", planned, "Reason")


def test_an_unknown_tender_is_refused_with_those_that_exist() -> None:
    found = play("new")
    with pytest.raises(Refused, match="Known here: T-1"):
        tenders.lock_tender(found.lead, "T-9")


def test_a_milestone_that_moved_is_in_the_record_with_its_reason() -> None:
    found = play("identified")
    tenders.plan_milestone(found.lead, REF, "deadline", "2026-12", "The platform was down")
    panels._reported(found)
    entry = found.record().the(TenderEntry)
    assert entry is not None
    assert [(s.milestone, s.reason) for s in entry.shifts] == [
        ("deadline", "The platform was down")
    ]
    assert no(found.record()) == {}
