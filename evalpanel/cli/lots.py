"""`lot`: all lots side by side, and what is done about open places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from evalpanel.cli.answers.lots import (
    CandidateLotsPart,
    FollowUpAnswer,
    LotLinePart,
    LotOverviewAnswer,
)
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.domain.lot_overview import LotLine, LotOverview
from evalpanel.language import _, say
from evalpanel.usecases.lots import overview_lots, record_follow_up

app = noun("The lots side by side.")


@app.command()
def overview(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Show who is selected in which lot, and which places stay open."""
    found, ranked = overview_lots(session_of(context).desk(), reference)
    answer = LotOverviewAnswer(
        reference=reference,
        lots=tuple(_part(line) for line in found.lots),
        candidates=tuple(
            CandidateLotsPart(candidate=one.candidate, lots=one.lots) for one in found.candidates
        ),
        filled=found.filled,
        places=found.places,
        names=dict(ranked.names),
    )
    give(answer, _lines(found, ranked.names), as_json=as_json)


@app.command("follow-up")
def follow_up(
    context: typer.Context,
    reference: Reference,
    lot: Annotated[str, typer.Argument(metavar="LOT", help="Its id.")],
    action: Annotated[
        str, typer.Option("--action", metavar="A", help="What is done; it is printed.")
    ],
    as_json: AsJson = False,
) -> None:
    """Record what is done about a lot whose places are not all filled."""
    kept = record_follow_up(session_of(context).desk(), reference, lot, action)
    answer = FollowUpAnswer(reference=reference, lot=kept.lot, action=kept.action)
    line = _("Recorded for lot {lot}: {action}", lot=kept.lot, action=kept.action)
    give(answer, [line], as_json=as_json)


def _part(line: LotLine) -> LotLinePart:
    return LotLinePart(
        lot=line.lot,
        title=line.title,
        places=line.places,
        selected=line.selected,
        state=line.state,
        footnote=say(line.footnote) if line.footnote else "",
        follow_up=line.follow_up,
    )


def _lines(found: LotOverview, names: Mapping[str, str]) -> list[str]:
    def named(code: str) -> str:
        return names.get(code, code)

    notes = [line for line in found.lots if line.footnote]
    marks = {line.lot: "*" * number for number, line in enumerate(notes, 1)}
    heads = (_("Lot"), _("Title"), _("Selected"))
    rows = [
        (
            line.lot,
            line.title,
            " ".join(
                part
                for part in (", ".join(map(named, line.selected)) or "-", marks.get(line.lot, ""))
                if part
            ),
        )
        for line in found.lots
    ]
    lines = table(heads, rows)
    for line in notes:
        said = say(line.footnote) if line.footnote else ""
        lines.append(f"{marks[line.lot]} {said} {line.follow_up}".rstrip())
    lines += [
        _("{candidate}: lot {lots}", candidate=named(one.candidate), lots=one.lots[0])
        if len(one.lots) == 1
        else _("{candidate}: {count} lots, {lots}", candidate=named(one.candidate),
               count=len(one.lots), lots=", ".join(one.lots))
        for one in found.candidates
    ]  # fmt: skip
    return [*lines, say(found.said)]
