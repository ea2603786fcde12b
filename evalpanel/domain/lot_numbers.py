"""The scores of a lot, read once into whole numbers: what ranking counts with."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from evalpanel.domain.criterion_rules import Item
from evalpanel.domain.errors import Refused
from evalpanel.domain.panel_rules import Method
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scale import WholeScores, share_of


@dataclass(frozen=True)
class CellScores:
    """The scores of one candidate on one item: each evaluator's, and the agreed one if any.

    `by_mean` says that the announced fallback `mean` decides this cell of a consensus panel.
    """

    scores: Mapping[str, str] = field(default_factory=dict)
    agreed: str | None = None
    by_mean: bool = False

    def deciding(self, method: Method) -> Collection[str]:
        """The codes that count under a method: the agreed one, or everybody's."""
        if method == "consensus" and not self.by_mean:
            return () if self.agreed is None else (self.agreed,)
        return self.scores.values()


_NO_SCORES = CellScores()

Cells = Mapping[tuple[str, str], CellScores]
"""The cells of a lot by candidate and item."""


@dataclass(frozen=True)
class ItemNumbers:
    """The scores that decide on an item, in whole multiples of `unit`, candidate by candidate.

    `cells` is what they were read from. An item brings `maximum` points at most, and one unit of
    its scale is worth `factor` points.
    """

    item: Item
    method: Method
    cells: Sequence[CellScores]
    scores: Sequence[Sequence[int]]
    unit: Fraction
    maximum: Fraction
    factor: Fraction


@dataclass(frozen=True)
class LotNumbers:
    """All scores of a lot; the candidates stand in the order of their ids."""

    rules: RuleSet
    lot: str
    candidates: Sequence[str]
    cells: Cells
    items: Sequence[ItemNumbers]


def read_lot(rules: RuleSet, lot_id: str, candidates: Sequence[str], cells: Cells) -> LotNumbers:
    """Read the cells of a lot, which must be complete.

    Raises:
        Refused: a score that is needed is not there, or not on its scale.
    """
    ordered = sorted(candidates)
    scales = {scale.id: WholeScores(scale) for scale in rules.scales}
    items = [
        read_item(rules, lot_id, item, column, scales[item.scale])
        for item in rules.scored_items(lot_id)
        for column in [[cells.get((name, item.id), _NO_SCORES) for name in ordered]]
    ]
    return LotNumbers(rules, lot_id, ordered, cells, items)


def read_item(
    rules: RuleSet, lot_id: str, item: Item, cells: Sequence[CellScores], worth: WholeScores
) -> ItemNumbers:
    """Read the cells of an item.

    Raises:
        Refused: a score that is needed is not there, or not on the scale.
    """
    method = rules.panel_of(lot_id, item.id).method
    scores = [tuple(map(worth.__getitem__, cell.deciding(method))) for cell in cells]
    if not all(scores):
        raise missing_score(item.id)
    maximum = rules.points_of(item)
    factor = share_of(worth.scale, maximum)
    return ItemNumbers(item, method, cells, scores, worth.unit, maximum, factor)


def missing_score(item_id: str) -> Refused:
    """What to raise where a score is needed that is not there."""
    return Refused("A score for item {item} is still missing.", item=item_id)
