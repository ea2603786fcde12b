"""`consensus`: open the round, hold the meeting, close it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.consensus import (
    AgendaAnswer,
    AgendaPart,
    DecisionAnswer,
    DecisionLoadAnswer,
    DecisionPart,
    RoundAnswer,
)
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, PanelName, Reason, Reference
from evalpanel.cli.output import give, note, table
from evalpanel.cli.session import session_of
from evalpanel.domain.consensus import Decision, is_agreed
from evalpanel.domain.tender import Opening
from evalpanel.language import _
from evalpanel.language.moments import times_in_words
from evalpanel.usecases.consensus import (
    DecisionInput,
    close_meeting,
    load_decisions,
    record_decision,
)
from evalpanel.usecases.meeting import AgendaItem, Meeting, open_meeting
from evalpanel.usecases.names_in_decisions import list_names_in_decision, list_names_in_latest
from evalpanel.usecases.rounds import open_round

app = noun("The round and its meeting, with codes only.")

Lot = Annotated[str, typer.Option("--lot", metavar="L", help="The lot.")]
Candidate = Annotated[str, typer.Option("--candidate", metavar="C", help="The code.")]
Item = Annotated[str, typer.Option("--item", metavar="I", help="The item.")]
Score = Annotated[str, typer.Option("--score", metavar="S", help="The agreed score.")]
Names = Annotated[list[str] | None, typer.Option(metavar="NAME", help="May be repeated.")]


@app.command("open")
def open_sheets(
    context: typer.Context, reference: Reference, panel: PanelName = "", as_json: AsJson = False
) -> None:
    """Open the sheets of a round together, once everybody has sealed."""
    _give_round(open_round(session_of(context).desk(), reference, panel), as_json=as_json)


@app.command()
def agenda(
    context: typer.Context, reference: Reference, panel: PanelName = "", as_json: AsJson = False
) -> None:
    """Show what to discuss, most points at stake first; never a total."""
    meeting = open_meeting(session_of(context).desk(), reference, panel)
    answer = AgendaAnswer(
        reference=reference,
        panel=meeting.panel.id,
        round=meeting.opening.round,
        decided=meeting.decided,
        total=len(meeting.agenda),
        closed=meeting.is_closed,
        items=tuple(_agenda_part(meeting, item) for item in meeting.agenda),
    )
    heads = (_("Lot"), _("Item"), _("Candidate"), _("Scores"), _("Spread"), _("Agreed"))
    rows = [(p.lot, p.item, p.candidate, _scores(p), _spread(p), _agreed(p)) for p in answer.items]
    decided = _("{done} of {total} decided.", done=answer.decided, total=answer.total)
    give(answer, [*table(heads, rows), decided], as_json=as_json)


@app.command()
def record(
    context: typer.Context,
    reference: Reference,
    lot: Lot,
    candidate: Candidate,
    item: Item,
    score: Score,
    reason: Reason,
    present: Names = None,
    agrees: Names = None,
    remark: Annotated[str, typer.Option(metavar="R", help="A minority view.")] = "",
    outside_reason: Annotated[
        str, typer.Option(metavar="R", help="Why a score that nobody gave.")
    ] = "",
    internal_note: Annotated[str, typer.Option(metavar="N", help="Stays inside.")] = "",
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Record what the panel agreed on; a change is a new version."""
    desk = session_of(context).desk()
    given = DecisionInput(
        lot=lot,
        candidate=candidate,
        item=item,
        score=score,
        reason=reason,
        present=tuple(present or ()),
        agrees=tuple(agrees or ()),
        remark=remark,
        outside_reason=outside_reason,
        internal_note=internal_note,
    )
    decision = record_decision(desk, reference, given, panel)
    _tell_names(list_names_in_decision(desk, decision))
    part = _decision_part(open_meeting(desk, reference, panel), decision)
    give(DecisionAnswer(decision=part), _decision_lines(part), as_json=as_json)


