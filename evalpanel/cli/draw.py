"""`draw`: a draw between equals, checked by anybody; no workspace, no passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.draw import DrawAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give
from evalpanel.cli.run import finish
from evalpanel.domain.draw_check import verify_draw
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.language import _, say

app = noun("A draw between equals.")


@app.callback()
def draw() -> None:
    """A draw between equals."""


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
