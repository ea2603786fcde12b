"""Lots to be divided: made by hand or drawn, and what a fair division is by definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from evalpanel.domain.allocation import Allocation, allocate
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CellScores
from tests.builders import a_criterion, a_lot, a_panel, a_ranking, a_rule_set, an_item, rules_from

RULES = ("preference", "lot_order", "best_score")
TOTALS = st.integers(0, 40)


@dataclass(frozen=True)
class Market:
    """Lots with totals per candidate, and who wants which lots first."""

    rules: RuleSet
    totals: Mapping[str, Mapping[str, int]]
    wishes: Mapping[str, Sequence[str]]

    @property
    def rankings(self) -> tuple[LotRanking, ...]:
        return tuple(
            rank_lot(self.rules, lot.id, sorted(self.totals[lot.id]), self._cells(lot.id))
            for lot in self.rules.lots
        )

    @property
    def most(self) -> int:
        limits = self.rules.lot_limits
        return (limits and limits.max_per_candidate) or len(self.rules.lots)

    def divide(self, draws: Mapping[str, Any] | None = None) -> Allocation:
        return allocate(self.rules, self.rankings, self.wishes, draws or {})

    def chosen(self) -> dict[str, tuple[str, ...]]:
        found = self.divide()
        assert found.is_settled
        return {lot.lot: lot.selected for lot in found.lots}

    def _cells(self, lot: str) -> Any:
        return {(c, "X"): CellScores({"E": str(t)}) for c, t in self.totals[lot].items()}


@lru_cache(maxsize=512)
def lot_rules(
    lots: int, rule: str = "", most: int = 1, select: int = 1, reserve: int = 0, end: str = "draw"
) -> RuleSet:
    document = a_rule_set(
        panel=[a_panel()],
        scale=[{"id": "scale", "range": {"from": "0", "to": "40", "step": "1"}}],
        criterion=[a_criterion("C", an_item("X", "40"))],
        ranking=a_ranking("40", tie_break=[end] if end else []),
        lot=[a_lot(str(n + 1), select, reserve=reserve) for n in range(lots)],
    )
    if rule:
        document["lots"] = {"max_per_candidate": most, "allocation": rule}
    return rules_from(**document)


def market(
    totals: Mapping[str, Mapping[str, int]], wishes: Mapping[str, str] | None = None, **kw: Any
) -> Market:
    given_ = wishes or {c: "".join(totals) for lot in totals.values() for c in lot}
    return Market(lot_rules(len(totals), **kw), totals, {c: tuple(w) for c, w in given_.items()})


@st.composite
def markets(draw: Any, rule: str = "", ties: bool = False, end: str = "draw") -> Market:
    names = draw(st.lists(st.text("ABK27", min_size=1, max_size=3), unique=True, max_size=6))
    lots = [str(n + 1) for n in range(draw(st.integers(1, 4)))]
    wishes = {c: tuple(draw(st.permutations(lots))[: draw(st.integers(1, 4))]) for c in names}
    cells = [(lot, c) for c in names for lot in wishes[c]]
    size = len(cells)
    figures = draw(st.lists(st.integers(0, 3 if ties else 40), min_size=size, max_size=size,
                            unique=not ties))  # fmt: skip
    totals: dict[str, dict[str, int]] = {lot: {} for lot in lots}
    for (lot, c), figure in zip(cells, figures, strict=True):
        totals[lot][c] = figure
    rules = lot_rules(
        len(lots), rule or draw(st.sampled_from(("", *RULES))), draw(st.integers(1, 3)),
        draw(st.integers(1, 3)), draw(st.integers(0, 2)), end,
    )  # fmt: skip
    return Market(rules, totals, wishes)


def places_of(found: Market) -> int:
    select = found.rules.lots[0].select
    assert isinstance(select, int)
    return select


def blocking_pairs(found: Market, chosen: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """By definition: both would rather have each other than something they have now."""
    held = {c: [lot for lot in found.wishes[c] if c in chosen[lot]] for c in found.wishes}

    def lot_wants(lot: str, c: str) -> bool:
        totals = found.totals[lot]
        has_room = len(chosen[lot]) < places_of(found)
        return has_room or any(totals[c] > totals[other] for other in chosen[lot])

    def candidate_wants(c: str, lot: str) -> bool:
        order = list(found.wishes[c])
        has_room = len(held[c]) < found.most
        return has_room or any(order.index(lot) < order.index(other) for other in held[c])

    return [
        (c, lot) for c, lots in found.wishes.items() for lot in lots
        if c not in chosen[lot] and lot_wants(lot, c) and candidate_wants(c, lot)
    ]  # fmt: skip


def offered_one_by_one(found: Market) -> dict[str, set[str]]:
    """Gale and Shapley as in the book: a lot with room asks the next; too many is dropped."""
    queue = {
        lot: sorted(t, key=lambda c, t=t: -t[c])  # type: ignore[misc]  # bound now, as it must be
        for lot, t in found.totals.items()
    }
    chosen: dict[str, set[str]] = {lot: set() for lot in found.totals}
    while open_ := [lot for lot in queue if queue[lot] and len(chosen[lot]) < places_of(found)]:
        lot = open_[-1]
        candidate = queue[lot].pop(0)
        chosen[lot].add(candidate)
        held = [one for one in found.wishes[candidate] if candidate in chosen[one]]
        for dropped in held[found.most :]:
            chosen[dropped].remove(candidate)
    return chosen
