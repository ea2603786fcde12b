"""`tie`: what two persons decide between equals where the rules are exhausted."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reason, Reference
from evalpanel.cli.session import session_of
from evalpanel.usecases.deciding_ties import ask_tie_decision

app = noun("A tie that the rules leave open.")


@app.callback()
def tie() -> None:
    """A tie that the rules leave open."""


@app.command()
def decide(
    context: typer.Context,
    reference: Reference,
    order: Annotated[
        str, typer.Option(metavar="CODES", help="The codes, the first one first: K3,B7; or lots.")
    ],
    reason: Reason,
    ground: Annotated[
        str, typer.Option("--ground", metavar="G", help="What the power to decide rests on.")
    ],
    lot: Annotated[str, typer.Option("--lot", metavar="L", help="The lot of the tie.")] = "",
    candidate: Annotated[
        str, typer.Option("--candidate", metavar="CODE", help="Whose lots are equal.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Ask to put equals in an order where no draw was announced; a second person confirms."""
    names = tuple(part.strip() for part in order.split(",") if part.strip())
    act = ask_tie_decision(
        session_of(context).desk(), reference, names, reason=reason, ground=ground, lot=lot,
        candidate=candidate,
    )  # fmt: skip
    give_act(act, as_json=as_json)
