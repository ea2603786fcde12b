"""`report`, `sign` and `verify`: the paper, its signatures and what they are worth."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.papers import ChangePart, OwnSealPart, ReportAnswer, SignAnswer
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, note
from evalpanel.cli.run import finish
from evalpanel.cli.session import Session, session_of
from evalpanel.cli.verify_lines import verify_lines
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.record import CHAIR_FIELD, Variant
from evalpanel.domain.tender import ReportFile as ReportFileMade
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import standing_word
from evalpanel.usecases.file_kinds import RECORD, REPORT, demand_kind, ending_of
from evalpanel.usecases.record_files import write_record
from evalpanel.usecases.report_state import ReportState, look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from evalpanel.usecases.variant_reports import VariantMade, make_variant_report
from evalpanel.usecases.verification import verify_record, verify_report

app = verbs()

ReportFile = Annotated[Path, typer.Argument(metavar="F.pdf", help="The report.")]


@app.command()
def report(
    context: typer.Context,
    reference: Reference,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="F.pdf", help="The file to write.")
    ] = None,
    variant: Annotated[
        Variant,
        typer.Option(
            metavar="full|internal|shareable",
            help="The full report, or a variant of the newest one: for the decision without the "
            "scores of members, or to share without names.",
        ),
    ] = "full",
    record: Annotated[
        Path | None,
        typer.Option(
            "--record",
            metavar="F.evrecord",
            help="Write the record of the newest report to a signed file; it is not encrypted.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make the report, unsigned; in the language of the tender unless --lang says otherwise."""
    session = session_of(context)
    _demand_names(out, record)
    answer = ReportAnswer(reference=reference, file="", version=0, root="", variant=variant)
    answer, lines = _printed(session, answer, out, variant) if out else (answer, [])
    if record is not None:
        kept = write_record(session.desk(), reference, record)
        found = {"version": kept.version, "root": kept.root, "record_file": str(record)}
        answer = answer.model_copy(update=found)
        lines += [
            _("Record of version {version}: {file}", version=kept.version, file=record),
            _("It is not encrypted: whoever has it reads names, scores and reasons."),
        ]
    give(answer, lines, as_json=as_json)


def _demand_names(out: Path | None, record: Path | None) -> None:
    """A place for the report or its record; raises WrongUsage."""
    if out is None and record is None:
        raise WrongUsage("Where should the report go?", hint="Name a file: --out F.pdf")
    _demand_ending(out, REPORT)
    _demand_ending(record, RECORD)


def _demand_ending(file: Path | None, ending: str) -> None:
    """A name that tells what is in the file: no report and no record is written over by mistake."""
    if file is not None and ending_of(file) != ending:
        raise WrongUsage(
            "{file} is not a name that ends in {ending}.",
            hint="Choose a name such as {example}",
            file=file,
            ending=ending,
            example=file.with_suffix(ending).name,
        )


def _printed(
    session: Session, answer: ReportAnswer, out: Path, variant: Variant
) -> tuple[ReportAnswer, list[str]]:
    """A new version of the full report, or a variant of the newest one."""
    desk, language = session.desk(), session.asked_language
    made: ReportFileMade | VariantMade
    if variant == "full":
        made = make_report(desk, answer.reference, out, language)
        lines = [
            _("Report, version {version}: {file}", version=made.version, file=out),
            _("Not signed yet. The chair signs first: evalpanel sign {file}", file=out),
        ]
    else:
        made = make_variant_report(desk, answer.reference, out, variant, language)
        lines = _variant_lines(made, out)
    update = {"file": str(out), "version": made.version, "root": made.root}
    return answer.model_copy(update=update), lines


def _variant_lines(part: VariantMade, out: Path) -> list[str]:
    return [
        _("Variant of version {version}: {file}", version=part.version, file=out),
        _(
            "{shown} entries are shown, {hidden} left out; the root is that of the full report.",
            shown=part.shown,
            hidden=part.hidden,
        ),
        _("The chair can sign it after the full report: evalpanel sign {file}", file=out),
    ]


