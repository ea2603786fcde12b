"""The state machine on desks: the use cases ask it, and what is refused leaves no trace."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.errors import Refused
from evalpanel.domain.lifecycle import STEPS, Phase, Step, phase_of, refusal
from evalpanel.domain.roles import acting_roles
from evalpanel.usecases import (
    applications,
    confirming,
    consensus,
    course,
    deciding,
    gates,
    inviting,
    issuing,
    merging,
    panel,
    ranking,
    reporting,
    rounds,
    tenders,
    withdrawing,
)
from evalpanel.usecases.lifecycle import (
    demand_phase,
    demand_step,
    facts_of,
    panels_in_meeting,
    possible_steps,
    roles_of,
)
from tests.panels import ASSESSORS, IN, LEAD, OUT, REF, REPORT, SECOND, Play, person, play
from tests.usecases.test_two_panels import issued

ANN = ASSESSORS[0]
STAGES_OF: dict[str, Phase] = {
    "new": "draft", "locked": "locked", "received": "received", "opened": "opened",
    "judged": "opened", "carded": "opened", "issued": "sealing", "sealed": "sealing",
    "merged": "sealed", "round": "meeting", "decided": "meeting", "closed": "decided",
    "identified": "identified", "reported": "reported",
}  # fmt: skip


def phase(found: Play) -> Phase:
    with found.lead.work() as work:
        return phase_of(facts_of(work, tenders.get_tender(work, REF)))


@pytest.mark.parametrize("stage", STAGES_OF)
def test_the_work_done_is_the_phase(stage: str) -> None:
    assert phase(play(stage)) == STAGES_OF[stage]


def test_facts_of_one_panel_leave_the_others_out() -> None:
    found, _ = issued()
    with found.lead.work() as work:
        tender = tenders.get_tender(work, REF)
        assert facts_of(work, tender).unopened == 2
        assert facts_of(work, tender, "second").unopened == 1
        assert not facts_of(work, tender, "unknown").issued
        assert panels_in_meeting(work, tender) == ()


def test_the_panels_in_a_meeting_are_named_until_it_closes() -> None:
    for stage, panels in (("merged", ()), ("round", ("main",)), ("closed", ())):
        with play(stage).lead.work() as work:
            assert panels_in_meeting(work, tenders.get_tender(work, REF)) == panels


def test_the_owner_acts_in_all_roles_of_the_own_card() -> None:
    for stage, roles in (("invited", ("process_lead",)), ("carded", ("process_lead", "chair"))):
        found = play(stage)
        with found.lead.work() as work:
            assert roles_of(found.lead, work, tenders.get_tender(work, REF)) == roles


def test_an_owner_whom_another_leads_may_do_what_the_own_card_says() -> None:
    found = play("carded")
    with found.lead.work() as work:
        for member in work.members.of(REF):
            roles = {LEAD: ("chair",), SECOND: ("process_lead",)}.get(member.entry.name)
            if roles:
                entry = member.entry.model_copy(update={"roles": roles})
                work.members.put(member.model_copy(update={"entry": entry}))
        tender = tenders.get_tender(work, REF)
        assert roles_of(found.lead, work, tender) == ("chair",)
        with pytest.raises(Refused, match="Only the process lead can do this"):
            demand_step(found.lead, work, tender, "issue")
        demand_phase(work, tender, "issue")


def test_what_can_be_done_now_is_what_the_table_allows() -> None:
    for stage in ("received", "carded", "round"):
        found = play(stage)
        with found.lead.work() as work:
            tender = tenders.get_tender(work, REF)
            facts, roles = facts_of(work, tender), roles_of(found.lead, work, tender)
            assert possible_steps(found.lead, work, tender) == {
                step for step in STEPS if refusal(facts, step, roles) is None
            }


@dataclass(frozen=True)
class Try:
    """A step of the table, and the use case that takes it."""

    step: Step
    take: Callable[[Play], object]


def _confirm(act: str) -> Callable[[Play], object]:
    return lambda found: confirming.confirm(found.lead, REF, act, person(SECOND))


def _plan(found: Play) -> object:
    return tenders.plan_milestone(found.lead, REF, "deadline", "2026-10", "Illness")


def _fail(found: Play) -> object:
    return gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="No")


def _pass(found: Play) -> object:
    return gates.judge_gate(found.lead, REF, "alpha", "V-1", "accepted", reason="Yes")


def _decide(found: Play) -> object:
    return consensus.record_unanimous(found.lead, REF, "We all agreed on this")


def _conclude(found: Play) -> object:
    day = "2026-11-24"
    return deciding.record_decision(found.lead, REF, taken_by="City", mandate="4.2", day=day)


def _receive(found: Play) -> object:
    return applications.receive_applications(found.lead, REF, b"", IN)


TRIES = (
    Try("lock", lambda found: tenders.lock_tender(found.lead, REF)),
    Try("plan", _plan),
    Try("receive", _receive),
    Try("opening", lambda found: applications.ask_opening(found.lead, REF)),
    Try("confirm", _confirm("opening")),
    Try("gate", _pass),
    Try("fail_gate", _fail),
    Try("confirm", _confirm("gate-alpha-V-1")),
    Try("invite", lambda found: inviting.invite_panel(found.lead, REF, OUT)),
    Try("confirm_card", lambda found: panel.confirm_card(found.lead, REF, ANN)),
    Try("issue", lambda found: issuing.issue_packages(found.lead, REF, OUT)),
    Try("merge", lambda found: merging.merge_seals(found.lead, REF, [found.seal(ANN)])),
    Try("open_round", lambda found: rounds.open_round(found.lead, REF)),
    Try("decide", _decide),
    Try("close_meeting", lambda found: consensus.close_meeting(found.lead, REF)),
    Try("identify", lambda found: ranking.ask_identify(found.lead, REF)),
    Try("confirm", _confirm("identify")),
    Try("decision", _conclude),
    Try("withdraw_decision", lambda found: deciding.withdraw_decision(found.lead, REF, "Wrong")),
    Try("report", lambda found: reporting.make_report(found.lead, REF, REPORT)),
    Try("withdraw", lambda found: withdrawing.withdraw_candidate(
        found.lead, REF, "bravo", reason="Wish")),
    Try("suspend", lambda found: course.suspend_tender(found.lead, REF, "Complaint")),
    Try("resume", lambda found: course.resume_tender(found.lead, REF, "Settled")),
    Try("archive", lambda found: course.archive_tender(found.lead, REF, "No funds")),
)  # fmt: skip
DONE_ALREADY = frozenset({"lock", "open_round", "close_meeting"})
"""Steps that answer once more with what was done, without doing anything."""


def _attempt(found: Play, attempt: Try) -> None:
    """Take a step; whatever is refused leaves database, log and files as they were."""
    with found.lead.work() as work:
        tender = tenders.get_tender(work, REF)
        roles = acting_roles(("process_lead", "chair"), ())
        machine = refusal(facts_of(work, tender), attempt.step, roles)
    state, files = found.databases[LEAD].state, dict(found.files.content)
    refused = False
    try:
        attempt.take(found)
    except Refused:
        refused = True
    if refused or machine:
        assert found.databases[LEAD].state is state
        assert found.files.content == files
    assert refused or machine is None or attempt.step in DONE_ALREADY


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["locked", "opened", "carded", "merged", "decided", "identified"]),
    st.lists(st.sampled_from(TRIES), min_size=3, max_size=9),
)
def test_no_row_of_steps_does_what_the_table_refuses(stage: str, tries: list[Try]) -> None:
    found = play(stage)
    for attempt in tries:
        found.clock.move(minutes=1)
        _attempt(found, attempt)


def test_every_step_is_tried_once_suspended_and_once_archived() -> None:
    for stage in ("opened", "merged", "closed", "reported"):
        for stop in (course.suspend_tender, course.archive_tender):
            found = play(stage)
            stop(found.lead, REF, "A complaint")
            for attempt in TRIES:
                if attempt.step != "resume":
                    _attempt(found, attempt)
