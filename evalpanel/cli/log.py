"""`log`: what happened in this workspace."""

from __future__ import annotations

import typer

from evalpanel.cli.answers.papers import LogAnswer, LogPart
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.language import _
from evalpanel.usecases.journal import read_log

app = verbs()


@app.command()
def log(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List who did what, when and why, oldest first."""
    found, head = read_log(session_of(context).desk(), reference)
    entries = tuple(
        LogPart(
            seq=entry.seq,
            at=entry.event.at,
            by=entry.event.by,
            what=entry.event.what,
            subject=entry.event.subject,
            reason=entry.event.reason,
            hash=entry.hash,
        )
        for entry in found
    )
    heads = ("#", _("At"), _("By"), _("What"), _("Subject"), _("Reason"))
    rows = [(str(e.seq), e.at, e.by, e.what, e.subject, e.reason) for e in entries]
    answer = LogAnswer(reference=reference, head_seq=head.seq, head_hash=head.hash, entries=entries)
    give(answer, table(heads, rows), as_json=as_json)
