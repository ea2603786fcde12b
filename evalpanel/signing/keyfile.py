"""The key file of a person: the seed and who they are, locked with a passphrase (age)."""

from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field, ValidationError

from evalpanel.domain.canonical import canonical_bytes, read_canonical
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.model import Model
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity

SCHEMA = "evalpanel/identity/1"
_KIND = "evalpanel/identity/"


class IdentityV1(Model):
    """What a key file holds; `seed` is 64 lower-case hexadecimal digits."""

    format: Literal["evalpanel/identity/1"] = Field(alias="schema")
    seed: str = Field(pattern=r"^[0-9a-f]{64}$", repr=False)
    name: str
    organisation: str
    function: str


def new_identity(seed: bytes, name: str, organisation: str, function: str) -> UnlockedIdentity:
    """The identity of a person from 32 random bytes; nothing is written."""
    return UnlockedIdentity(name=name, organisation=organisation, function=function, seed=seed)


def lock(identity: UnlockedIdentity, passphrase: str) -> bytes:
    """The key file of an identity; stock `age -d` opens it. Takes about a second by design."""
    content = {
        "schema": SCHEMA,
        "seed": identity.seed.hex(),
        "name": identity.name,
        "organisation": identity.organisation,
        "function": identity.function,
    }
    return AgeEnvelopes().encrypt_with_passphrase(canonical_bytes(content), passphrase)


def lock_all(people: Sequence[tuple[UnlockedIdentity, str]]) -> Iterator[bytes]:
    """The key files of several people with their passphrases, in their order.

    Each is locked in a process of its own, because locking holds on to the interpreter.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(mp_context=get_context("spawn")) as processes:
        yield from processes.map(lock, *zip(*people, strict=True))


def unlock(data: bytes, passphrase: str) -> UnlockedIdentity:
    """The identity in a key file. Takes about a second by design.

    Raises:
        Unreadable: another passphrase, a damaged file, or a file of another kind.
    """
    content = read_canonical(AgeEnvelopes().decrypt_with_passphrase(data, passphrase))
    try:
        held = IdentityV1.model_validate(content)
    except ValidationError as error:
        raise _not_a_key_file(content) from error
    return new_identity(bytes.fromhex(held.seed), held.name, held.organisation, held.function)


def _not_a_key_file(content: object) -> Unreadable:
    schema = content.get("schema") if isinstance(content, dict) else None
    if isinstance(schema, str) and schema.startswith(_KIND) and schema != SCHEMA:
        return Unreadable(
            "The key file was made by a newer version of evalpanel.",
            hint="Install the newest version and try again.",
        )
    return Unreadable(
        "The file opens, but it is not a key file.",
        hint="Choose the file identity.evkey, or restore it with your recovery code.",
    )
