"""Files about a round: what each of them says, how they are read, and kept in the register."""

from typing import Any, Generic, NamedTuple, TypeVar

from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.registered_event import SignedEvent
from evalpanel.domain.round_manifest import RoundManifest
from evalpanel.usecases.journal import log_head
from evalpanel.usecases.my_invitation import my_invite
from evalpanel.usecases.ports import Container, Desk, UnitOfWork

_ToldT = TypeVar("_ToldT", bound=RoundManifest)
_EventT = TypeVar("_EventT", bound=SignedEvent)


class RoundFile(NamedTuple, Generic[_ToldT]):
    """A file as read: what it says, and all that it holds."""

    told: _ToldT
    container: Container


def read_round_file(
    desk: Desk, data: bytes, kind: type[_ToldT], namespace: str
) -> RoundFile[_ToldT]:
    """A file for the owner of the workspace; raises Unreadable."""
    container = desk.containers.unpack(desk.me.decrypt(data), namespace)
    return RoundFile(kind.from_document(container.manifest), container)


def signed_event(kind: type[_EventT], container: Container, **beside: Any) -> _EventT:
    """What the register keeps of a file; `beside` is what its manifest leaves out."""
    manifest = read_canonical(container.manifest_bytes)
    return kind.told_in(manifest, container.signature, **beside)


def about_round(desk: Desk, work: UnitOfWork, package: PackageV1, sha256: str) -> dict[str, Any]:
    """The fields of `RoundManifest`: the owner signs it, about the package with this hash."""
    return {
        "signer": desk.me.sign_key,
        "reference": package.reference,
        "panel_id": package.panel_id,
        "panel": package.panel,
        "round": package.round,
        "package": sha256,
        "anchor": log_head(work),
    }


def for_organiser(desk: Desk, work: UnitOfWork, package: PackageV1, packed: bytes) -> bytes:
    """A file that only the organiser can open, and the records office where there is one."""
    office = package.records_office
    recipients = [_organiser_key(work, package), *((office.receive,) if office else ())]
    return desk.envelopes.encrypt(packed, recipients)


def _organiser_key(work: UnitOfWork, package: PackageV1) -> str:
    invite = my_invite(work, package.reference)
    if invite is None:
        raise Refused(
            "You have not declared your interests for {reference} yet.",
            reference=package.reference,
        )
    if (invite.signer, invite.panel_id) != (package.signer, package.panel_id):
        raise Refused(
            "This package does not come from {organiser}, who invited you.",
            hint="Do not score it; ask {organiser} how this can be.",
            organiser=invite.organiser,
        )
    return invite.receive
