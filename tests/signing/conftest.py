"""Identities shared by the tests, and a key file that opens at once."""

import pytest

from evalpanel.signing import keyfile
from evalpanel.signing.keys import UnlockedIdentity
from tests.quick_keys import use_cheap_age

PASSPHRASE = "zes kleine zebra's eten paté"


@pytest.fixture
def anna() -> UnlockedIdentity:
    return keyfile.new_identity(bytes(range(32)), "Anna de Vries", "Thuisplus", "Voorzitter")


@pytest.fixture
def bram() -> UnlockedIdentity:
    return keyfile.new_identity(bytes(32), "Bram Jansen", "Gemeente", "Beoordelaar")


@pytest.fixture
def locked_key_file(anna: UnlockedIdentity) -> bytes:
    """With a small work factor; what the app writes is locked and opened in one test."""
    with pytest.MonkeyPatch.context() as patch:
        use_cheap_age(patch)
        return keyfile.lock(anna, PASSPHRASE)
