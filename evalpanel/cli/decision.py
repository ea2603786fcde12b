"""`decision`: record what was decided on the outcome, and withdraw it."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.course import DecisionAnswer, DecisionWithdrawnAnswer
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reason, Reference
from evalpanel.cli.output import give
from evalpanel.cli.session import session_of
from evalpanel.language import _
from evalpanel.usecases.deciding import record_decision, withdraw_decision

app = noun("The decision on the outcome: record it, or withdraw it.")


@app.command()
def record(
    context: typer.Context,
    reference: Reference,
    taken_by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who took the decision.")],
    mandate: Annotated[
        str, typer.Option("--mandate", metavar="M", help="What gives the power to decide.")
    ],
    day: Annotated[str, typer.Option("--date", metavar="D", help="The day of the decision.")],
    as_json: AsJson = False,
) -> None:
    """Record the decision that was taken on the ranking."""
    decision = record_decision(
        session_of(context).desk(), reference, taken_by=taken_by, mandate=mandate, day=day
    )
    answer = DecisionAnswer(
        reference=reference,
        version=decision.version,
        taken_by=decision.taken_by,
        mandate=decision.mandate,
        date=decision.date,
    )
    line = _(
        "Decision {version} on {reference} is recorded: taken by {taken_by} on {date}.",
        version=decision.version,
        reference=reference,
        taken_by=decision.taken_by,
        date=decision.date,
    )
    give(answer, [line], as_json=as_json)


@app.command()
def withdraw(
    context: typer.Context, reference: Reference, reason: Reason, as_json: AsJson = False
) -> None:
    """Withdraw the decision that stands; it stays on record."""
    withdrawn = withdraw_decision(session_of(context).desk(), reference, reason)
    answer = DecisionWithdrawnAnswer(
        reference=reference, version=withdrawn.version, reason=withdrawn.reason
    )
    line = _(
        "Decision {version} on {reference} is withdrawn; a new one goes to everybody.",
        version=withdrawn.version,
        reference=reference,
    )
    give(answer, [line], as_json=as_json)
