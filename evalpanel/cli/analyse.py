"""`analyse`: how far evaluators agree; no workspace, no passphrase, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson
from evalpanel.cli.output import give, table
from evalpanel.domain.agreement import analyse as analyse_scores
from evalpanel.domain.analysis import Analysis, LotAgreement
from evalpanel.domain.scorefile import read_scores
from evalpanel.language import _, say, spoken

app = verbs()


@app.command()
def analyse(
    scores: Annotated[Path, typer.Argument(metavar="SCORES.csv", help="The scores.")],
    as_json: AsJson = False,
) -> None:
    """Tell how far the evaluators agree, before they talked; it changes no score."""
    from evalpanel.bootstrap import stateless_tools

    with speaking_of(scores):
        answer = analyse_scores(read_scores(stateless_tools().files.read(scores)), say)
    give(answer, _lines(answer), as_json=as_json)


def _lines(answer: Analysis) -> Iterator[str]:
    if not answer.lots:
        yield _("There are no scores in this file.")
        return
    for lot in answer.lots:
        yield _(
            "Lot {lot}: {evaluators} evaluators, {candidates} candidates",
            lot=lot.lot,
            evaluators=lot.evaluators,
            candidates=lot.candidates,
        )
        yield from table((_("Figure"), _("Value"), _("What it says")), list(_figures(lot)))
        yield from _per_evaluator(lot)
        yield from (f"  {note}" for note in lot.notes)
    yield _("These figures inform the panel; they are no marks and change no score.")
    yield _(
        "Where good candidates are close together, alpha and ICC come out low even if "
        "everybody differs by half a point at most."
    )


def _figures(lot: LotAgreement) -> Iterator[tuple[str, str, str]]:
    """Every figure with what it says, or why it does not exist."""
    alike = _("same single scores; 0.80 and more is firm, 0.667 and more tentative")
    rows = (
        ("krippendorff_alpha", "nominal", _("alpha nominal"), alike),
        ("krippendorff_alpha", "ordinal", _("alpha ordinal"), alike),
        ("krippendorff_alpha", "interval", _("alpha interval"), alike),
        ("kendall_w", "w", _("Kendall's W"), _("same order of the candidates, from 0 to 1")),
        ("icc", "2,1", "ICC(2,1)", _("how sound the total of one evaluator is")),
        ("icc", "2,k", "ICC(2,k)", _("how sound the mean of all evaluators is")),
        ("icc", "3,1", "ICC(3,1)", _("one evaluator, with severity left aside")),
    )
    found = lot.to_json()
    for kind, key, name, said in rows:
        value = (found[kind] or {}).get(key)
        yield name, _text(value), lot.why[kind] if value is None else said


def _per_evaluator(lot: LotAgreement) -> list[str]:
    """Severity and agreement in order per evaluator, or why there is none."""
    if lot.severity is None or lot.rank_agreement is None:
        names = ("severity", "rank_agreement")
        return list(dict.fromkeys(lot.why[name] for name in names if name in lot.why))
    heads = (_("Evaluator"), _("Against the mean of all"), _("Same order as the others"))
    ranks = lot.rank_agreement
    rows = [
        (name, spoken().number(f"{own:+.2f}"), _text(ranks[name]))
        for name, own in lot.severity.items()
    ]
    return [*table(heads, rows), *filter(None, [lot.why.get("rank_agreement")])]


def _text(value: float | None) -> str:
    return "-" if value is None else spoken().number(f"{value:.3f}")
