"""`gate`: what is met or not."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.candidates import ActAnswer, GateListAnswer, JudgementPart
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, Reason, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.domain.application import GateJudgement
from evalpanel.language import _
from evalpanel.usecases.acts import list_open_acts
from evalpanel.usecases.gates import judge_gate, list_judgements

app = noun("Gates: requirements that are met or not.")

Candidate = Annotated[str, typer.Argument(metavar="CANDIDATE", help="The id of the candidate.")]
Gate = Annotated[str, typer.Argument(metavar="GATE", help="The id of the gate.")]
Outcome = Annotated[
    str,
    typer.Argument(
        metavar="OUTCOME",
        help="met, comparable, repair, failed or not_judged; for a condition accepted, "
        "not_accepted or not_judged.",
    ),
]
Lot = Annotated[str, typer.Option("--lot", metavar="L", help="Only for this lot.")]
Entity = Annotated[
    str, typer.Option("--entity", metavar="E", help="The legal entity, where each is judged.")
]


@app.command("set")
def set_gate(
    context: typer.Context,
    reference: Reference,
    candidate: Candidate,
    gate: Gate,
    outcome: Outcome,
    reason: Reason,
    lot: Lot = "*",
    entity: Entity = "*",
    as_json: AsJson = False,
) -> None:
    """Judge a gate; an outcome that excludes needs a second person."""
    desk = session_of(context).desk()
    act = judge_gate(
        desk, reference, candidate, gate, outcome, reason=reason, lot=lot, entity=entity
    )
    if act is not None:
        give_act(act, as_json=as_json)
        return
    answer = ActAnswer(
        reference=reference,
        act=None,
        kind="gate",
        done=True,
        by=desk.me.name,
        at=desk.now(),
        confirmed_by=None,
        confirmed_at=None,
    )
    line = _("{gate} of {candidate}: {outcome}.", gate=gate, candidate=candidate, outcome=outcome)
    give(answer, [line], as_json=as_json)


@app.command("list")
def list_gates(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List every judgement, oldest first, and the acts that wait for a second person."""
    desk = session_of(context).desk()
    judgements = tuple(_part(found) for found in list_judgements(desk, reference))
    waiting = tuple(act.id for act in list_open_acts(desk, reference))
    heads = (_("Candidate"), _("Gate"), _("Entity"), _("Outcome"), _("By"), _("Reason"))
    lines = table(
        heads,
        [
            (j.candidate, j.gate, j.entity, j.outcome, _both(j.by, j.confirmed_by), j.reason)
            for j in judgements
        ],
    )
    if waiting:
        lines.append(_("Waiting for a second person: {acts}", acts=", ".join(waiting)))
    give(GateListAnswer(judgements=judgements, waiting=waiting), lines, as_json=as_json)


def _both(by: str, other: str | None) -> str:
    return f"{by} + {other}" if other else by


def _part(found: GateJudgement) -> JudgementPart:
    return JudgementPart(
        candidate=found.candidate,
        gate=found.gate,
        entity=found.entity,
        lot=found.lot,
        outcome=found.outcome,
        reason=found.reason,
        by=found.by,
        confirmed_by=found.confirmed_by or None,
        at=found.at,
    )
