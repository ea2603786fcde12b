"""`dates`: when a term ends, and why; no workspace, no passphrase."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from evalpanel.cli.answers.ranking import DatesAnswer
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.terms import STANDSTILL_DAYS, Term, working_days
from evalpanel.domain.terms import standstill as standstill_term
from evalpanel.language import _, say

app = noun("When a term ends, and why.")

From = Annotated[str, typer.Option("--from", metavar="YYYY-MM-DD", help="The day it starts after.")]
Extra = Annotated[
    list[str] | None,
    typer.Option(
        "--extra-holiday",
        metavar="YYYY-MM-DD",
        help="A day declared free besides the holidays by law; may be repeated.",
    ),
]


@app.command()
def standstill(
    from_: From,
    days: Annotated[int, typer.Option(metavar="N", help="Calendar days.")] = STANDSTILL_DAYS,
    extra: Extra = None,
    as_json: AsJson = False,
) -> None:
    """The end of the term after a decision was sent."""
    term = standstill_term(_day(from_), days, extra_holidays=_days(extra))
    _give(term, as_json=as_json)


@app.command("working-days")
def count_working_days(
    from_: From,
    days: Annotated[int, typer.Option(metavar="N", help="Working days.")],
    extra: Extra = None,
    as_json: AsJson = False,
) -> None:
    """The last of a number of working days after a day."""
    _give(working_days(_day(from_), days, _days(extra)), as_json=as_json)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text if len(text) == len("2021-11-29") else "")
    except ValueError as error:
        raise WrongUsage(
            "{text} is not a day.", hint="Write it as 2021-11-29.", text=text
        ) from error


def _days(given: list[str] | None) -> tuple[date, ...]:
    return tuple(_day(text) for text in given or ())


def _give(term: Term, *, as_json: bool) -> None:
    answer = DatesAnswer(
        from_=term.from_.isoformat(),
        raw_end=term.raw_end.isoformat(),
        end=term.end.isoformat(),
        why=tuple(say(said) for said in term.why),
    )
    give(answer, [_("Ends on {day}", day=answer.end), *answer.why], as_json=as_json)
