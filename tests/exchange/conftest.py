"""A signer, and files that are made once."""

import pytest

from evalpanel.exchange.container import SignedContainers
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.signatures import SshSignatures


@pytest.fixture(scope="session")
def anna() -> UnlockedIdentity:
    return UnlockedIdentity("Anna de Vries", "Thuisplus", "Voorzitter", bytes(range(32)))


@pytest.fixture(scope="session")
def containers() -> SignedContainers:
    return SignedContainers(SshSignatures())
