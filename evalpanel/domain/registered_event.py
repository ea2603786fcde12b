"""What everything in the register has, whatever its kind."""

from collections.abc import Iterable
from typing import TypeVar

from evalpanel.domain.model import Model

_EventT = TypeVar("_EventT")


class RegisteredEvent(Model):
    """Something that happened in a procedure: of which kind, in which tender, by whom and when."""

    kind: str
    reference: str
    by: str
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and kind."""
        return (self.reference, self.kind)


def of_kind(register: Iterable[object], kind: type[_EventT]) -> tuple[_EventT, ...]:
    """What a register holds of one kind, in order of time."""
    return tuple(entry for entry in register if isinstance(entry, kind))
