"""Requests to clarify or repair an application: question, term, answer and result (R-24).

All of them together, with their terms, show that candidates were treated alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.registered_event import RegisteredEvent
from evalpanel.domain.rules import Terms
from evalpanel.domain.terms import Term, standstill


class ClarificationRequest(RegisteredEvent):
    """What a candidate was asked to clarify or repair, and until when it can answer."""

    kind: Literal["clarification_request"] = "clarification_request"
    candidate: str
    number: int
    """Counts the requests to this candidate from 1."""
    question: str
    gate: str
    """Empty where it is not about a gate."""
    entity: str
    lot: str
    sent: str
    """The day from which the term runs."""
    days: int
    ends: str
    """The last day to answer."""

    @property
    def place(self) -> tuple[str, str, str]:
        """Gate, entity and lot."""
        return (self.gate, self.entity, self.lot)


class ClarificationAnswer(RegisteredEvent):
    """What the candidate answered, and on which day; a request can have several answers."""

    kind: Literal["clarification_answer"] = "clarification_answer"
    candidate: str
    number: int
    answer: str
    received: str
    late: bool
    """Whether the term had ended; what follows is for two persons to decide."""


class ClarificationResult(RegisteredEvent):
    """What the answer, or its absence, came to; of a gate the judgement that follows says it."""

    kind: Literal["clarification_result"] = "clarification_result"
    candidate: str
    number: int
    result: str


_OPEN = ("repair", "not_judged")
ClarificationState = Literal["running", "overdue", "answered", "answered_late", "settled"]


@dataclass(frozen=True)
class Clarification:
    """A request with its answers and where it stands."""

    request: ClarificationRequest
    answers: tuple[ClarificationAnswer, ...]
    outcome: GateOutcome
    """What the gate came to after it; `not_judged` where it is about none or not settled."""
    result: str
    """What it came to and why; empty while it is not settled."""
    state: ClarificationState


def clarification_term(sent: date, days: int, terms: Terms) -> Term:
    """The term to answer: calendar days, moved on as the rule set announces for its terms."""
    extra = [date.fromisoformat(day) for day in terms.extra_holidays]
    return standstill(sent, days, terms.extension, extra)


def follow_requests(
    requests: Iterable[ClarificationRequest],
    answers: Sequence[ClarificationAnswer],
    results: Sequence[ClarificationResult],
    judged: Iterable[tuple[tuple[str, str, str, str], tuple[GateOutcome, str]]],
    today: date,
) -> tuple[Clarification, ...]:
    """Every request with what became of it.

    `judged` gives the outcome and reason that count per candidate, gate, entity and lot: a gate
    that came to anything but `repair` settles its request, and so does a newer request about it.
    """
    asked = tuple(requests)
    latest = {(r.candidate, *r.place): r.number for r in asked if r.gate}
    outcomes = dict(judged)
    found = []
    for request in asked:
        mine = (request.candidate, request.number)
        given = tuple(a for a in answers if (a.candidate, a.number) == mine)
        said = [r.result for r in results if (r.candidate, r.number) == mine]
        place = (request.candidate, *request.place)
        outcome, reason = outcomes.get(place, ("not_judged", ""))
        if outcome in _OPEN:
            outcome = "not_judged"
        else:
            said = [reason]
        is_settled = bool(said) or latest.get(place, request.number) > request.number
        found.append(
            Clarification(
                request,
                given,
                outcome,
                said[-1] if said else "",
                "settled" if is_settled else _state(request, given, today),
            )
        )
    return tuple(found)


def _state(
    request: ClarificationRequest, answers: Sequence[ClarificationAnswer], today: date
) -> ClarificationState:
    if answers:
        return "answered_late" if all(answer.late for answer in answers) else "answered"
    return "overdue" if today > date.fromisoformat(request.ends) else "running"
