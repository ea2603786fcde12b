"""`tender erratum`: the only change of a locked rule set."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.options import AsJson, Reason, Reference, RulesFile
from evalpanel.cli.session import session_of
from evalpanel.usecases.amending import ask_erratum


def erratum(
    context: typer.Context,
    reference: Reference,
    rules: RulesFile,
    reason: Reason,
    ground: Annotated[
        str, typer.Option("--ground", metavar="G", help="The legal ground of the change.")
    ],
    as_json: AsJson = False,
) -> None:
    """Ask to replace the locked rules; a second person confirms, the report shows every change."""
    desk = session_of(context).desk()
    with speaking_of(rules):
        act = ask_erratum(desk, reference, desk.files.read(rules), reason=reason, ground=ground)
    give_act(act, as_json=as_json)
