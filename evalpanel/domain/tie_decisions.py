"""What two persons decide where the rules are exhausted, with reason and ground (R-55).

Either the order of equals across a cut, or which of equal lots a candidate has when it can have
only some of them (`best_score`). Everybody stands here by code.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from evalpanel.domain.draw_entries import drawn_orders
from evalpanel.domain.errors import Sentence
from evalpanel.domain.registered_event import RegisteredEvent
from evalpanel.domain.tie_orders import DecidedOrder


class TieDecision(RegisteredEvent):
    """The order of equals in a lot or, where no lot is named, of the lots of one candidate."""

    kind: Literal["tie_decision"] = "tie_decision"
    lot: str
    """Empty where lots are put in order."""
    candidates: tuple[str, ...]
    """Everybody concerned, by code, in alphabetical order."""
    order: tuple[str, ...]
    """Codes, the first one first; or lots."""
    reason: str
    ground: str
    """What the power to decide rests on, as those who decide state it."""
    confirmed_by: str

    @property
    def decided(self) -> DecidedOrder:
        """The order, with who decided it and why."""
        said = Sentence(
            "{by} and {confirmed_by} decided between {candidates}, where the rules do not; the "
            "order is {order}. Reason: {reason} Ground: {ground}",
            by=self.by,
            confirmed_by=self.confirmed_by,
            candidates=", ".join(self.candidates),
            order=", ".join(self.order),
            reason=self.reason,
            ground=self.ground,
        )
        return DecidedOrder(self.order, said)

    def subject(self) -> dict[str, str]:
        """What the two signed."""
        return {
            "lot": self.lot,
            "candidates": " ".join(self.candidates),
            "order": " ".join(self.order),
            "reason": self.reason,
            "ground": self.ground,
        }


def with_decided(
    draws: Mapping[str, Sequence[Sequence[str]]], register: Iterable[object]
) -> dict[str, list[Sequence[str]]]:
    """The orders that hold per lot: drawn, then decided by two persons."""
    orders = {lot: list(found) for lot, found in draws.items()}
    for entry in register:
        if isinstance(entry, TieDecision) and entry.lot:
            orders.setdefault(entry.lot, []).append(entry.decided)
    return orders


def orders_in(register: Iterable[object]) -> dict[str, list[Sequence[str]]]:
    """The orders that hold per lot, as a register has them."""
    entries = tuple(register)
    return with_decided(drawn_orders(entries), entries)


def decided_lots(register: Iterable[object]) -> dict[str, list[DecidedOrder]]:
    """Per candidate the orders in which it has lots that are equal for it."""
    orders: dict[str, list[DecidedOrder]] = {}
    for entry in register:
        if isinstance(entry, TieDecision) and not entry.lot:
            orders.setdefault(entry.candidates[0], []).append(entry.decided)
    return orders
