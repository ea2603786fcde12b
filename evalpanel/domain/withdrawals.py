"""Candidates that withdraw, at any stage, from all their lots or from some."""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.model import Model


class Withdrawal(Model):
    """A candidate that takes its application back; what it did until then stays on record."""

    kind: Literal["withdrawal"] = "withdrawal"
    reference: str
    candidate: str
    """Id of the application."""
    lots: tuple[str, ...]
    """Empty for all its lots."""
    reason: str
    by: str
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and kind."""
        return (self.reference, self.kind)


def withdrawn_from(
    withdrawals: Iterable[Withdrawal], candidate: str, lot: str
) -> Withdrawal | None:
    """The withdrawal that takes a candidate out of a lot, if there is one."""
    return next(
        (w for w in withdrawals if w.candidate == candidate and (not w.lots or lot in w.lots)),
        None,
    )
