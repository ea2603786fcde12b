"""`calculate`: from files to a ranking; no workspace, no passphrase, nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, RulesFile
from evalpanel.cli.output import give
from evalpanel.cli.ranking_lines import ranking_lines
from evalpanel.cli.run import finish
from evalpanel.domain.calculation import calculate as calculate_ranking
from evalpanel.domain.candidatefile import read_candidates
from evalpanel.domain.rulefile import parse_for_calculation, read_rules
from evalpanel.domain.scorefile import read_decisions, read_scores
from evalpanel.language import say

app = verbs()


@app.command()
def calculate(
    rules: RulesFile,
    scores: Annotated[Path, typer.Argument(metavar="SCORES.csv", help="The scores.")],
    decisions: Annotated[
        Path | None, typer.Option(metavar="D.csv", help="The panel's decisions.")
    ] = None,
    candidates: Annotated[
        Path | None, typer.Option(metavar="CANDIDATES.toml", help="Who applied for which lots.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Calculate the ranking from files; exit 1 while it is incomplete or a tie is open."""
    from evalpanel.bootstrap import stateless_tools

    files = stateless_tools().files
    decided = entries = known = None
    with speaking_of(rules):
        document = read_rules(files.read(rules))
        announced = parse_for_calculation(document)
    if candidates:
        with speaking_of(candidates):
            entries = read_candidates(files.read(candidates))
            known = {entry.id for entry in entries}
    with speaking_of(scores):
        rows = read_scores(files.read(scores), announced, known)
    if decisions:
        with speaking_of(decisions):
            decided = read_decisions(files.read(decisions), announced, known)
    answer = calculate_ranking(document, rows, decided, entries, say)
    give(answer, ranking_lines(answer.lots, {}), as_json=as_json)
    finish(done=answer.is_settled)
