"""`excuse` and `step-in`: a member steps back, an alternate takes the place."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.exceptions import ExcuseAnswer, StepInAnswer
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, OutFolder, PanelName, Reason, Reference
from evalpanel.cli.output import give, note
from evalpanel.cli.session import session_of
from evalpanel.language import _
from evalpanel.usecases.excusing import step_back
from evalpanel.usecases.standing_by import step_in

app = verbs()


@app.command()
def excuse(
    context: typer.Context,
    reference: Reference,
    reason: Reason,
    out: OutFolder,
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Step back before sealing, for good, so that the round can go on without you."""
    made = step_back(session_of(context).desk(), reference, out, reason=reason, panel=panel)
    if made.again:
        note(_("You stepped back before; the file was written once more."))
    lines = [
        _("Hand this file to the process lead: {file}", file=made.file),
        _("Round {round} of panel {panel} is closed for you.", round=made.round, panel=made.panel),
    ]
    answer = ExcuseAnswer(file=str(made.file), panel=made.panel, round=made.round)
    give(answer, lines, as_json=as_json)


@app.command("step-in")
def step_in_for(
    context: typer.Context,
    reference: Reference,
    out: OutFolder,
    panel: PanelName = "",
    number: Annotated[
        int, typer.Option("--round", metavar="N", min=0, help="The round; your last, if not given.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """As an alternate, let the sheet that you sealed be opened, because you replace a member."""
    made = step_in(session_of(context).desk(), reference, out, panel, number)
    lines = [
        _("Hand this file to the process lead: {file}", file=made.file),
        _("It is about the sheet with code {code}.", code=made.code),
    ]
    give(StepInAnswer(file=str(made.file), code=made.code), lines, as_json=as_json)
