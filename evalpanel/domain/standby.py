"""Alternates who score and seal with the others, and count only when they step in (R-15).

The sheet of an alternate has a layer more than the others: one for a key that the alternate keeps
until a replacement names him or her. Who does not step in is never read.
"""

from collections.abc import Iterable, Sequence
from typing import Literal

from pydantic import Field

from evalpanel.domain.package import Assignment, PackageV1
from evalpanel.domain.panel_changes import Change, changes_of, replacements_in, void_in
from evalpanel.domain.registered_event import SignedEvent, of_kind, of_round
from evalpanel.domain.round_manifest import RoundManifest

STEP_IN_NAMESPACE = "evalpanel-stepin-v1"


class StepInV1(RoundManifest):
    """The manifest of a step-in file: which sealed sheet an alternate lets be opened."""

    format: Literal["evalpanel/stepin/1"] = Field("evalpanel/stepin/1", alias="schema")
    commitment: str
    at: str


class SteppedIn(SignedEvent):
    """An alternate who gave the key of a sealed sheet, to take the place of a member.

    Its document is the file as it came, which holds the key.
    """

    kind: Literal["stepped_in"] = "stepped_in"
    commitment: str

    @property
    def step_in(self) -> StepInV1:
        """The manifest as a typed value."""
        return StepInV1.from_manifest(self.manifest)


def stepped_in(register: Iterable[object], package: PackageV1) -> dict[str, SteppedIn]:
    """Who stepped in, in the round of a package, by signing key.

    Whom a later revision made a scoring member scores as such.
    """
    scoring = {assignment.member for assignment in package.assignments}
    return {
        found.member: found
        for found in of_round(register, SteppedIn, package)
        if found.member not in scoring
    }


def takes_a_seat(changes: Sequence[Change], alternate: str, lot: str) -> bool:
    """Whether a replacement puts an alternate in the seat of one whose scores do not count."""
    void = void_in(changes, lot)
    return any(
        change.new == alternate and change.old in void for change in replacements_in(changes, lot)
    )


def with_step_ins(
    packages: Iterable[PackageV1], register: Iterable[object]
) -> tuple[PackageV1, ...]:
    """The packages with the cells of those who stepped in, as if assigned from the beginning.

    Whoever counts, ranks or signs asks these; whoever waits for seals asks the packages as issued.
    """
    entries = tuple(register)
    if not of_kind(entries, SteppedIn):
        return tuple(packages)
    changes = changes_of(entries)
    return tuple(_with_step_ins(package, entries, changes) for package in packages)


def _with_step_ins(
    package: PackageV1, entries: Sequence[object], changes: Sequence[Change]
) -> PackageV1:
    members = stepped_in(entries, package)
    added: tuple[Assignment, ...] = tuple(
        one
        for one in package.standby
        if one.member in members and takes_a_seat(changes, one.member, one.lot)
    )
    if not added:
        return package
    return package.model_copy(update={"assignments": (*package.assignments, *added)})
