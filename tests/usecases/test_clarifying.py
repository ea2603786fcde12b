"""Requests for clarification: a term, the answer and the result (R-24)."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import applications, clarifying, gate_lines, gates
from tests.panels import IN, REF, UNJUDGED, Play, an_application, candidates_file, play


def states(found: Play) -> list[tuple[str, int, str, str]]:
    return [
        (each.request.gate, each.request.number, each.request.ends, each.state)
        for each in clarifying.list_clarifications(found.lead, REF)
    ]


def repair(found: Play, **more: str | int) -> None:
    gates.judge_gate(
        found.lead, REF, UNJUDGED, "G-1", "repair", reason="Which?", entity="echo Ltd",
        **more,  # type: ignore[arg-type]  # the two options of a term
    )  # fmt: skip


def test_repair_starts_a_term_and_judging_ends_it() -> None:
    """R-24: 14 calendar days from 23 November 2026; the judgement is the result."""
    found = play("judged")
    repair(found)
    assert states(found) == [("G-1", 1, "2026-12-07", "running")]
    line = gate_lines.list_gates(found.lead, REF, UNJUDGED)[0]
    assert line.request is not None
    assert line.request.request.question == "Which?"
    found.clock.move(days=15)
    assert states(found) == [("G-1", 1, "2026-12-07", "overdue")]
    gates.judge_gate(found.lead, REF, UNJUDGED, "G-1", "met", reason="Clear now", entity="echo Ltd")
    [done] = clarifying.list_clarifications(found.lead, REF)
    assert (done.state, done.outcome, done.result) == ("settled", "met", "Clear now")


def test_a_term_can_be_another_and_start_earlier() -> None:
    """R-24: a term that ends on Christmas Day moves on to Monday the 28th (Atw)."""
    found = play("judged")
    found.clock.move(days=10)
    repair(found, sent="2026-12-01", days=24)
    assert states(found) == [("G-1", 1, "2026-12-28", "running")]
    with pytest.raises(Refused, match="1 to 365 days"):
        repair(found, days=366)
    with pytest.raises(Refused, match="has not come yet"):
        repair(found, sent="2027-01-01")
    assert len(states(found)) == 1


def test_an_answer_in_time_and_one_too_late() -> None:
    """R-24: the answer is on record, and so is that it came too late."""
    found = play("judged")
    clarifying.ask_clarification(found.lead, REF, "alpha", "What is meant by page 2?")
    clarifying.ask_clarification(found.lead, REF, "bravo", "What is meant by page 1?")
    clarifying.ask_clarification(found.lead, REF, "alpha", "And page 1?", days=7)
    found.clock.move(days=14)
    in_time = clarifying.record_answer(found.lead, REF, "alpha", 1, "This")
    late = clarifying.record_answer(found.lead, REF, "alpha", 2, "That")
    assert (in_time.late, late.late) == (False, True)
    assert [(number, state) for _gate, number, _ends, state in states(found)] == [
        (1, "answered"), (1, "running"), (2, "answered_late"),
    ]  # fmt: skip
    clarifying.settle_request(found.lead, REF, "alpha", 1, "Clear now")
    [first, *_rest] = clarifying.list_clarifications(found.lead, REF)
    assert (first.state, first.result, first.answers[0].answer) == (
        "settled", "Clear now", "This",
    )  # fmt: skip
    assert found.log()[-3:] == [
        "clarification.answer", "clarification.answer", "clarification.settle",
    ]  # fmt: skip


def test_what_cannot_be_is_refused() -> None:
    found = play("judged")
    repair(found)
    with pytest.raises(Refused, match="no request 2"):
        clarifying.record_answer(found.lead, REF, UNJUDGED, 2, "This")
    with pytest.raises(Refused, match="no answer came before"):
        clarifying.record_answer(found.lead, REF, UNJUDGED, 1, "This", received="2026-11-20")
    with pytest.raises(Refused, match="judge the gate"):
        clarifying.settle_request(found.lead, REF, UNJUDGED, 1, "Clear")
    with pytest.raises(Refused, match="no opened application foxtrot"):
        clarifying.ask_clarification(found.lead, REF, "foxtrot", "Which?")
    with pytest.raises(Refused, match="A reason is required"):
        clarifying.ask_clarification(found.lead, REF, "alpha", " ")


def test_a_newer_request_about_a_gate_replaces_the_older() -> None:
    found = play("judged")
    repair(found)
    repair(found)
    assert [state for *_rest, state in states(found)] == ["settled", "running"]


def test_a_repair_that_was_stated_in_the_file_gets_its_term_at_the_opening() -> None:
    """R-24: no `repair` without a request, a question and a term."""
    found = play("locked")
    one = an_application("alpha")
    one["gate"][0] |= {"outcome": "repair", "reason": "Which plan?"}
    applications.receive_applications(found.lead, REF, candidates_file([one]), IN)
    applications.ask_opening(found.lead, REF)
    found.confirm_all()
    [asked] = clarifying.list_clarifications(found.lead, REF)
    assert (asked.request.question, asked.request.ends) == ("Which plan?", "2026-12-07")
