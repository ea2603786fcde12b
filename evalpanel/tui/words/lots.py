"""What a lot is called; what is scored once for every lot has a name of its own."""

from evalpanel.domain.rules import ALL_LOTS
from evalpanel.domain.text import one_line
from evalpanel.language import _


def lot_words(lot: str) -> str:
    """Such as `lot 2`; `all lots` for what holds for each of them."""
    return _("all lots") if lot == ALL_LOTS else _("lot {lot}", lot=one_line(lot))


def lots_words(lots: tuple[str, ...]) -> str:
    """Such as `lot 1, lot 3`; no lots are all of them."""
    return ", ".join(map(lot_words, lots or (ALL_LOTS,)))
