"""The state machine, step by step: this table is written by hand, so that a change is seen.

R-2 (nothing but the planning changes after the lock), R-21 (opening after the deadline), R-35
(no seal is reopened once the round is open), R-41 (nothing opens before all have sealed), R-61
(letters need a decision); edge case 13 (suspension).
"""

from dataclasses import replace
from typing import get_args

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.lifecycle import (
    PHASES,
    STEPS,
    Facts,
    Phase,
    Step,
    lacking,
    phase_of,
    refusal,
)
from evalpanel.domain.people import ROLES, Role

_REACHED: tuple[tuple[Phase, dict[str, object]], ...] = (
    ("draft", {}),
    ("locked", {"locked": True}),
    ("received", {"received": 2}),
    ("opened", {"opened_at": "2026-11-23"}),
    ("sealing", {"issued": True, "unopened": 1, "sealers": 3, "waiting_for": ("Ann", "Ben")}),
    ("sealed", {"waiting_for": ()}),
    ("meeting", {"unopened": 0, "unclosed": 1}),
    ("decided", {"unclosed": 0, "closed_at": "2026-11-24"}),
    ("identified", {"identified": True}),
    ("reported", {"report_version": 1}),
    ("concluded", {"concluded_at": "2026-11-25"}),
    ("archived", {"archived_at": "2026-11-26"}),
)
# from draft to archived, one column per phase; then whether it goes on during a suspension
TABLE: dict[Step, str] = {
    "rules":             "x........... .",
    "lock":              "x........... .",
    "plan":              "xxxxxxxxxxx. x",
    "receive":           ".xx......... .",
    "opening":           "..x......... .",
    "admit":             "...xxxxxxx.. .",
    "gate":              "...x........ .",
    "fail_gate":         "...xxxxxxx.. .",
    "clarify":           "...xxxxxxx.. x",
    "invite":            "...xxxxxxx.. .",
    "add_member":        "...x........ .",
    "confirm_card":      "...xxxxxxx.. .",
    "conflict":          "...xxxxxxx.. x",
    "recuse":            "...xxxxxxx.. .",
    "replace":           "...xxxxxxx.. .",
    "issue":             "...x........ .",
    "revise":            "....xx...... .",
    "new_round":         "......xxxx.. .",
    "merge":             "....xxxxxx.. .",
    "reopen":            "....xx...... .",
    "open_round":        ".....x...... .",
    "decide":            "......x..... .",
    "close_meeting":     "......x..... .",
    "rank":              ".......xxxxx x",
    "draw":              ".......xxx.. .",
    "tie":               ".......xxx.. .",
    "threshold":         ".......xxx.. .",
    "identify":          ".......x.... .",
    "decision":          "........xx.. .",
    "withdraw_decision": "..........x. .",
    "report":            "........xxx. .",
    "letters":           "..........x. .",
    "withdraw":          "..xxxxxxxx.. x",
    "erratum":           ".xxxxx...... .",
    "follow_up":         ".......xxxx. .",
    "name":              "...xxxxxxxx. .",
    "confirm":           ".xxxxxxxxxx. .",
    "suspend":           ".xxxxxxxxxx. .",
    "resume":            "............ x",
    "archive":           ".xxxxxxxxxx. .",
}  # fmt: skip
BOTH: tuple[Role, ...] = ("process_lead", "chair")
OBSERVER: tuple[Role, ...] = ("observer",)
CHAIRS = {"reopen", "open_round", "decide", "close_meeting", "draw", "tie", "threshold"}


def facts_in(phase: Phase, **changes: object) -> Facts:
    """Facts of a tender that has just reached a phase."""
    found: dict[str, object] = {"reference": "T-1"}
    for name, more in _REACHED:
        found |= more
        if name == phase:
            break
    return replace(Facts(), **found | changes)  # type: ignore[arg-type] # by name


def says(facts: Facts, step: Step, *roles: Role) -> str:
    """Why a step is refused."""
    found = refusal(facts, step, roles) if roles else refusal(facts, step)
    assert isinstance(found, Refused)
    return str(found)


@pytest.mark.parametrize("phase", PHASES)
def test_facts_give_the_phase(phase: Phase) -> None:
    assert phase_of(facts_in(phase)) == phase


