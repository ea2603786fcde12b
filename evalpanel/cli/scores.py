"""`score`: load, export and see how far the own sheet has come."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.answers.scores import (
    CarryAnswer,
    CarryPart,
    CellPart,
    GapPart,
    ScoreExportAnswer,
    ScoreLoadAnswer,
    ScoreStatusAnswer,
)
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import noun
from evalpanel.cli.options import AsJson, PanelName, Reference
from evalpanel.cli.output import give, give_raw, note, table
from evalpanel.cli.session import session_of
from evalpanel.domain.package import Cell
from evalpanel.domain.scorefile import ScoreRow, read_scores
from evalpanel.language import _, say
from evalpanel.usecases.carrying_over import carry_scores, plan_carry_over
from evalpanel.usecases.scoring import Desktop, export_scores, load_scores, open_desktop

app = noun("Your own scores, as a file.")

_ASKED_FOR = ("plus", "minus", "reference")


@app.command()
def load(
    context: typer.Context,
    reference: Reference,
    scores: Annotated[Path, typer.Argument(metavar="SCORES.csv", help="Your scores.")],
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Take your scores from a CSV file, all or none."""
    desk = session_of(context).desk()
    with speaking_of(scores):
        data = desk.files.read(scores)
        loaded = load_scores(desk, reference, data, panel)
    warnings = tuple(warning for row in read_scores(data) for warning in _warnings(row))
    for warning in warnings:
        note(warning)
    gaps = open_desktop(desk, reference, panel).gaps
    answer = ScoreLoadAnswer(reference=reference, loaded=loaded, open=len(gaps), warnings=warnings)
    line = _("Taken: {loaded}. Still open: {open}.", loaded=loaded, open=len(gaps))
    give(answer, [line], as_json=as_json)


@app.command()
def export(
    context: typer.Context,
    reference: Reference,
    empty: Annotated[
        bool, typer.Option("--empty", help="The full grid of what is to be scored, unfilled.")
    ] = False,
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Give your scores as CSV on standard output."""
    desk = session_of(context).desk()
    data = export_scores(desk, reference, empty=empty, panel=panel)
    if not empty and open_desktop(desk, reference, panel).package.kind == "delphi":
        note(
            _(
                "What you did not score in this round stands as you gave it in the round before: "
                "weigh it anew before you load it."
            )
        )
    if not as_json:
        give_raw(data)
        return
    parts = tuple(
        CellPart.model_validate({name: getattr(row, name) for name in CellPart.model_fields})
        for row in read_scores(data)
    )
    give(ScoreExportAnswer(evaluator=desk.me.name, scores=parts), (), as_json=True)


@app.command()
def status(
    context: typer.Context, reference: Reference, panel: PanelName = "", as_json: AsJson = False
) -> None:
    """Show what is done and what is still open."""
    desktop = open_desktop(session_of(context).desk(), reference, panel)
    answer = _status(desktop)
    lines = [_("{done} of {total} complete.", done=answer.done, total=answer.total)]
    if answer.recused_lots:
        lines.append(_("Recused from lot {lots}.", lots=", ".join(answer.recused_lots)))
    if desktop.seal_again:
        lines.append(_("The panel was revised: seal the same sheet once more."))
    if answer.seal_code:
        lines.append(_("Sealed under code {code}.", code=answer.seal_code))
    if answer.open:
        heads = (_("Lot"), _("Item"), _("Candidate"), _("Missing"))
        lines += table(heads, [(g.lot, g.item, g.candidate, _missing(g)) for g in answer.open])
    give(answer, lines, as_json=as_json)


@app.command()
def carry(
    context: typer.Context,
    reference: Reference,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="You looked at them: carry them over.")
    ] = False,
    panel: PanelName = "",
    as_json: AsJson = False,
) -> None:
    """Show which of your scores stand after an erratum; carry them over once you agree."""
    desk = session_of(context).desk()
    plan = (carry_scores if confirm else plan_carry_over)(desk, reference, panel)
    stands = tuple(_carried(score.cell, score.score, "") for score in plan.carried)
    desktop = open_desktop(desk, reference, panel)
    anew = tuple(_carried(cell, desktop.score(cell).score, say(why)) for cell, why in plan.anew)
    answer = CarryAnswer(reference=reference, confirmed=confirm, stands=stands, anew=anew)
    give(answer, _carry_lines(answer), as_json=as_json)


def _carried(cell: Cell, score: str, why: str) -> CarryPart:
    return CarryPart(lot=cell[0], candidate=cell[1], item=cell[2], score=score, why=why)


def _carry_lines(answer: CarryAnswer) -> list[str]:
    heads = (_("Lot"), _("Item"), _("Candidate"), _("Score"), _("Scored anew, because"))
    parts = (*answer.stands, *answer.anew)
    lines = table(heads, [(p.lot, p.item, p.candidate, p.score, p.why) for p in parts])
    if answer.confirmed:
        count = len(answer.stands)
        return [
            *lines,
            _("Carried over: {count}. You can still change them.", count=count),
            _("Next, what is still open: evalpanel score status {reference}",
              reference=answer.reference),
        ]  # fmt: skip
    if answer.stands:
        return [
            *lines,
            _("Next, when you have looked at them: evalpanel score carry {reference} --confirm",
              reference=answer.reference),
        ]  # fmt: skip
    return [*lines, _("There is no score to carry over.")]


def _status(desktop: Desktop) -> ScoreStatusAnswer:
    gaps = tuple(
        GapPart(
            lot=gap.cell[0],
            candidate=gap.cell[1],
            item=gap.cell[2],
            lacks_score=gap.lacks_score,
            words_missing=gap.words_missing,
        )
        for gap in desktop.gaps
    )
    return ScoreStatusAnswer(
        reference=desktop.package.reference,
        panel=desktop.package.panel,
        round=desktop.package.round,
        done=len(desktop.cells) - len(gaps),
        total=len(desktop.cells),
        open=gaps,
        saved_at=desktop.saved_at or None,
        seal_code=desktop.sealed_code or None,
        recused_lots=desktop.recused_lots,
    )


def _missing(gap: GapPart) -> str:
    words = _("reason (words short: {count})", count=gap.words_missing) if gap.words_missing else ""
    return ", ".join(part for part in (_("score") if gap.lacks_score else "", words) if part)


def _warnings(row: ScoreRow) -> list[str]:
    if not row.score:
        return []
    names = {"plus": _("a plus"), "minus": _("a minus"), "reference": _("a reference")}
    lacking = [names[name] for name in _ASKED_FOR if not getattr(row, name).strip()]
    if not lacking:
        return []
    return [
        _(
            "Line {line}, {item} of {candidate} has no {what}; that does not block.",
            line=row.line,
            item=row.item,
            candidate=row.candidate,
            what=", ".join(lacking),
        )
    ]
