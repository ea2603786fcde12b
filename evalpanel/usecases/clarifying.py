"""Clarification: a question with a term, the answer, and what came of it (R-24)."""

from collections.abc import Iterator
from datetime import date

from evalpanel.domain.application import StatedGate, counting
from evalpanel.domain.clarification import (
    Clarification,
    ClarificationAnswer,
    ClarificationRequest,
    ClarificationResult,
    clarification_term,
    follow_requests,
)
from evalpanel.domain.errors import Refused
from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.tender import Tender
from evalpanel.usecases.days import past_day, today
from evalpanel.usecases.evidence import get_opened
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, rules_of, start_step

_MOST_DAYS = 365


def ask_clarification(
    desk: Desk, reference: str, candidate: str, question: str, *, sent: str = "", days: int = 0
) -> ClarificationRequest:
    """Ask a candidate to clarify something; a question about a gate is its outcome `repair`.

    `days` 0 is the announced term; `sent` is the day from which it runs, today where empty.

    Raises:
        Refused: no opened application, no question, or a day or number of days that cannot be.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "clarify")
        get_opened(work, tender, candidate)
        about = StatedGate(gate="", entity="*", lot="*", outcome="repair", reason=question)
        request = send_request(desk, work, tender, candidate, about, sent=sent, days=days)
        work.commit()
    return request


def send_request(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    candidate: str,
    about: StatedGate,
    *,
    sent: str = "",
    days: int = 0,
) -> ClarificationRequest:
    """Put a question on record with the end of its term; about a gate, or with an empty one."""
    rules = rules_of(tender)
    term_days = days or rules.evidence.repair_days
    if not 1 <= term_days <= _MOST_DAYS:
        raise Refused("A term to answer has 1 to {most} days.", most=_MOST_DAYS)
    day = past_day(desk, sent)
    term = clarification_term(date.fromisoformat(day), term_days, rules.terms)
    before = [r for r in _requests(work, tender.reference) if r.candidate == candidate]
    request = ClarificationRequest(
        reference=tender.reference,
        candidate=candidate,
        number=len(before) + 1,
        question=demand_reason(about.reason),
        gate=about.gate,
        entity=about.entity,
        lot=about.lot,
        sent=day,
        days=term_days,
        ends=term.end.isoformat(),
        by=desk.me.name,
        at=desk.now(),
    )
    work.register.add(request)
    write_log(
        desk, work, "clarification.ask", tender.reference, candidate, reason=request.question,
        number=request.number, gate=about.gate, ends=request.ends,
    )  # fmt: skip
    return request


def record_answer(
    desk: Desk, reference: str, candidate: str, number: int, answer: str, *, received: str = ""
) -> ClarificationAnswer:
    """Record what a candidate answered; one that came too late is taken down as late.

    Raises:
        Refused: there is no such request, no answer, or a day before the request or to come.
    """
    with desk.work() as work:
        start_step(desk, work, reference, "clarify")
        request = _get_request(work, reference, candidate, number)
        day = past_day(desk, received)
        if day < request.sent:
            raise Refused(
                "Request {number} to {candidate} was sent on {sent}; no answer came before.",
                number=number,
                candidate=candidate,
                sent=request.sent,
            )
        given = ClarificationAnswer(
            reference=reference,
            candidate=candidate,
            number=number,
            answer=demand_reason(answer),
            received=day,
            late=day > request.ends,
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(given)
        write_log(
            desk, work, "clarification.answer", reference, candidate, number=number,
            received=day, late=given.late,
        )  # fmt: skip
        work.commit()
    return given


def settle_request(
    desk: Desk, reference: str, candidate: str, number: int, result: str
) -> ClarificationResult:
    """Say what a request came to; of a gate the next judgement of the gate says it.

    Raises:
        Refused: there is no such request, it is about a gate, or nothing was said.
    """
    with desk.work() as work:
        start_step(desk, work, reference, "clarify")
        request = _get_request(work, reference, candidate, number)
        if request.gate:
            raise Refused(
                "Request {number} to {candidate} is about gate {gate}; judge the gate.",
                hint="evalpanel gate set {reference} {candidate} {gate} OUTCOME --reason R",
                reference=reference,
                number=number,
                candidate=candidate,
                gate=request.gate,
            )
        settled = ClarificationResult(
            reference=reference,
            candidate=candidate,
            number=number,
            result=demand_reason(result),
            by=desk.me.name,
            at=desk.now(),
        )
        work.register.add(settled)
        write_log(
            desk, work, "clarification.settle", reference, candidate, reason=settled.result,
            number=number,
        )  # fmt: skip
        work.commit()
    return settled


def list_clarifications(desk: Desk, reference: str) -> tuple[Clarification, ...]:
    """Every request to every candidate with its term and what became of it, oldest first."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return clarifications_of(desk, work, reference)


def clarifications_of(desk: Desk, work: UnitOfWork, reference: str) -> tuple[Clarification, ...]:
    """The same in an open unit of work."""
    entries = work.register.of(reference)
    requests = _requests(work, reference)
    return follow_requests(
        requests,
        of_kind(entries, ClarificationAnswer),
        of_kind(entries, ClarificationResult),
        _judged(work, reference, requests),
        today(desk),
    )


def _judged(
    work: UnitOfWork, reference: str, requests: tuple[ClarificationRequest, ...]
) -> Iterator[tuple[tuple[str, str, str, str], tuple[GateOutcome, str]]]:
    for request in requests:
        judgements = work.judgements.of(reference, request.candidate)
        found = counting(judgements, *request.place)
        if found is not None:
            yield (request.candidate, *request.place), (found.outcome, found.reason)


def _requests(work: UnitOfWork, reference: str) -> tuple[ClarificationRequest, ...]:
    return of_kind(work.register.of(reference), ClarificationRequest)


def _get_request(
    work: UnitOfWork, reference: str, candidate: str, number: int
) -> ClarificationRequest:
    mine = {r.number: r for r in _requests(work, reference) if r.candidate == candidate}
    if number not in mine:
        raise Refused(
            "{candidate} was sent no request {number}.",
            hint="See all of them: evalpanel clarify list {reference}",
            reference=reference,
            candidate=candidate,
            number=number,
        )
    return mine[number]
