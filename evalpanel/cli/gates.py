"""`gate`: what is met or not."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.candidates import (
    ActAnswer,
    EvidencePart,
    GateLinePart,
    GateListAnswer,
    JudgementPart,
)
from evalpanel.cli.clarify import request_lines
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, CandidateId, Reason, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.domain.application import GateJudgement
from evalpanel.domain.evidence import lack_of
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import clarification_word, gate_word
from evalpanel.usecases.acts import list_open_acts
from evalpanel.usecases.clarifying import list_clarifications
from evalpanel.usecases.gate_lines import GateLine, list_all_gates
from evalpanel.usecases.gates import judge_gate, list_judgements
from evalpanel.usecases.ports import Desk

app = noun("Gates: requirements that are met or not.")

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

Proportionality = Annotated[
    str,
    typer.Option(
        metavar="P", help="Why failing a facultative ground for exclusion is proportionate."
    ),
]
EvidenceReason = Annotated[
    str, typer.Option(metavar="WHY", help="Why it is met although evidence is missing or expired.")
]
Asked = Annotated[
    str,
    typer.Option(metavar="YYYY-MM-DD", help="With repair: the day it was asked; default: today."),
]
Days = Annotated[
    int, typer.Option(metavar="N", help="With repair: calendar days; default: as announced.")
]


@app.command("set")
def set_gate(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    gate: Gate,
    outcome: Outcome,
    reason: Reason,
    lot: Lot = "*",
    entity: Entity = "*",
    proportionality: Proportionality = "",
    evidence_reason: EvidenceReason = "",
    date: Asked = "",
    days: Days = 0,
    as_json: AsJson = False,
) -> None:
    """Judge a gate; an outcome that excludes needs a second person, repair gets a term."""
    desk = session_of(context).desk()
    act = judge_gate(
        desk, reference, candidate, gate, outcome, reason=reason, lot=lot, entity=entity,
        proportionality=proportionality, evidence_reason=evidence_reason, sent=date, days=days,
    )  # fmt: skip
    if act is not None:
        give_act(act, as_json=as_json)
        return
    word = gate_word(spoken(), outcome)
    said = _("{gate} of {candidate}: {outcome}.", gate=gate, candidate=candidate, outcome=word)
    terms = _term_lines(desk, reference, candidate) if outcome == "repair" else []
    give(_done(desk, reference), [said, *terms], as_json=as_json)


def _term_lines(desk: Desk, reference: str, candidate: str) -> list[str]:
    """The request that was just sent to a candidate, with its term."""
    asked = list_clarifications(desk, reference)
    [*_before, last] = [each for each in asked if each.request.candidate == candidate]
    return request_lines(last)


def _done(desk: Desk, reference: str) -> ActAnswer:
    """The answer where nobody has to confirm."""
    return ActAnswer(
        reference=reference,
        act=None,
        kind="gate",
        done=True,
        by=desk.me.name,
        at=desk.now(),
        confirmed_by=None,
        confirmed_at=None,
    )


@app.command("list")
def list_gates(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List what every candidate needs, with evidence and terms, and the acts that wait."""
    desk = session_of(context).desk()
    judgements = tuple(_part(found) for found in list_judgements(desk, reference))
    waiting = tuple(act.id for act in list_open_acts(desk, reference))
    found = list_all_gates(desk, reference)
    parts = tuple(_line(candidate, line) for candidate, line in found)
    heads = (_("Candidate"), _("Gate"), _("Entity"), _("Lot"), _("Outcome"), _("Evidence"),
             _("By"), _("Reason"))  # fmt: skip
    rows = [_row(part, line) for part, (_candidate, line) in zip(parts, found, strict=True)]
    lines = table(heads, rows)
    if waiting:
        lines.append(_("Waiting for a second person: {acts}", acts=", ".join(waiting)))
    answer = GateListAnswer(judgements=judgements, waiting=waiting, lines=parts)
    give(answer, lines, as_json=as_json)


def _row(part: GateLinePart, line: GateLine) -> tuple[str, ...]:
    words, judged = spoken(), line.judgement
    outcome = gate_word(words, part.outcome)
    if part.waits:
        outcome = _("failure waits for a second person")
    elif line.request is not None and line.request.state != "settled":
        state = clarification_word(words, line.request.state)
        outcome = f"{outcome}: {part.ends}, {state}"
    by = _both(judged.by, judged.confirmed_by) if judged else "-"
    evidence = "; ".join(say(lack_of(found)) for found in line.evidence) or "-"
    return (
        part.candidate, part.gate, part.entity, part.lot, outcome, evidence, by,
        judged.reason if judged else "",
    )  # fmt: skip


def _line(candidate: str, line: GateLine) -> GateLinePart:
    request = line.request
    return GateLinePart(
        candidate=candidate,
        gate=line.need.gate,
        kind=line.need.kind,
        entity=line.need.entity,
        lot=line.lot,
        outcome=line.judgement.outcome if line.judgement else "not_judged",
        waits=line.waits,
        evidence=tuple(
            EvidencePart(
                kind=found.kind,
                entity=found.entity,
                state=found.state,
                expires=found.expires.isoformat() if found.expires else None,
            )
            for found in line.evidence
        ),
        request=request.request.number if request else None,
        request_state=request.state if request else None,
        ends=request.request.ends if request else None,
    )


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
        proportionality=found.proportionality,
        evidence_reason=found.evidence_reason,
    )
