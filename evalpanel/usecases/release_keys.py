"""The key of a round that a member hands over with a seal, an excuse or a step-in.

Each of these files holds it as a part; it is the key on the member's card (`trust.md` 2.3).
"""

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import RosterEntry
from evalpanel.usecases.ports import Container, Desk

RELEASE = "release"


def own_release_part(desk: Desk, package: PackageV1) -> tuple[str, bytes]:
    """The own key of a round, as the part of a file."""
    secret = desk.me.release_secret(package.release_scope, package.panel, package.release_number)
    return (RELEASE, secret.encode())


def release_secret_in(container: Container) -> str:
    """The key of the round in a file; raises Unreadable."""
    secret = container.part(RELEASE)
    if secret is None:
        raise Unreadable("This file lacks the key that the round needs.")
    return secret.decode("ascii", "replace")


def demand_release_key(
    desk: Desk, container: Container, package: PackageV1, entry: RosterEntry
) -> None:
    """Refuse a file whose key is not the one on the card of its member."""
    public = desk.envelopes.public_of(release_secret_in(container))
    if public != package.release_key(entry):
        raise Refused("This file carries another key than the card of {name}.", name=entry.name)