def test_the_table_names_every_step() -> None:
    assert set(TABLE) == set(STEPS) == set(get_args(Step))
    assert [name for name, _ in _REACHED] == list(PHASES)


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_possible_in_these_phases_only(step: Step) -> None:
    may = "".join("." if refusal(facts_in(phase), step) else "x" for phase in PHASES)
    held = facts_in(STEPS[step].first, suspended_at="2026-11-23", suspended_why="A complaint")
    assert f"{may} {'.' if refusal(held, step) else 'x'}" == TABLE[step]


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_for_these_roles_only(step: Step) -> None:
    rule = STEPS[step]
    held = {"suspended_at": "2026-11-23"} if step == "resume" else {}
    may = {role for role in ROLES if refusal(facts_in(rule.first, **held), step, (role,)) is None}
    expected = set(ROLES) if step == "rank" else {"process_lead"}
    assert may == (expected | {"chair"} if step in CHAIRS else expected)


@pytest.mark.parametrize("phase", PHASES)
def test_every_refusal_is_a_whole_sentence(phase: Phase) -> None:
    refusals = [refusal(facts_in(phase), step) for step in STEPS]
    said = [str(found) for found in refusals if found]
    assert said
    assert not [one for one in said if "{" in one]


def test_too_early_is_told_by_what_comes_first() -> None:
    assert "not locked yet" in says(facts_in("draft"), "receive")
    assert "Nothing was received" in says(facts_in("locked"), "opening")
    assert "not opened yet" in says(facts_in("received"), "issue")
    assert "was issued to a panel yet" in says(facts_in("opened"), "merge")
    assert "Waiting for: Ann, Ben" in says(facts_in("sealing"), "open_round")
    assert "not open yet" in says(facts_in("sealed"), "decide")
    assert "not closed yet" in says(facts_in("meeting"), "identify")
    assert "not identified yet" in says(facts_in("decided"), "report")
    assert "No decision on T-1" in says(facts_in("identified"), "letters")
    assert "No decision on T-1" in str(lacking(facts_in("reported")))


def test_too_late_is_told_by_what_has_happened() -> None:
    assert "opened on 2026-11-23" in says(facts_in("opened"), "receive")
    assert "closed on 2026-11-24" in says(facts_in("decided"), "decide")
    assert "recorded on 2026-11-25" in says(facts_in("concluded"), "decision")


def test_nothing_is_opened_before_the_deadline() -> None:
    """R-21."""
    facts = facts_in("received", deadline="2027-01-01", deadline_passed=False)
    assert "(2027-01-01) has not passed" in says(facts, "opening")


@pytest.mark.parametrize("step", ["issue", "revise", "new_round", "decision", "report"])
def test_what_is_handed_out_waits_for_every_second_person(step: Step) -> None:
    facts = facts_in(STEPS[step].first, waiting_acts=("gate-a", "gate-b"))
    assert "wait for a second person: gate-a, gate-b" in says(facts, step)


@pytest.mark.parametrize("step", STEPS)
def test_no_other_step_waits_for_a_second_person_or_the_deadline(step: Step) -> None:
    held = {"suspended_at": "2026-11-23"} if step == "resume" else {}
    waiting = facts_in(STEPS[step].first, waiting_acts=("gate-a",), **held)
    early = facts_in(STEPS[step].first, deadline="2027-01-01", deadline_passed=False, **held)
    assert (refusal(waiting, step) is not None) == (
        step in {"issue", "revise", "new_round", "decision", "report"}
    )
    assert (refusal(early, step) is not None) == (step == "opening")


def test_what_is_suspended_can_be_resumed_from_the_lock_to_the_decision() -> None:
    """Edge case 13."""
    held = [facts_in(phase, suspended_at="2026-11-23") for phase in PHASES]
    assert "".join("." if refusal(one, "resume") else "x" for one in held) == ".xxxxxxxxxx."


def test_a_suspension_says_why_and_how_to_go_on() -> None:
    """Edge case 13."""
    facts = facts_in("opened", suspended_at="2026-11-23", suspended_why="A complaint")
    said = says(facts, "issue")
    assert "suspended since 2026-11-23: A complaint" in said
    assert "evalpanel tender resume T-1" in said
    assert "is suspended since" in says(facts, "suspend")
    assert "is not suspended" in says(facts_in("opened"), "resume")


def test_what_is_archived_stays_as_it_is_whoever_asks() -> None:
    facts = facts_in("archived", suspended_at="2026-11-23")
    for step in STEPS:
        if step != "rank":
            assert "archived on 2026-11-26" in says(facts, step, "observer")
    assert refusal(facts, "rank", OBSERVER) is None


def test_somebody_with_two_roles_may_do_what_either_may() -> None:
    assert says(facts_in("opened"), "issue", "chair") == "Only the process lead can do this."
    assert "Only the process lead or the chair" in says(facts_in("meeting"), "decide", "observer")
    for step in ("decide", "fail_gate"):
        assert refusal(facts_in("meeting"), step, BOTH) is None
