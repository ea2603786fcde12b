"""`robustness`: what a ranking hangs on; no workspace, no passphrase, nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, RulesFile
from evalpanel.cli.output import give
from evalpanel.cli.robustness_lines import robustness_lines
from evalpanel.domain.robustness import DRAWS
from evalpanel.domain.robustness import robustness as study_robustness
from evalpanel.domain.rulefile import parse_for_calculation, read_rules
from evalpanel.domain.scorefile import read_scores
from evalpanel.language import say

app = verbs()


@app.command()
def robustness(
    rules: RulesFile,
    scores: Annotated[Path, typer.Argument(metavar="SCORES.csv", help="The scores.")],
    draws: Annotated[int, typer.Option(metavar="N", help="How many weights to draw.")] = DRAWS,
    as_json: AsJson = False,
) -> None:
    """Tell what the ranking hangs on: one evaluator, weight or score; it changes nothing."""
    from evalpanel.bootstrap import stateless_tools

    files = stateless_tools().files
    with speaking_of(rules):
        document = read_rules(files.read(rules))
        announced = parse_for_calculation(document)
    with speaking_of(scores):
        rows = read_scores(files.read(scores), announced)
    answer = study_robustness(document, rows, draws, say)
    give(answer, robustness_lines(answer), as_json=as_json)
