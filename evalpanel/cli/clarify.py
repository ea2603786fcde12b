"""`clarify`: what a candidate was asked, until when it can answer, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.clarify import (
    ClarificationPart,
    ClarifyAnswer,
    ClarifyListAnswer,
    GivenAnswerPart,
)
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, CandidateId, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.domain.clarification import Clarification
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import clarification_word, gate_word
from evalpanel.usecases.clarifying import (
    ask_clarification,
    list_clarifications,
    record_answer,
    settle_request,
)
from evalpanel.usecases.gates import judge_gate
from evalpanel.usecases.ports import Desk

app = noun("Questions to candidates, each with a term to answer.")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number of the request.")]
Date = Annotated[
    str, typer.Option("--date", metavar="YYYY-MM-DD", help="The day it happened; default: today.")
]


@app.command()
def ask(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    question: Annotated[str, typer.Option(metavar="Q", help="What is to be clarified or mended.")],
    gate: Annotated[
        str, typer.Option(metavar="G", help="The gate it is about, which is then to be repaired.")
    ] = "",
    entity: Annotated[str, typer.Option(metavar="E", help="The legal entity.")] = "*",
    lot: Annotated[str, typer.Option(metavar="L", help="Only for this lot.")] = "*",
    date: Date = "",
    days: Annotated[
        int, typer.Option(metavar="N", help="Calendar days; default: as announced.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Ask a candidate to clarify or mend something within a term."""
    desk = session_of(context).desk()
    if gate:
        judge_gate(
            desk, reference, candidate, gate, "repair",
            reason=question, entity=entity, lot=lot, sent=date, days=days,
        )  # fmt: skip
    else:
        ask_clarification(desk, reference, candidate, question, sent=date, days=days)
    _give_one(desk, reference, candidate, 0, as_json=as_json)


@app.command()
def answer(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    number: Number,
    text: Annotated[str, typer.Option("--answer", metavar="A", help="What was answered.")],
    date: Date = "",
    as_json: AsJson = False,
) -> None:
    """Record an answer; one after the term is taken down as late."""
    desk = session_of(context).desk()
    record_answer(desk, reference, candidate, number, text, received=date)
    _give_one(desk, reference, candidate, number, as_json=as_json)


@app.command()
def settle(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    number: Number,
    result: Annotated[str, typer.Option(metavar="R", help="What it came to, and why.")],
    as_json: AsJson = False,
) -> None:
    """Say what a request came to; of a gate its next judgement says so."""
    desk = session_of(context).desk()
    settle_request(desk, reference, candidate, number, result)
    _give_one(desk, reference, candidate, number, as_json=as_json)


@app.command("list")
def list_requests(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List every request to every candidate, with terms that run or are over."""
    found = list_clarifications(session_of(context).desk(), reference)
    heads = (_("Candidate"), "#", _("Gate"), _("Sent"), _("Days"), _("Until"), _("State"),
             _("Question"))  # fmt: skip
    rows = [
        (
            each.request.candidate,
            str(each.request.number),
            each.request.gate or "-",
            each.request.sent,
            str(each.request.days),
            each.request.ends,
            clarification_word(spoken(), each.state),
            each.request.question,
        )
        for each in found
    ]
    parts = tuple(_part(each) for each in found)
    give(ClarifyListAnswer(requests=parts), table(heads, rows), as_json=as_json)


def request_lines(each: Clarification) -> list[str]:
    """A request as lines for people."""
    words, request = spoken(), each.request
    lines = [
        _(
            "Request {number} to {candidate}, sent on {sent}: {question}",
            number=request.number,
            candidate=request.candidate,
            sent=request.sent,
            question=request.question,
        ),
        _(
            "Answer by {ends} ({days} days): {state}",
            ends=request.ends,
            days=request.days,
            state=clarification_word(words, each.state),
        ),
    ]
    lines += [f"{given.received}: {given.answer}" for given in each.answers]
    if each.result:
        outcome = "" if each.outcome == "not_judged" else f"{gate_word(words, each.outcome)}: "
        lines.append(f"{outcome}{each.result}")
    return lines


def _give_one(desk: Desk, reference: str, candidate: str, number: int, *, as_json: bool) -> None:
    """Give a request of a candidate, the last where `number` is 0."""
    mine = [c for c in list_clarifications(desk, reference) if c.request.candidate == candidate]
    found = next((c for c in mine if c.request.number == number), mine[-1])
    shown = ClarifyAnswer(reference=reference, request=_part(found))
    give(shown, request_lines(found), as_json=as_json)


def _part(each: Clarification) -> ClarificationPart:
    request = each.request
    return ClarificationPart(
        candidate=request.candidate,
        number=request.number,
        question=request.question,
        gate=request.gate or None,
        entity=request.entity,
        lot=request.lot,
        sent=request.sent,
        days=request.days,
        ends=request.ends,
        state=each.state,
        answers=tuple(
            GivenAnswerPart(answer=a.answer, received=a.received, late=a.late, by=a.by)
            for a in each.answers
        ),
        outcome=None if each.outcome == "not_judged" else each.outcome,
        result=each.result or None,
        by=request.by,
    )
