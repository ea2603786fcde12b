"""`seal` and `merge`: hand in alone, take in without opening."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.scores import MergeAnswer, SealAnswer, VerdictPart
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, OutFolder, PanelName, Reference
from evalpanel.cli.output import give, note
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.language import _, say
from evalpanel.usecases.merging import merge_seals
from evalpanel.usecases.scoring import Desktop, open_desktop
from evalpanel.usecases.sealing import independence_statement, seal_sheet

app = verbs()


@app.command()
def seal(
    context: typer.Context,
    reference: Reference,
    out: OutFolder,
    panel: PanelName = "",
    names_stay: Annotated[
        str, typer.Option(metavar="WHY", help="Why a text names a candidate on purpose.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Seal your sheet once and for all, and give the seal code to keep."""
    desk = session_of(context).desk()
    desktop = open_desktop(desk, reference, panel)
    if desktop.seal_again:
        note(_("The panel was revised: the same sheet is sealed once more, under the same code."))
    if _is_about_to_seal(desktop):
        note(_("You state: {statement}", statement=independence_statement(desktop)))
    sealed = seal_sheet(desk, reference, out, panel, names_stay)
    if sealed.again:
        note(_("The sheet was sealed before; its file was written once more."))
    lines = [
        _("Hand this file to the process lead: {file}", file=sealed.file),
        _("Your seal code, to write down: {code}", code=sealed.code),
    ]
    give(SealAnswer(file=str(sealed.file), code=sealed.code), lines, as_json=as_json)


def _is_about_to_seal(desktop: Desktop) -> bool:
    """Whether a sheet is ready that was not sealed like this before: nothing else is stated."""
    is_new = not desktop.sealed_code or desktop.seal_again
    return is_new and not desktop.stepped_back and not desktop.gaps


@app.command()
def merge(
    context: typer.Context,
    reference: Reference,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="Seals, excuses, and keys of alternates."),
    ],
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Take seals, excuses and keys of alternates in, a verdict per file; opens no round."""
    result = merge_seals(session_of(context).desk(), reference, files, panel)
    parts = tuple(
        VerdictPart(
            file=str(found.file),
            verdict=found.verdict,
            reason=" ".join(say(told) for told in (found.reason, found.hint) if told) or None,
            member=found.member or None,
        )
        for found in result.files
    )
    answer = MergeAnswer(files=parts, waiting_for=result.waiting_for, ready=result.ready,
                         to_revise=tuple(say(why) for why in result.to_revise))  # fmt: skip
    give(answer, _merge_lines(answer), as_json=as_json)
    finish(done=all(part.verdict != "refused" for part in parts))


def _merge_lines(answer: MergeAnswer) -> list[str]:
    words = {
        "accepted": _("accepted"),
        "already_here": _("already here"),
        "refused": _("refused"),
    }
    lines = []
    for part in answer.files:
        about = part.reason or part.member or ""
        lines.append(f"{words[part.verdict]}: {part.file} ({about})")
    lines += answer.to_revise
    if answer.ready:
        return [*lines, _("Nobody is waited for: nothing keeps the round closed any longer.")]
    if not answer.waiting_for:
        return lines
    return [*lines, _("Waiting for: {names}", names=", ".join(answer.waiting_for))]
