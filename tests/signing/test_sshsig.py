"""Signatures: what is accepted is exactly what was signed, in exactly one form."""

import random
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.signatures import SshSignatures
from tests.conftest import heavy
from tests.stock_tools import SSH_KEYGEN, ssh_keygen_accepts

NAMESPACE = "evalpanel-sheet-v1"
DATA = b"the sheet"

LOW_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]
NOT_CANONICAL = [
    "0100000000000000000000000000000000000000000000000000000000000080",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


@pytest.fixture
def signatures() -> SshSignatures:
    return SshSignatures()


def test_a_signature_is_good_for_its_data_key_and_namespace_only(
    anna: UnlockedIdentity, bram: UnlockedIdentity, signatures: SshSignatures
) -> None:
    signature = anna.sign(DATA, NAMESPACE)
    assert signatures.verify(anna.sign_key, DATA, NAMESPACE, signature)
    assert not signatures.verify(anna.sign_key, DATA + b".", NAMESPACE, signature)
    assert not signatures.verify(anna.sign_key, DATA, "evalpanel-card-v1", signature)
    assert not signatures.verify(bram.sign_key, DATA, NAMESPACE, signature)


def test_no_other_text_counts_as_the_same_signature(
    anna: UnlockedIdentity, signatures: SshSignatures
) -> None:
    good = anna.sign(DATA, NAMESPACE)
    others = [
        "",
        good.strip(),
        good + "\n",
        " " + good,
        good.replace("\n", "\r\n"),
        good.replace("SSH SIGNATURE", "PGP SIGNATURE"),
        good.replace("U1NI", "U1N\nI"),
        good.replace("=", ""),
        "-----BEGIN SSH SIGNATURE-----\né\n-----END SSH SIGNATURE-----\n",
        good * 20,
    ]
    assert not [o for o in others if signatures.verify(anna.sign_key, DATA, NAMESPACE, o)]


def test_changed_characters_are_never_accepted(
    anna: UnlockedIdentity, signatures: SshSignatures
) -> None:
    good = anna.sign(DATA, NAMESPACE)
    chance = random.Random(7)  # noqa: S311 - repeatable mutations, not a secret
    for _ in range(heavy(3000)):
        place = chance.randrange(len(good))
        char = chr(chance.randrange(1, 0x250))
        changed = good[:place] + char + good[place + 1 :]
        accepted = signatures.verify(anna.sign_key, DATA, NAMESPACE, changed)
        assert accepted == (changed == good)


@pytest.mark.parametrize("key", LOW_ORDER + NOT_CANONICAL)
def test_keys_that_bind_nobody_are_refused(key: str, signatures: SshSignatures) -> None:
    assert not signatures.is_sound(key)


def test_a_signature_that_fits_any_message_is_refused(signatures: SshSignatures) -> None:
    identity_point = bytes.fromhex(LOW_ORDER[0])
    fits_all = identity_point + bytes(32)
    key = Ed25519PublicKey.from_public_bytes(identity_point)
    key.verify(fits_all, b"any message")
    key.verify(fits_all, b"any other message")
    assert not signatures.verify(LOW_ORDER[0], DATA, NAMESPACE, fits_all.hex())


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, "AB" * 32, "0" * 63, "0" * 66, "é" * 64])
def test_what_is_not_a_key_is_refused(key: str, signatures: SshSignatures) -> None:
    assert not signatures.is_sound(key)
    assert not signatures.verify(key, DATA, NAMESPACE, "")


def test_own_keys_are_sound(signatures: SshSignatures) -> None:
    for seed in range(20):
        identity = UnlockedIdentity("A", "", "", bytes([seed]) * 32)
        assert signatures.is_sound(identity.sign_key)


@pytest.mark.skipif(SSH_KEYGEN is None, reason="ssh-keygen is not installed")
def test_ssh_keygen_accepts_the_signature(anna: UnlockedIdentity, tmp_path: Path) -> None:
    signature = anna.sign(DATA, NAMESPACE)
    for data, good in ((DATA, True), (DATA + b".", False)):
        assert ssh_keygen_accepts(tmp_path, anna.sign_key, NAMESPACE, signature, data) is good
