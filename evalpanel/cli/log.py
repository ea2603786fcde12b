"""`log`: what happened in this workspace, and whether its log is whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.log import LogAnswer, LogFileAnswer, LogPart, LogVerdictAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, note, table
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.domain.crockford import short_code
from evalpanel.domain.errors import WrongUsage
from evalpanel.language import _, say
from evalpanel.usecases.file_kinds import REPORT, demand_kind
from evalpanel.usecases.journal import read_log
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.verifying_log import (
    LogVerdict,
    export_log,
    verify_log,
    verify_log_file,
)

app = verbs()
_HASH = re.compile("[0-9a-f]{64}")


@app.command()
def log(
    context: typer.Context,
    about: Annotated[
        list[str] | None,
        typer.Argument(metavar="REF | verify FILE", help="A tender, or a log to be verified."),
    ] = None,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check the log of the whole workspace.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write the log of the tender for outsiders."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="F.pdf", help="With verify FILE: compare with a report."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List who did what, when and why, oldest first; or check that the log is whole."""
    match about or []:
        case ["verify", file] if not verify and out is None:
            _verify_file(Path(file), report, as_json=as_json)
        case [] if verify and out is None and report is None:
            _give_verdict(verify_log(session_of(context).desk()), as_json=as_json)
        case [reference] if not verify and report is None:
            if out is None:
                _list(session_of(context).desk(), reference, as_json=as_json)
            else:
                _export(session_of(context).desk(), reference, out, as_json=as_json)
        case _:
            raise WrongUsage(
                "This is not how log is used.",
                hint="Use: log REF, log REF --out FILE, log --verify, or log verify FILE.",
            )


def _list(desk: Desk, reference: str, *, as_json: bool) -> None:
    found, head = read_log(desk, reference)
    entries = tuple(
        LogPart(
            seq=entry.seq,
            at=entry.event.at,
            after=entry.event.after,
            by=entry.event.by,
            what=entry.event.what,
            subject=entry.event.subject,
            reason=entry.event.reason,
            details=entry.event.details,
            hash=entry.hash,
        )
        for entry in found
    )
    heads = ("#", _("Claimed time"), _("By"), _("What"), _("Subject"), _("Change"), _("Reason"))
    rows = [
        (str(e.seq), _claimed(e), e.by, e.what, e.subject, _change(e), e.reason) for e in entries
    ]
    answer = LogAnswer(reference=reference, head_seq=head.seq, head_hash=head.hash, entries=entries)
    give(answer, table(heads, rows), as_json=as_json)


def _claimed(entry: LogPart) -> str:
    """The claimed time; with the later one that was known already where the clock was behind."""
    return f"{entry.at} < {entry.after}" if entry.after else entry.at


def _change(entry: LogPart) -> str:
    """What was there before and what came in its place."""
    if "new" not in entry.details:
        return ""
    return " → ".join(_short(entry.details.get(name)) for name in ("old", "new"))


def _short(value: object) -> str:
    """A value in a column; a hash as the code by which people know it."""
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "-"
    text = str(value or "-")
    return short_code(text) if _HASH.fullmatch(text) else text


def _export(desk: Desk, reference: str, file: Path, *, as_json: bool) -> None:
    written = export_log(desk, reference, file)
    head = written.log.anchor
    answer = LogFileAnswer(
        reference=reference,
        file=str(file),
        head_seq=head.seq,
        head_hash=head.hash,
        entries=len(written.log.events()),
    )
    lines = [
        _("Written: {file}", file=file),
        _("Anybody can check it: evalpanel log verify {file}", file=file),
    ]
    give(answer, lines, as_json=as_json)


def _verify_file(file: Path, report: Path | None, *, as_json: bool) -> None:
    from evalpanel.bootstrap import stateless_tools

    tools = stateless_tools()
    known = None
    demand_kind(file, REPORT)
    if report is not None:
        demand_kind(report, REPORT)
        with speaking_of(report):
            known = tools.files.read(report)
    with speaking_of(file):
        verdict = verify_log_file(tools.files.read(file), known, tools.paper)
    if verdict.flaw is None and not verdict.anchors:
        note(_("It was compared with nothing that others hold; add --report F.pdf to compare it "
               "with a report."))  # fmt: skip
    _give_verdict(verdict, as_json=as_json)


def _give_verdict(verdict: LogVerdict, *, as_json: bool) -> None:
    valid = verdict.flaw is None
    answer = LogVerdictAnswer(
        valid=valid,
        entries=verdict.entries,
        anchors=verdict.anchors,
        head_seq=verdict.head.seq,
        head_hash=verdict.head.hash,
        sentence=say(verdict.sentence),
    )
    give(answer, [answer.sentence], as_json=as_json)
    if not valid:
        note(_("Keep this file or workspace as it is, and compare it with a backup."))
    finish(done=valid)
