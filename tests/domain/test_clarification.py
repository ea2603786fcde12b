"""Clarification: a term of calendar days, the answer and the result (R-24)."""

from datetime import date

import pytest

from evalpanel.domain.clarification import (
    ClarificationAnswer,
    ClarificationRequest,
    ClarificationResult,
    clarification_term,
    follow_requests,
)
from evalpanel.domain.evidence_rules import REPAIR_DAYS
from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.rules import Terms


def a_request(number: int = 1, gate: str = "G-1") -> ClarificationRequest:
    return ClarificationRequest(
        reference="T-1", candidate="a", number=number, question="Which?", gate=gate, entity="*",
        lot="*", sent="2026-06-09", days=14, ends="2026-06-23", by="Ann", at="now",
    )  # fmt: skip


def an_answer(*, late: bool = False) -> ClarificationAnswer:
    return ClarificationAnswer(
        reference="T-1", candidate="a", number=1, answer="This", received="2026-06-20",
        late=late, by="Ann", at="now",
    )  # fmt: skip


def follow(
    *requests: ClarificationRequest,
    answers: tuple[ClarificationAnswer, ...] = (),
    results: tuple[ClarificationResult, ...] = (),
    outcome: GateOutcome = "repair",
    today: str = "2026-06-23",
) -> list[tuple[str, str]]:
    judged = [(("a", "G-1", "*", "*"), (outcome, "Because"))]
    day = date.fromisoformat(today)
    found = follow_requests(requests or (a_request(),), answers, results, judged, day)
    return [(each.state, each.result) for each in found]


@pytest.mark.parametrize(
    ("sent", "extension", "extra", "ends"),
    [
        ("2026-06-09", "atw", (), "2026-06-23"),
        ("2026-06-06", "atw", (), "2026-06-22"),
        ("2026-06-06", "none", (), "2026-06-20"),
        ("2026-06-09", "atw", ("2026-06-23",), "2026-06-24"),
        ("2026-04-13", "atw", (), "2026-04-28"),
    ],
)
def test_the_term_moves_on_as_the_rule_set_says(
    sent: str, extension: str, extra: tuple[str, ...], ends: str
) -> None:
    """R-24: 14 calendar days; a last day on Saturday or King's Day moves on where announced."""
    terms = Terms.model_validate(
        {"basis": "contractual", "days": 20, "extension": extension, "extra_holidays": extra}
    )
    term = clarification_term(date.fromisoformat(sent), REPAIR_DAYS, terms)
    assert term.end.isoformat() == ends


def test_a_term_runs_through_its_last_day_and_is_then_overdue() -> None:
    """R-24: overdue shows from the day after the last one."""
    assert follow() == [("running", "")]
    assert follow(today="2026-06-24") == [("overdue", "")]


def test_an_answer_in_time_or_too_late_says_which() -> None:
    late = an_answer(late=True)
    assert follow(answers=(an_answer(),), today="2026-07-30") == [("answered", "")]
    assert follow(answers=(late,)) == [("answered_late", "")]
    assert follow(answers=(late, an_answer())) == [("answered", "")]


@pytest.mark.parametrize("outcome", ["met", "comparable", "failed"])
def test_judging_the_gate_settles_its_request(outcome: GateOutcome) -> None:
    """R-24: the result of a request about a gate is what the gate came to."""
    assert follow(outcome=outcome) == [("settled", "Because")]
    assert follow(outcome="not_judged") == [("running", "")]


def test_a_newer_request_about_the_same_gate_replaces_the_older() -> None:
    assert follow(a_request(1), a_request(2)) == [("settled", ""), ("running", "")]


def test_a_question_about_no_gate_is_settled_in_words() -> None:
    """R-24: question, answer and result are all on record."""
    result = ClarificationResult(
        reference="T-1", candidate="a", number=1, result="Clear now", by="Ann", at="now"
    )
    assert follow(a_request(gate=""), results=(result,)) == [("settled", "Clear now")]
    assert follow(a_request(1, ""), a_request(2, "")) == [("running", ""), ("running", "")]
    assert {entry.key for entry in (a_request(), an_answer(), result)} == {
        ("T-1", "clarification_request"),
        ("T-1", "clarification_answer"),
        ("T-1", "clarification_result"),
    }
