"""Counting a whole evaluation: from packages, sheets and decisions to the ranking of every lot.

The app ranks with this and `verify` recomputes with it, so that both follow one rule.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evalpanel.domain.allocation import OpenChoice, OpenTie, allocate
from evalpanel.domain.consensus import Decision, weigh
from evalpanel.domain.counting import (
    Counting,
    counting_decisions,
    counting_scores,
)
from evalpanel.domain.decisions import Verdict
from evalpanel.domain.drawn_ranking import apply_draws, tied_groups
from evalpanel.domain.errors import Refused
from evalpanel.domain.lot_division import divide_lots, limit_of
from evalpanel.domain.lot_offers import Orders
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.package import Cell, PackageV1
from evalpanel.domain.panel_changes import Change, changes_of
from evalpanel.domain.quorum import counts_after, short_cells, untainted
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.scoring import Cells, CellScores
from evalpanel.domain.sheet import SheetV1
from evalpanel.domain.standby import with_step_ins
from evalpanel.domain.tie_decisions import decided_lots, with_decided

_NO_DRAWS: Mapping[str, Orders] = {}
_ONE_CODE: Mapping[str, str] = {}


@dataclass(frozen=True)
class Count:
    """The ranking of every lot, and the ties in them that a draw or a decision must still break."""

    lots: tuple[LotRanking, ...]
    ties: tuple[OpenTie, ...]
    choices: tuple[OpenChoice, ...] = ()
    """Equal lots of which a candidate can have only some."""


def rank_evaluation(
    rules: RuleSet,
    packages: Sequence[PackageV1],
    sheets: Iterable[SheetV1],
    decisions: Iterable[Decision],
    lots_of: Mapping[str, Sequence[str]],
    draws: Mapping[str, Orders] = _NO_DRAWS,
    register: Iterable[object] = (),
    shared: Mapping[str, str] = _ONE_CODE,
) -> tuple[LotRanking, ...]:
    """The ranking of every lot; arguments and errors as `count_evaluation`."""
    count = count_evaluation(rules, packages, sheets, decisions, lots_of, draws, register, shared)
    return count.lots


def count_evaluation(
    rules: RuleSet,
    packages: Sequence[PackageV1],
    sheets: Iterable[SheetV1],
    decisions: Iterable[Decision],
    lots_of: Mapping[str, Sequence[str]],
    draws: Mapping[str, Orders] = _NO_DRAWS,
    register: Iterable[object] = (),
    shared: Mapping[str, str] = _ONE_CODE,
) -> Count:
    """The ranking of every lot, after draws and the limit per candidate where one was announced.

    `lots_of` gives the admitted lots per candidate code, in the candidate's order of preference;
    `draws` the orders that were drawn per lot, `register` who was recused or replaced, and what
    two persons decided between equals (R-55). With codes per lot, `shared` gives for each code the
    one under which all lots were scored at once.

    Raises:
        Refused: a score or decision that is needed is missing, too few scores of a lot count, or
            a draw was not announced.
    """
    entries = tuple(register)
    changes, orders = changes_of(entries), with_decided(draws, entries)
    packages = with_step_ins(packages, entries)
    counts = counts_after(packages, changes)
    _demand_quorum(rules, counts, changes)
    given = counting_scores(counts, sheets)
    settled = _settled(counts, untainted(decisions, packages, changes), rules)
    rankings = [
        rank_lot(rules, lot.id, codes, _cells(rules, lot.id, codes, given, settled, shared))
        for lot in rules.lots
        for codes in [sorted(code for code, lots in lots_of.items() if lot.id in lots)]
    ]
    if limit_of(rules) is not None:
        chosen = decided_lots(entries)
        left = allocate(rules, rankings, lots_of, orders, chosen)
        divided = divide_lots(rules, rankings, lots_of, orders, chosen)
        return Count(divided, left.ties, left.choices)
    return _drawn(rules, rankings, orders)


def _drawn(rules: RuleSet, rankings: Iterable[LotRanking], orders: Mapping[str, Orders]) -> Count:
    """The rankings after draws, each lot by itself."""
    drawn = tuple(apply_draws(rules, one, orders.get(one.lot, ())) for one in rankings)
    return Count(drawn, tuple(OpenTie(one.lot, tie) for one in drawn for tie in tied_groups(one)))


def _demand_quorum(
    rules: RuleSet, counts: Mapping[Cell, Counting], changes: Sequence[Change]
) -> None:
    """A lot that lost a member is not ranked before it has the members it needs (R-12)."""
    for short in short_cells(rules.panels, counts, changes):
        raise Refused(short.sentence)


def _settled(
    counts: Mapping[Cell, Counting], decisions: Iterable[Decision], rules: RuleSet
) -> dict[Cell, tuple[str, Verdict]]:
    """The agreed score of every cell that has a decision, and what the decision comes to."""
    fallbacks = {panel.id: panel.fallback for panel in rules.panels}
    return {
        cell: (decision.score, weigh(decision, counts[cell].names, fallbacks[decision.panel]))
        for cell, decision in counting_decisions(counts, decisions).items()
    }


def _cells(
    rules: RuleSet,
    lot: str,
    codes: Sequence[str],
    given: Mapping[Cell, Mapping[str, str]],
    settled: Mapping[Cell, tuple[str, Verdict]],
    shared: Mapping[str, str],
) -> Cells:
    cells = {}
    for item in rules.scored_items(lot):
        for code in codes:
            where = rules.score_lot(lot, item.id)
            scored_as = shared.get(code, code) if where == ALL_LOTS else code
            cell = (where, scored_as, item.id)
            score, verdict = settled.get(cell, ("", "open"))
            cells[(code, item.id)] = CellScores(
                given.get(cell, {}),
                score if verdict == "agreed" else None,
                by_mean=verdict == "by_mean",
            )
    return cells
