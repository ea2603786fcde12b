"""What everything in the register has, whatever its kind."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from evalpanel.domain.model import Model
from evalpanel.domain.package import PackageV1

_EventT = TypeVar("_EventT")
_RoundT = TypeVar("_RoundT", bound="RoundEvent")


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


class RoundEvent(RegisteredEvent):
    """Something that happened in one round of one panel."""

    panel: str
    round: int


class SignedEvent(RoundEvent):
    """Something about a member of a round that is signed in a file of its own."""

    member: str
    """Signing key."""
    manifest: dict[str, Any]
    """As signed, with the list of the file's parts."""
    signature: str
    document: str
    """SHA-256 of the file that it is about, as kept."""

    @classmethod
    def told_in(cls, manifest: dict[str, Any], signature: str, **beside: Any) -> Self:
        """The event that a signed manifest tells of; `beside` is what the manifest leaves out."""
        told = {name: manifest[name] for name in manifest.keys() & cls.model_fields.keys()}
        return cls(**{**told, **beside}, manifest=manifest, signature=signature)


def of_kind(register: Iterable[object], kind: type[_EventT]) -> tuple[_EventT, ...]:
    """What a register holds of one kind, in order of time."""
    return tuple(entry for entry in register if isinstance(entry, kind))


def of_round(
    register: Iterable[object], kind: type[_RoundT], package: PackageV1
) -> tuple[_RoundT, ...]:
    """What a register holds of one kind in the round of a package, in order of time."""
    place = (package.reference, package.panel, package.round)
    return tuple(
        found
        for found in of_kind(register, kind)
        if (found.reference, found.panel, found.round) == place
    )
