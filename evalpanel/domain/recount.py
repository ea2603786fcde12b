"""Counting a whole evaluation: from packages, sheets and decisions to the ranking of every lot.

The app ranks with this and `verify` recomputes with it, so that both follow one rule.
"""

from collections.abc import Iterable, Mapping, Sequence

from evalpanel.domain.consensus import Decision, latest_decisions, weigh
from evalpanel.domain.decisions import Verdict
from evalpanel.domain.lot_division import divide_lots
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.package import PackageV1
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import Cells, CellScores
from evalpanel.domain.sheet import Cell, SheetV1


def rank_evaluation(
    rules: RuleSet,
    packages: Sequence[PackageV1],
    sheets: Iterable[SheetV1],
    decisions: Iterable[Decision],
    lots_of: Mapping[str, Sequence[str]],
) -> tuple[LotRanking, ...]:
    """The ranking of every lot, after the limit per candidate where one was announced.

    `lots_of` gives the admitted lots per candidate code, in the candidate's order of preference.

    Raises:
        Refused: a score or decision that is needed is missing.
    """
    given = _given(sheets)
    settled = _settled(packages, decisions, rules)
    rankings = [
        rank_lot(rules, lot.id, codes, _cells(rules, lot.id, codes, given, settled))
        for lot in rules.lots
        for codes in [sorted(code for code, lots in lots_of.items() if lot.id in lots)]
    ]
    return divide_lots(rules, rankings, lots_of)


def _given(sheets: Iterable[SheetV1]) -> dict[Cell, dict[str, str]]:
    given: dict[Cell, dict[str, str]] = {}
    for sheet in sheets:
        for score in sheet.scores:
            given.setdefault(score.cell, {})[sheet.member] = score.score
    return given


def _settled(
    packages: Sequence[PackageV1], decisions: Iterable[Decision], rules: RuleSet
) -> dict[Cell, tuple[str, Verdict]]:
    """The agreed score of every cell that has a decision, and what the decision comes to."""
    members = {p.panel: tuple(e.name for e in p.scoring_members()) for p in packages}
    fallbacks = {panel.id: panel.fallback for panel in rules.panels}
    return {
        cell: (
            decision.score,
            weigh(decision, members.get(decision.panel, ()), fallbacks[decision.panel]),
        )
        for cell, decision in latest_decisions(decisions).items()
    }


def _cells(
    rules: RuleSet,
    lot: str,
    codes: Sequence[str],
    given: Mapping[Cell, Mapping[str, str]],
    settled: Mapping[Cell, tuple[str, Verdict]],
) -> Cells:
    cells = {}
    for item in rules.scored_items(lot):
        for code in codes:
            cell = (rules.score_lot(lot, item.id), code, item.id)
            score, verdict = settled.get(cell, ("", "open"))
            cells[(code, item.id)] = CellScores(
                given.get(cell, {}),
                score if verdict == "agreed" else None,
                by_mean=verdict == "by_mean",
            )
    return cells