@app.command()
def load(
    context: typer.Context,
    reference: Reference,
    decisions: Annotated[Path, typer.Argument(metavar="DECISIONS.csv", help="The decisions.")],
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Record decisions from a CSV file, all or none."""
    desk = session_of(context).desk()
    with speaking_of(decisions):
        loaded = load_decisions(desk, reference, desk.files.read(decisions), panel)
    _tell_names(list_names_in_latest(desk, reference, panel))
    meeting = open_meeting(desk, reference, panel)
    done, total = meeting.decided, len(meeting.agenda)
    answer = DecisionLoadAnswer(reference=reference, loaded=loaded, decided=done, total=total)
    line = _(
        "Recorded: {loaded}. {done} of {total} decided.", loaded=loaded, done=done, total=total
    )
    give(answer, [line], as_json=as_json)


@app.command()
def close(
    context: typer.Context, reference: Reference, panel: PanelName = "", as_json: AsJson = False
) -> None:
    """Close the meeting after its last decision; the ranking shows from then on."""
    _give_round(close_meeting(session_of(context).desk(), reference, panel), as_json=as_json)


def _tell_names(names: Iterable[str]) -> None:
    for name in names:
        note(_("“{name}” betrays a candidate: use the code and record it again.", name=name))


def _give_round(opening: Opening, *, as_json: bool) -> None:
    answer = RoundAnswer(
        reference=opening.reference,
        panel=opening.panel,
        round=opening.round,
        opened_at=opening.at,
        opened_by=opening.by,
        sheets_sha256=opening.sheets_sha256,
        closed_at=opening.closed_at or None,
    )
    lines = [
        _(
            "Round {round} of panel {panel} was opened on {at} by {name}.",
            round=answer.round,
            panel=answer.panel,
            at=times_in_words(answer.opened_at),
            name=answer.opened_by,
        ),
        _("Hash of all sheets: {hash}", hash=answer.sheets_sha256),
    ]
    if answer.closed_at:
        lines.append(_("The meeting was closed on {at}.",
                       at=times_in_words(answer.closed_at)))  # fmt: skip
    give(answer, lines, as_json=as_json)


def _agreed(part: AgendaPart) -> str:
    return part.decision.score if part.decision else "-"


def _agenda_part(meeting: Meeting, item: AgendaItem) -> AgendaPart:
    lot, candidate, name = item.cell
    return AgendaPart(
        lot=lot,
        candidate=candidate,
        item=name,
        scores={meeting.members[key]: code for key, code in item.spread.scores.items()},
        spread_steps=item.spread.steps,
        must_discuss=item.spread.must_discuss,
        speaking=tuple(meeting.members[key] for key in item.speaking),
        decision=_decision_part(meeting, item.decision) if item.decision else None,
    )


def _decision_part(meeting: Meeting, decision: Decision) -> DecisionPart:
    return DecisionPart(
        lot=decision.lot,
        candidate=decision.candidate,
        item=decision.item,
        version=decision.version,
        score=decision.score,
        reason=decision.reason,
        present=decision.present,
        agrees=decision.agrees,
        remark=decision.remark,
        outside_reason=decision.outside_reason,
        counts=_counts(meeting, decision),
    )


def _counts(meeting: Meeting, decision: Decision) -> bool:
    found = meeting.item_at(decision.cell)
    return found is not None and is_agreed(decision, found.required, meeting.panel.fallback)


def _decision_lines(part: DecisionPart) -> list[str]:
    line = _(
        "{item} of {candidate}: {score}, version {version}.",
        item=part.item,
        candidate=part.candidate,
        score=part.score,
        version=part.version,
    )
    return [line] if part.counts else [line, _("It does not count yet: not everybody agrees.")]


def _scores(part: AgendaPart) -> str:
    return ", ".join(f"{name} {code}" for name, code in part.scores.items())


def _spread(part: AgendaPart) -> str:
    return f"{part.spread_steps} ▲" if part.must_discuss else str(part.spread_steps)
