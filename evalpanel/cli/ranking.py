"""`rank`, `threshold` and `identify`: the order by code, who falls out, and then the names."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.ranking import RankAnswer
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Reason, Reference
from evalpanel.cli.output import give
from evalpanel.cli.ranking_lines import ranking_lines
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.cli.tie_lines import open_tie_lines
from evalpanel.domain.calculation import lot_result
from evalpanel.language import say
from evalpanel.usecases.excluding import ask_exclusion
from evalpanel.usecases.ranking import ask_identify, rank_lots

app = verbs()


@app.command()
def rank(
    context: typer.Context,
    reference: Reference,
    lot: Annotated[str, typer.Option("--lot", metavar="L", help="Only this lot.")] = "",
    as_json: AsJson = False,
) -> None:
    """Rank as announced, with the reason for every number; exit 1 while a tie is open."""
    desk = session_of(context).desk()
    ranked = rank_lots(desk, reference, lot)
    answer = RankAnswer(
        reference=reference,
        rules_sha256=ranked.rules_sha256,
        lots=tuple(lot_result(ranked.rules, found, say) for found in ranked.lots),
        names=dict(ranked.names),
    )
    lines = ranking_lines(answer.lots, answer.names)
    give(answer, [*lines, *open_tie_lines(desk, reference, ranked)], as_json=as_json)
    finish(done=ranked.is_resolved)


@app.command()
def threshold(
    context: typer.Context,
    reference: Reference,
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="The code.")],
    lot: Annotated[str, typer.Option("--lot", metavar="L", help="The lot.")],
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Ask to confirm that a candidate is below a threshold, with the reason for its letter."""
    desk = session_of(context).desk()
    give_act(ask_exclusion(desk, reference, candidate, lot, reason=reason), as_json=as_json)


@app.command()
def identify(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Ask to put names to the codes, once the ranking is fixed; a second person confirms."""
    give_act(ask_identify(session_of(context).desk(), reference), as_json=as_json)
