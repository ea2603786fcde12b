"""`fsck`: everything that is stored in the workspace, checked again."""

from __future__ import annotations

from time import perf_counter

import typer

from evalpanel.cli.answers.log import FsckAnswer, FsckLine
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, note
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.language import _, say, spoken
from evalpanel.language.check_names import workspace_check
from evalpanel.usecases.checking_workspace import CHECKS, WorkspaceCheck, check_workspace

app = verbs()

_PATIENCE = 1.0
"""Seconds after which it is shown how far the checks have come."""


@app.command()
def fsck(context: typer.Context, as_json: AsJson = False) -> None:
    """Check again everything that is stored here: database, log, files and signatures."""
    lines: list[FsckLine] = []
    desk = session_of(context).desk()
    began = perf_counter()
    for number, found in enumerate(check_workspace(desk), 1):
        lines += _lines(found)
        if perf_counter() - began > _PATIENCE:
            note(f"[{number:2}/{len(CHECKS)}] {workspace_check(spoken(), found.check)}")
    answer = FsckAnswer(valid=all(line.ok for line in lines), checks=tuple(lines))
    verdict = _("This workspace is whole.") if answer.valid else _("This workspace is NOT whole.")
    marks = {True: "✓", False: "✗"}
    told = [
        f"{marks[line.ok]} {workspace_check(spoken(), line.check)}: {line.sentence}"
        for line in lines
    ]
    give(answer, [*told, verdict], as_json=as_json)
    if not answer.valid:
        note(_("Keep a copy of this folder as it is, and restore a backup: "
               "evalpanel restore FILE"))  # fmt: skip
    finish(done=answer.valid)


def _lines(found: WorkspaceCheck) -> list[FsckLine]:
    return [
        FsckLine(check=found.check, ok=found.ok, sentence=say(sentence))
        for sentence in found.sentences
    ]
