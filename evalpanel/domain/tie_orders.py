"""An order of equals that the points do not give: drawn, or decided by two persons (R-54, R-55)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.ranking_rules import TIE_ENDS
from evalpanel.domain.rules import RuleSet


@dataclass(frozen=True)
class DecidedOrder(Sequence[str]):
    """An order that two persons decided, and what is said of it; any other order was drawn."""

    order: tuple[str, ...]
    said: Sentence

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str, ...]: ...
    def __getitem__(self, place: int | slice) -> str | tuple[str, ...]:
        """The one at a place."""
        return self.order[place]

    def __len__(self) -> int:
        """How many stand in it."""
        return len(self.order)


def said_of(order: Sequence[str]) -> Sentence:
    """How the order came about, with everybody in it."""
    if isinstance(order, DecidedOrder):
        return order.said
    return Sentence(
        "A draw was held between {candidates}; it gave the order {order}.",
        candidates=", ".join(sorted(order)),
        order=", ".join(order),
    )


def order_for(group: Iterable[str], orders: Iterable[Sequence[str]]) -> Sequence[str]:
    """The first order that tells these equals apart, or none; others in it may have gone since."""
    equals = set(group)
    return next((order for order in orders if equals <= set(order)), ())


def demand_announced(rules: RuleSet) -> None:
    """A draw decides only where the rules say so (R-55).

    Raises:
        Refused: the tie-break does not end in a draw.
    """
    if rules.ranking.tie_break[-1:] != ("draw",):
        raise Refused(
            "The rules do not say that a draw decides between equals.",
            hint="A recorded decision is needed.",
        )


def demand_exhausted(rules: RuleSet) -> None:
    """Two persons decide only where the rules say nothing any more (R-55).

    Raises:
        Refused: the tie-break ends in what decides, such as a draw.
    """
    end = rules.ranking.tie_break[-1:]
    if end and end[0] in TIE_ENDS:
        raise Refused(
            "The rules say what decides between equals: {end}.",
            hint="For a draw, first: evalpanel draw invite {reference} --lot L …",
            end=end[0],
            reference=rules.reference,
        )


def demand_way(rules: RuleSet, order: Sequence[str]) -> None:
    """Refuse an order that came about in another way than the rules leave (R-55)."""
    if isinstance(order, DecidedOrder):
        demand_exhausted(rules)
    else:
        demand_announced(rules)
