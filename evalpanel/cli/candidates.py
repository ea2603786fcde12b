"""`candidate`: who applied, who reaches the panel, and what came in later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.candidates import CandidateListAnswer, CandidatePart, LotOutcomePart
from evalpanel.cli.answers.clarify import (
    EvidenceAnswer,
    ExpiryAnswer,
    ExpiryPart,
    SharedEntityAnswer,
    SharedEntityPart,
)
from evalpanel.cli.applications import receive
from evalpanel.cli.groups import noun
from evalpanel.cli.names import mask, overlook, scan
from evalpanel.cli.options import AsJson, CandidateId, Reason, Reference
from evalpanel.cli.output import give, table
from evalpanel.cli.session import session_of
from evalpanel.cli.tender_course import withdraw
from evalpanel.domain.evidence import Evidence
from evalpanel.domain.same_entity import SharedEntity
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import entity_word, evidence_word, outcome_word
from evalpanel.usecases.admitting import ask_admission
from evalpanel.usecases.applications import Applicant
from evalpanel.usecases.evidence import list_expiry, receive_evidence
from evalpanel.usecases.reconciling import LotStanding, list_standings
from evalpanel.usecases.same_entities import decide_same_entity, list_shared_entities

app = noun("Candidates: names, codes and who reaches the panel.")
app.command("load")(receive)
app.command()(withdraw)
app.command()(scan)
app.command()(overlook)
app.command()(mask)

_BEST_FIRST = (
    "admitted", "open", "withdrawn", "set_aside", "unsuitable", "excluded", "not_admitted", "late",
)  # fmt: skip


@app.command("list")
def list_candidates(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List id, name, code and outcome; for the organiser's eyes only."""
    desk = session_of(context).desk()
    found = tuple(_part(a, standings) for a, standings in list_standings(desk, reference))
    heads = (_("Id"), _("Name"), _("Code"), _("Outcome"), _("Reason"))
    rows = [(c.id, c.name, _codes(c), outcome_word(spoken(), c.outcome), c.reason) for c in found]
    give(CandidateListAnswer(candidates=found), table(heads, rows), as_json=as_json)


@app.command()
def evidence(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    kind: Annotated[str, typer.Argument(metavar="KIND", help="As the rule set calls it.")],
    reason: Reason,
    entity: Annotated[str, typer.Option(metavar="E", help="Whose it is.")] = "",
    dated: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="The date on it.")] = "",
    valid_until: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="The end date on it.")
    ] = "",
    received: Annotated[
        str, typer.Option(metavar="YYYY-MM-DD", help="When it came in; default: today.")
    ] = "",
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="The paper itself.")] = None,
    as_json: AsJson = False,
) -> None:
    """Register evidence that came in after the application."""
    desk = session_of(context).desk()
    piece = Evidence(
        kind=kind, entity=entity, dated=dated, valid_until=valid_until, sha256=None,
        received=received,
    )  # fmt: skip
    data = desk.files.read(file) if file else b""
    found = receive_evidence(desk, reference, candidate, piece, reason=reason, data=data).evidence
    answer = EvidenceAnswer(
        reference=reference,
        candidate=candidate,
        kind=found.kind,
        entity=found.entity,
        dated=found.dated or None,
        valid_until=found.valid_until or None,
        received=found.received,
        sha256=found.sha256,
    )
    line = _("{kind} of {candidate} is registered.", kind=kind, candidate=candidate)
    give(answer, [line], as_json=as_json)


@app.command()
def expiry(
    context: typer.Context,
    reference: Reference,
    on: Annotated[
        str, typer.Option("--on", metavar="YYYY-MM-DD", help="Default: the planned award.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """List evidence that will not do on the day of the award."""
    day, found = list_expiry(session_of(context).desk(), reference, on)
    parts = tuple(
        ExpiryPart(
            candidate=each.candidate,
            gate=each.gate,
            kind=each.found.kind,
            entity=each.found.entity,
            state=each.found.state,
            expires=each.found.expires.isoformat() if each.found.expires else None,
        )
        for each in found
    )
    heads = (_("Candidate"), _("Gate"), _("Evidence"), _("State"), _("Good until"), _("Entity"))
    rows = [
        (p.candidate, p.gate, p.kind, evidence_word(spoken(), p.state), p.expires or "-", p.entity)
        for p in parts
    ]
    first = _("On {day}:", day=day)
    lines = [first, *table(heads, rows)] if rows else [first, _("All evidence is in order.")]
    give(ExpiryAnswer(on=day.isoformat(), evidence=parts), lines, as_json=as_json)


@app.command()
def admit(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Let an application in that was kept out, late by no fault of its own; by two persons."""
    act = ask_admission(session_of(context).desk(), reference, candidate, reason=reason)
    give_act(act, as_json=as_json)


@app.command()
def twice(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """List legal entities that stand in two applications for the same lot."""
    found = list_shared_entities(session_of(context).desk(), reference)
    _give_shared(found, as_json=as_json)


@app.command()
def decide(
    context: typer.Context,
    reference: Reference,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="The name of the entity.")],
    decision: Annotated[str, typer.Option(metavar="D", help="What was decided, and why.")],
    lot: Annotated[str, typer.Option(metavar="L", help="Default: every lot it is twice in.")] = "*",
    as_json: AsJson = False,
) -> None:
    """Record what was decided about an entity that applies twice for a lot."""
    desk = session_of(context).desk()
    decide_same_entity(desk, reference, entity, decision, lot)
    found = [s for s in list_shared_entities(desk, reference) if s.entity == entity]
    _give_shared(found, as_json=as_json)


def _give_shared(found: Iterable[SharedEntity], *, as_json: bool) -> None:
    parts = tuple(
        SharedEntityPart(
            entity=each.entity,
            lot=each.lot,
            roles=dict(each.roles),
            decision=each.decision.decision if each.decision else None,
            by=each.decision.by if each.decision else None,
        )
        for each in found
    )
    heads = (_("Lot"), _("Entity"), _("Applications"), _("Decision"))
    rows = [(p.lot, p.entity, _roles(p.roles), p.decision or _("not decided")) for p in parts]
    lines = table(heads, rows) if rows else [_("No entity applies twice for a lot.")]
    give(SharedEntityAnswer(entities=parts), lines, as_json=as_json)


def _roles(roles: dict[str, str]) -> str:
    return ", ".join(f"{name} ({entity_word(spoken(), role)})" for name, role in roles.items())


def _codes(candidate: CandidatePart) -> str:
    """Its codes: one for the tender, or one per lot."""
    in_lots = dict.fromkeys(part.code for part in candidate.per_lot if part.code)
    return ", ".join(in_lots) or "-"


def _part(applicant: Applicant, standings: tuple[LotStanding, ...]) -> CandidatePart:
    application = applicant.application
    best = min(standings, key=lambda found: _BEST_FIRST.index(found.outcome))
    return CandidatePart(
        id=application.id,
        name=application.name,
        code=application.code or None,
        lots=application.lots,
        outcome=best.outcome,
        reason=say(best.reason),
        per_lot=tuple(
            LotOutcomePart(
                lot=found.lot,
                code=application.code_in(found.lot) or None,
                outcome=found.outcome,
                reason=say(found.reason),
            )
            for found in standings
        ),
    )
