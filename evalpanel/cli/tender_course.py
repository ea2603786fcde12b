"""`tender suspend / resume / archive` and `candidate withdraw`: beside the normal course."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.course import ArchivedAnswer, CandidateWithdrawnAnswer, CourseAnswer
from evalpanel.cli.options import AsJson, CandidateId, Lots, Reason, Reference
from evalpanel.cli.output import give
from evalpanel.cli.session import session_of
from evalpanel.language import _
from evalpanel.usecases.course import archive_tender, resume_tender, suspend_tender
from evalpanel.usecases.withdrawing import withdraw_candidate


def suspend(
    context: typer.Context, reference: Reference, reason: Reason, as_json: AsJson = False
) -> None:
    """Let the procedure stand still, after a complaint or for interim proceedings."""
    found = suspend_tender(session_of(context).desk(), reference, reason)
    answer = CourseAnswer(reference=reference, suspended=True, reason=found.reason, at=found.at)
    line = _(
        "{reference} is suspended; only planning, withdrawals, questions and interests go on.",
        reference=reference,
    )
    give(answer, [line], as_json=as_json)


def resume(
    context: typer.Context, reference: Reference, reason: Reason, as_json: AsJson = False
) -> None:
    """Let a suspended procedure go on."""
    found = resume_tender(session_of(context).desk(), reference, reason)
    answer = CourseAnswer(reference=reference, suspended=False, reason=found.reason, at=found.at)
    line = _(
        "{reference} goes on; move the milestones that shifted: evalpanel tender plan",
        reference=reference,
    )
    give(answer, [line], as_json=as_json)


def archive(
    context: typer.Context,
    reference: Reference,
    reason: Annotated[
        str, typer.Option("--reason", metavar="R", help="Why it is stopped before a decision.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """End the procedure after its decision, or stop it; it can then only be read."""
    found = archive_tender(session_of(context).desk(), reference, reason)
    answer = ArchivedAnswer(
        reference=reference, stopped=found.stopped, reason=found.reason, at=found.at
    )
    line = _("{reference} is archived; it can be read, verified and exported.", reference=reference)
    give(answer, [line], as_json=as_json)


def withdraw(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    reason: Reason,
    lot: Lots = None,
    as_json: AsJson = False,
) -> None:
    """Record that a candidate withdraws, from all its lots or from some."""
    found = withdraw_candidate(
        session_of(context).desk(), reference, candidate, lot or (), reason=reason
    )
    answer = CandidateWithdrawnAnswer(
        reference=reference,
        candidate=found.candidate,
        lots=found.lots,
        reason=found.reason,
        after_ranking=found.after_ranking,
    )
    line = _(
        "{candidate} has withdrawn. Do not tell the panel which code it had.",
        candidate=found.candidate,
    )
    give(answer, [line], as_json=as_json)
