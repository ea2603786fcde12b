"""Identities shared by the tests; a key file costs seconds, so it is made once."""

import pytest

from evalpanel.signing import keyfile
from evalpanel.signing.keys import UnlockedIdentity

PASSPHRASE = "zes kleine zebra's eten paté"


@pytest.fixture
def anna() -> UnlockedIdentity:
    return keyfile.new_identity(bytes(range(32)), "Anna de Vries", "Thuisplus", "Voorzitter")


@pytest.fixture
def bram() -> UnlockedIdentity:
    return keyfile.new_identity(bytes(32), "Bram Jansen", "Gemeente", "Beoordelaar")


@pytest.fixture(scope="session")
def locked_key_file() -> bytes:
    identity = keyfile.new_identity(bytes(range(32)), "Anna de Vries", "Thuisplus", "Voorzitter")
    return keyfile.lock(identity, PASSPHRASE)
