"""Members who do not sign the report: declined or unreachable, each with a reason (`contract.md`).

The report that is made afterwards says so and has no field for them. The chair always signs.
"""

from collections.abc import Iterable
from typing import Literal

from evalpanel.domain.registered_event import RegisteredEvent, of_kind

Standing = Literal["declined", "unreachable", "signs"]
"""`signs`: the member will sign after all."""


class NotSigning(RegisteredEvent):
    """That a member does not sign, or does after all; the latest of a member counts."""

    kind: Literal["not_signing"] = "not_signing"
    member: str
    """Signing key."""
    standing: Standing
    reason: str
    """What the member said, or what was tried to reach the member."""


def not_signing(register: Iterable[object]) -> dict[str, NotSigning]:
    """Who does not sign, by signing key, in the order in which it was recorded."""
    latest = {entry.member: entry for entry in of_kind(register, NotSigning)}
    return {key: entry for key, entry in latest.items() if entry.standing != "signs"}
