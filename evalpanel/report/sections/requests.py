"""Requests to clarify or repair, with term, answer and result, and entities that stand twice."""

from __future__ import annotations

from datetime import date

from evalpanel.domain.application import counting
from evalpanel.domain.clarification import (
    Clarification,
    ClarificationAnswer,
    ClarificationRequest,
    ClarificationResult,
    follow_requests,
)
from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.same_entity import SameEntityDecision
from evalpanel.language.vocabulary import clarification_word, gate_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer

_DAY = len("2026-06-01")
_Judged = tuple[tuple[str, str, str, str], tuple[GateOutcome, str]]


def add_requests(page: Composer, case: Case) -> None:
    """All requests together, so that anybody sees that candidates were treated alike (R-24)."""
    words = page.words
    page.heading(words("Requests for clarification"))
    requests = case.happened(ClarificationRequest)
    if not requests:
        page.text(words("No request to clarify or repair anything is recorded."))
        return
    columns = [
        Column(words("Candidate"), 0.18, styles.CELL_BOLD),
        Column(words("Question"), 0.26),
        Column(words("Sent, and last day to answer"), 0.18),
        Column(words("Answer"), 0.2),
        Column(words("Result"), 0.18),
    ]
    found = follow_requests(
        requests,
        case.happened(ClarificationAnswer),
        case.happened(ClarificationResult),
        [judged for request in requests for judged in _judged(case, request)],
        date.fromisoformat(case.report.made_at[:_DAY]),
    )
    page.table(columns, [_row(page, case, one) for one in found])


def _judged(case: Case, request: ClarificationRequest) -> list[_Judged]:
    judgements = [
        judgement
        for entry in case.applications
        if entry.application.id == request.candidate
        for judgement in entry.judgements
    ]
    found = counting(judgements, *request.place)
    if found is None:
        return []
    return [((request.candidate, *request.place), (found.outcome, found.reason))]


def _row(page: Composer, case: Case, one: Clarification) -> list[str]:
    words, request = page.words, one.request
    entity = "" if request.entity == "*" else request.entity
    lot = "" if request.lot == "*" else f"{words('Lot')} {request.lot}"
    about = joined([request.gate, entity, lot])
    late = words("after the term")
    answers = [
        f"{page.date(a.received)}{f' ({late})' if a.late else ''}: {a.answer}" for a in one.answers
    ]
    days = words("{days} days", days=request.days)
    outcome = "" if one.outcome == "not_judged" else f"{gate_word(words, one.outcome)}: "
    return [
        f"{case.name_of(request.candidate)}\n{words('Request {number}', number=request.number)}",
        "\n".join(part for part in (about, request.question) if part),
        f"{page.date(request.sent)} –\n{page.date(request.ends)}\n{days}",
        "\n".join(answers) or "—",
        f"{outcome}{one.result}" if one.result else clarification_word(words, one.state),
    ]


def add_same_entities(page: Composer, case: Case) -> None:
    """What was decided where one entity stands in several applications for a lot (R-26)."""
    words = page.words
    decisions = case.happened(SameEntityDecision)
    if not decisions:
        return
    page.heading(words("One entity in several applications"))
    columns = [
        Column(words("Legal entity"), 0.24, styles.CELL_BOLD),
        Column(words("Lot"), 0.1),
        Column(words("Applications"), 0.24),
        Column(words("Decision"), 0.24),
        Column(words("By"), 0.18),
    ]
    rows = [
        [
            decision.entity,
            decision.lot,
            case.names_of(decision.candidates),
            decision.decision,
            f"{decision.by}\n{page.date(decision.at)}",
        ]
        for decision in decisions
    ]
    page.table(columns, rows)
