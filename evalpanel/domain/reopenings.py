"""Reopenings: a sheet that its member may change before the round is opened; both versions stay.

R-35: only the chair or the process lead reopens, with a reason, and only before the opening. The
sheet that took the place of another names it (`supersedes`), so that neither can be left out.
"""

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from evalpanel.domain.crockford import short_code
from evalpanel.domain.package import PackageV1
from evalpanel.domain.registered_event import RoundEvent, SignedEvent, of_round
from evalpanel.domain.round_manifest import RoundManifest
from evalpanel.domain.sheet import SheetV1

REOPEN_NAMESPACE = "evalpanel-reopen-v1"


class ReopeningV1(RoundManifest):
    """The manifest of a reopening file: whose sheet may change, which one, and why."""

    format: Literal["evalpanel/reopening/1"] = Field("evalpanel/reopening/1", alias="schema")
    member: str
    commitment: str
    reason: str
    by: str
    at: str


class Reopening(SignedEvent):
    """A seal that was taken back so that its member can change the sheet (R-35).

    Its document is that seal.
    """

    kind: Literal["reopening"] = "reopening"
    commitment: str
    reason: str

    @property
    def reopening(self) -> ReopeningV1:
        """The manifest as a typed value."""
        return ReopeningV1.from_manifest(self.manifest)

    @property
    def code(self) -> str:
        """The seal code of the sheet that may change."""
        return short_code(self.commitment)


class SupersededSheet(RoundEvent):
    """A sheet that its member sealed again after a reopening; it never counts."""

    kind: Literal["superseded_sheet"] = "superseded_sheet"
    member: str
    commitment: str
    inner: str
    """The exact bytes that were sealed, as text."""
    signature: str

    @property
    def sheet(self) -> SheetV1:
        """The sheet in the sealed bytes."""
        return SheetV1.from_bytes(self.inner.encode())


def reopened_in(
    register: Iterable[object], package: PackageV1, member: str = ""
) -> tuple[Reopening, ...]:
    """What was reopened in the round of a package, of one member or of all, in order of time."""
    found = of_round(register, Reopening, package)
    return tuple(reopening for reopening in found if member in ("", reopening.member))