@app.command()
def sign(context: typer.Context, file: ReportFile, as_json: AsJson = False) -> None:
    """Sign the report: the chair certifies, then members approve, in one file that goes round."""
    desk = session_of(context).desk()
    demand_kind(file, REPORT)
    with speaking_of(file):
        state = look_at_report(desk, file)
        if state.is_my_turn and not state.flaw and not as_json:
            for line in _own_lines(state):
                note(line)
        done = sign_report(desk, file)
    answer = SignAnswer(
        file=str(file),
        field=done.field,
        certified=done.certified,
        own_sheet_is_identical=done.own_sheet_is_identical,
        seals=tuple(OwnSealPart(**asdict(seal)) for seal in done.seals),
        decisions_on_my_scores=len(done.changes),
        changes=tuple(ChangePart(**asdict(change)) for change in done.changes),
        signed=done.signed,
        expected=done.expected,
    )
    give(answer, _sign_lines(answer, state), as_json=as_json)


def _print_script(asked: bool) -> None:
    """Give the stand-alone checker, to the letter, and do nothing else."""
    if asked:
        typer.echo(Path(__file__).with_name("check_record.py").read_text("utf-8"), nl=False)
        raise typer.Exit


PrintScript = Annotated[
    bool,
    typer.Option(
        "--print-script",
        is_eager=True,
        callback=_print_script,
        help="Print the stand-alone checker, which needs Python and no evalpanel.",
    ),
]


@app.command()
def verify(
    file: ReportFile,
    code: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A seal or card code from a member; may be repeated."),
    ] = None,
    print_script: PrintScript = False,  # noqa: ARG001 - the callback does it
    as_json: AsJson = False,
) -> None:
    """Check signatures, record, ranking and print of a report, or an F.evrecord alone."""
    from evalpanel.bootstrap import stateless_tools

    tools = stateless_tools()
    is_record = ending_of(file) == RECORD
    demand_kind(file, REPORT, RECORD)
    with speaking_of(file):
        data = tools.files.read(file)
        answer = (
            verify_record(data, code or (), tools.containers, tools.signatures, spoken())
            if is_record
            else verify_report(data, code or (), tools.paper, tools.signatures, spoken())
        )
    by_chair = any(signature.field == CHAIR_FIELD for signature in answer.signatures)
    give(answer, verify_lines(answer, is_record=is_record), as_json=as_json)
    if is_record:
        note(_("This is the record only; what the panel signed is the report."))
    elif not by_chair:
        note(_("The chair has not signed this report. The chair signs first: evalpanel sign "
               "{file}", file=file))  # fmt: skip
    finish(done=answer.valid and (by_chair or is_record))


def _own_lines(state: ReportState) -> list[str]:
    """What the signer is shown before signing: own seals, and every change on own scores."""
    if not state.own_sheet_is_identical:
        return []
    lines = [_("The report holds exactly what you sealed.")]
    for seal in state.seals:
        lines.append(_("  seal code {code}", code=seal.code))
        if seal.took_the_place_of:
            lines.append(_("  in the place of {code}", code=seal.took_the_place_of))
    lines.append(_("Agreed scores that differ from yours: {count}.", count=len(state.changes)))
    for change in state.changes:
        lines.append(
            _(
                "  lot {lot}, {candidate}, {item}: you {own}, agreed {agreed}. {reason}",
                lot=change.lot,
                candidate=change.candidate,
                item=change.item,
                own=change.own,
                agreed=change.agreed,
                reason=one_line(change.reason),
            )
        )
    return lines


def _sign_lines(answer: SignAnswer, before: ReportState) -> list[str]:
    """How far the report is now, and who signs next."""
    done = _("certified") if answer.certified else _("approved")
    lines = [
        _(
            "{file}: {done}; {signed} of {expected} have signed.",
            file=answer.file,
            done=done,
            signed=answer.signed,
            expected=answer.expected,
        )
    ]
    if before.variant == "full":
        lines += [
            _("  {name} does not sign: {standing}. {reason}", name=one.name,
              standing=standing_word(spoken(), one.standing), reason=one_line(one.reason))
            for one in before.not_signing
        ]  # fmt: skip
    waiting = [one.name for one in before.signers if not one.has_signed and not one.is_me]
    if waiting:
        said = _(
            "Next: hand this file to {names}; each signs with: evalpanel sign {file}",
            names=", ".join(waiting),
            file=answer.file,
        )
    else:
        said = _("Next, whoever wants to check it: evalpanel verify {file}", file=answer.file)
    return [*lines, said]
