"""Members who declared again: the newer card counts, the one before stays on record (R-10)."""

from typing import Literal

from evalpanel.domain.people import RosterEntry, SignedDeclaration
from evalpanel.domain.registered_event import RegisteredEvent


class Renewal(RegisteredEvent):
    """A card and declaration from a roster that a newer version took the place of."""

    kind: Literal["renewal"] = "renewal"
    before: RosterEntry
    declaration: SignedDeclaration
