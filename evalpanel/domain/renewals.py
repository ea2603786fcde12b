"""Members who declared again: the newer card counts, the one before stays on record (R-10)."""

from typing import Literal

from evalpanel.domain.model import Model
from evalpanel.domain.people import RosterEntry, SignedDeclaration


class Renewal(Model):
    """A card and declaration from a roster that a newer version took the place of."""

    kind: Literal["renewal"] = "renewal"
    reference: str
    before: RosterEntry
    declaration: SignedDeclaration
    by: str
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and kind."""
        return (self.reference, self.kind)
