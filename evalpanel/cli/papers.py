"""`report`, `sign` and `verify`: the paper, its signatures and what they are worth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.papers import ReportAnswer, SignAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, note
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.domain.record import CHAIR_FIELD
from evalpanel.language import _, spoken
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.verification import Verification, verify_report

app = verbs()

ReportFile = Annotated[Path, typer.Argument(metavar="F.pdf", help="The report.")]


@app.command()
def report(
    context: typer.Context,
    reference: Reference,
    out: Annotated[Path, typer.Option("--out", metavar="F.pdf", help="The file to write.")],
    as_json: AsJson = False,
) -> None:
    """Make the report, unsigned; in the language of the tender unless --lang says otherwise."""
    session = session_of(context)
    made = make_report(session.desk(), reference, out, session.asked_language)
    answer = ReportAnswer(reference=reference, file=str(out), version=made.version, root=made.root)
    lines = [
        _("Report, version {version}: {file}", version=made.version, file=out),
        _("Not signed yet. The chair signs first: evalpanel sign {file}", file=out),
    ]
    give(answer, lines, as_json=as_json)


@app.command()
def sign(context: typer.Context, file: ReportFile, as_json: AsJson = False) -> None:
    """Sign the report: the chair certifies, then members approve, in one file that goes round."""
    desk = session_of(context).desk()
    with speaking_of(file):
        done = sign_report(desk, file)
    answer = SignAnswer(
        file=str(file),
        field=done.field,
        certified=done.certified,
        own_sheet_is_identical=done.own_sheet_is_identical,
        decisions_on_my_scores=done.decisions_on_my_scores,
        signed=done.signed,
        expected=done.expected,
    )
    give(answer, _sign_lines(answer), as_json=as_json)


@app.command()
def verify(
    file: ReportFile,
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A seal or card code from a member; may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check signatures, record, ranking and print of a report; needs no workspace."""
    from evalpanel.bootstrap import stateless_tools

    tools = stateless_tools()
    with speaking_of(file):
        data = tools.files.read(file)
        answer = verify_report(data, code or (), tools.paper, tools.signatures, spoken())
    by_chair = any(signature.field == CHAIR_FIELD for signature in answer.signatures)
    give(answer, _verify_lines(answer), as_json=as_json)
    if not by_chair:
        note(_("The chair has not signed this report."))
    finish(done=answer.valid and by_chair)


def _sign_lines(answer: SignAnswer) -> list[str]:
    lines = []
    if answer.own_sheet_is_identical:
        lines.append(_("The report holds exactly what you sealed."))
        lines.append(
            _(
                "Agreed scores that differ from yours: {count}.",
                count=answer.decisions_on_my_scores,
            )
        )
    done = _("certified") if answer.certified else _("approved")
    lines.append(
        _(
            "{file}: {done}; {signed} of {expected} have signed.",
            file=answer.file,
            done=done,
            signed=answer.signed,
            expected=answer.expected,
        )
    )
    return lines


def _verify_lines(answer: Verification) -> list[str]:
    marks = {True: "✓", False: "✗", None: "·"}
    lines = [f"{marks[check.ok]} {check.check}: {check.sentence}" for check in answer.checks]
    lines += [
        _("  signed by {name} ({field})", name=found.name, field=found.field)
        for found in answer.signatures
    ]
    lines += [
        _("  {member}: card {card}, seal {seal}", member=c.member, card=c.card, seal=c.seal or "-")
        for c in answer.codes
    ]
    verdict = _("The report holds.") if answer.valid else _("The report does NOT hold.")
    return [
        *lines,
        _("{signed} of {expected} signatures.", signed=answer.signed, expected=answer.expected),
        verdict,
    ]
