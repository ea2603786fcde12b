"""Key files that cost no time: the same keys, locked by comparing the passphrase."""

import json

import pytest

from evalpanel import bootstrap
from evalpanel.domain.errors import Unreadable
from evalpanel.signing.keys import UnlockedIdentity


def lock(identity: UnlockedIdentity, passphrase: str) -> bytes:
    """A key file for tests."""
    held = (passphrase, identity.name, identity.organisation, identity.function)
    return json.dumps([*held, identity.seed.hex()]).encode()


def unlock(data: bytes, passphrase: str) -> UnlockedIdentity:
    """The identity in such a file."""
    try:
        locked, name, organisation, function, seed = json.loads(data)
    except ValueError as error:
        raise Unreadable("This is not an evalpanel file.") from error
    if locked != passphrase:
        raise Unreadable("The passphrase or code does not open the file.")
    return UnlockedIdentity(name, organisation, function, bytes.fromhex(seed))


def use_quick_keys(patch: pytest.MonkeyPatch) -> None:
    """Let workspaces have such key files."""
    patch.setattr(bootstrap, "lock", lock)
    patch.setattr(bootstrap, "unlock", unlock)
