"""`draw`: a draw between equals, step by step; `verify` needs no workspace and no passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.draw import (
    DrawAnswer,
    DrawExportAnswer,
    DrawListAnswer,
    DrawStepAnswer,
)
from evalpanel.cli.draw_lines import draw_lines, draw_part, list_lines
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, OutFolder, Reference
from evalpanel.cli.output import give
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.draw_entries import Drawing
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.language import _, say
from evalpanel.usecases.draw_inputs import HandDrawInput, InvitationInput
from evalpanel.usecases.drawing import (
    commit_draw,
    export_draws,
    invite_to_draw,
    list_draws,
    record_draw,
    reveal_draw,
)

app = noun("A draw between equals.")

Lot = Annotated[
    str, typer.Option("--lot", metavar="L", help="The lot, where ties are open in several.")
]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who holds the draw.")]
Present = Annotated[
    list[str] | None,
    typer.Option("--present", metavar="NAME", help="Who attended, in person or by proxy; repeat."),
]


@app.callback()
def draw() -> None:
    """A draw between equals."""


@app.command()
def invite(
    context: typer.Context,
    reference: Reference,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When it is drawn.")],
    place: Annotated[str, typer.Option("--place", metavar="P", help="Where it is drawn.")],
    by: By,
    invited: Annotated[
        list[str],
        typer.Option("--invited", metavar="CANDIDATE", help="Code, id or name; repeat for each."),
    ],
    told_by: Annotated[
        str, typer.Option("--told-by", metavar="HOW", help="How they were told.")
    ] = "letter",
    told_at: Annotated[
        str, typer.Option("--told-at", metavar="TIME", help="When they were told; else now.")
    ] = "",
    lot: Lot = "",
    as_json: AsJson = False,
) -> None:
    """Record who was invited to the draw, when, where and by whom; they may attend."""
    given = InvitationInput(
        at=at, place=place, by=by, told_by=told_by, invited=tuple(invited), told_at=told_at
    )
    _give(reference, invite_to_draw(session_of(context).desk(), reference, lot, given), as_json)


@app.command()
def commit(
    context: typer.Context,
    reference: Reference,
    source: Annotated[
        str,
        typer.Option(metavar="S", help="The public source, and how its value is written down."),
    ],
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="When its value becomes known.")
    ] = "",
    lot: Lot = "",
    as_json: AsJson = False,
) -> None:
    """Fix a draw before its value can be known, and give the text to publish."""
    found = commit_draw(session_of(context).desk(), reference, lot, source, at)
    _give(reference, found, as_json)


@app.command()
def reveal(
    context: typer.Context,
    reference: Reference,
    value: Annotated[str, typer.Option(metavar="V", help="The public value as announced.")],
    lot: Lot = "",
    present: Present = None,
    as_json: AsJson = False,
) -> None:
    """Complete a published draw with its public value; a draw is held once."""
    found = reveal_draw(session_of(context).desk(), reference, value, lot, present or ())
    _give(reference, found, as_json)


@app.command()
def record(
    context: typer.Context,
    reference: Reference,
    at: Annotated[str, typer.Option("--at", metavar="TIME", help="When it was drawn.")],
    method: Annotated[str, typer.Option(metavar="M", help="How it was drawn.")],
    by: By,
    witness: Annotated[str, typer.Option(metavar="NAME", help="Who saw it: another person.")],
    order: Annotated[
        str, typer.Option(metavar="CODES", help="The codes as drawn, the first one first: K3,B7.")
    ],
    lot: Lot = "",
    present: Present = None,
    as_json: AsJson = False,
) -> None:
    """Record a draw that was done by hand before a witness."""
    given = HandDrawInput(
        at=at,
        method=method,
        by=by,
        witness=witness,
        order=tuple(code.strip() for code in order.split(",") if code.strip()),
        present=tuple(present or ()),
    )
    _give(reference, record_draw(session_of(context).desk(), reference, lot, given), as_json)


@app.command("list")
def list_(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List every draw of a tender and how far it has come."""
    draws = tuple(draw_part(d) for d in list_draws(session_of(context).desk(), reference))
    answer = DrawListAnswer(reference=reference, draws=draws)
    give(answer, list_lines(reference, draws), as_json=as_json)


@app.command()
def export(
    context: typer.Context, reference: Reference, out: OutFolder, as_json: AsJson = False
) -> None:
    """Write the record of every draw, to publish it or to let anybody verify it."""
    files = tuple(str(f) for f in export_draws(session_of(context).desk(), reference, out))
    answer = DrawExportAnswer(reference=reference, files=files)
    give(answer, [_("Written: {file}", file=file) for file in files], as_json=as_json)


@app.command()
def verify(
    record: Annotated[Path, typer.Argument(metavar="RECORD.json", help="The record of the draw.")],
    published: Annotated[
        str,
        typer.Option(metavar="CODE", help="What was published before the draw, to compare with."),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Recompute a draw from its record; exit 1 where the record does not hold."""
    from evalpanel.bootstrap import stateless_tools

    with speaking_of(record):
        drawn = DrawRecordV1.from_text(stateless_tools().files.read(record))
    check = verify_draw(drawn, published)
    answer = DrawAnswer(
        valid=check.is_valid,
        order=check.order,
        reference=drawn.notice.reference,
        lot=drawn.notice.lot,
        commit_sha256=None if drawn.commit is None else drawn.commit_sha256(),
        why=tuple(say(flaw) for flaw in check.flaws),
    )
    give(answer, _lines(answer, drawn), as_json=as_json)
    finish(done=answer.valid)


def _give(reference: str, found: Drawing, as_json: bool) -> None:
    part = draw_part(found)
    give(DrawStepAnswer(reference=reference, draw=part), draw_lines(reference, part),
         as_json=as_json)  # fmt: skip


def _lines(answer: DrawAnswer, drawn: DrawRecordV1) -> list[str]:
    notice = drawn.notice
    lines = [
        _("Draw for {reference}, lot {lot}", reference=notice.reference, lot=notice.lot),
        *(f"{place}. {candidate}" for place, candidate in enumerate(answer.order, 1)),
        *answer.why,
    ]
    if drawn.commit is not None:
        lines += [
            _("Published before the draw, to compare: {code}", code=answer.commit_sha256),
            _("Public source: {source}", source=drawn.commit.source),
        ]
    if drawn.reveal is not None:
        lines.append(_("Its value as typed: {value}", value=drawn.reveal.value))
    verdict = _("The draw holds.") if answer.valid else _("The draw does NOT hold.")
    return [*lines, verdict]
