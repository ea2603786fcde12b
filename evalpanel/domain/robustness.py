"""How far a ranking hangs on one evaluator, one weight or one score: `robustness`.

The figures inform; they change no score and no rank and stand in no record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from evalpanel.domain.completeness import gather_lot
from evalpanel.domain.errors import Sentence, WrongUsage
from evalpanel.domain.lot_robustness import lot_robustness
from evalpanel.domain.robustness_answer import Robustness
from evalpanel.domain.rulefile import parse_for_calculation, rules_sha256
from evalpanel.domain.scorefile import ScoreRow, demand_fitting
from evalpanel.domain.studied_lot import without_consensus

DRAWS, MOST_DRAWS = 10_000, 1_000_000
Say = Callable[[Sentence], str]


def robustness(
    document: Mapping[str, Any],
    scores: Sequence[ScoreRow],
    draws: int = DRAWS,
    say: Say = str,
) -> Robustness:
    """How far the ranking of every lot holds, from a rule set document and scores.

    Raises:
        HasProblems: in the rule set or the scores. WrongUsage: too few or too many draws.
    """
    if not 1 <= draws <= MOST_DRAWS:
        raise WrongUsage(
            "Between 1 and {most} draws are possible, not {draws}.",
            hint="Choose a number between them, such as 10000.",
            draws=draws,
            most=MOST_DRAWS,
        )
    announced = parse_for_calculation(dict(document))
    demand_fitting(announced, scores)
    rules = without_consensus(announced)
    lots = (gather_lot(rules, lot.id, scores, None, None) for lot in rules.lots)
    return Robustness(
        rules_sha256=rules_sha256(dict(document)),
        method=announced.panels[0].method,
        lots=tuple(lot_robustness(announced, rules, lot, draws, say) for lot in lots),
    )
