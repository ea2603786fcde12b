"""One seed gives every key of a person, the same ones for ever."""

import hashlib

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from evalpanel.domain.errors import Unreadable
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.usecases.ports import Identity


def test_keys_of_a_seed_never_change(anna: UnlockedIdentity) -> None:
    release = anna.release_secret("panel", "main", 1)
    secrets = (release, anna.database_key(), anna.keyed_hash(b"x").hex())
    assert anna.sign_key == "091b2170116ec00bddba261c2cbe347b96504840debc2975d89b2d1e54eed50f"
    assert anna.receive_key == "age15u0j535ahdpy85syrz86tcnkuk8ng2z3q7q4p26ey9hs6fq8q9cq6ndchs"
    assert anna.pdf_key == "026bd02f1c3b021a059b309f6ec198f326f38236a0edf9fe74f63c3f595c0214dc"
    assert (
        hashlib.sha256("".join(secrets).encode()).hexdigest()
        == "7ba21066bdefba50a3985cb9d64b4e032ade335c799e554036ebde617d7cd1a6"
    )


def test_an_identity_is_what_use_cases_ask_for(anna: UnlockedIdentity) -> None:
    asked: Identity = anna
    assert asked.name == "Anna de Vries"


def test_seed_and_secrets_do_not_show(anna: UnlockedIdentity) -> None:
    anna.release_secret("panel", "main", 1)
    shown = repr(anna)
    assert "Anna" in shown
    assert "AGE-SECRET" not in shown
    assert "seed" not in shown


def test_every_purpose_panel_and_round_has_a_key_of_its_own(
    anna: UnlockedIdentity, bram: UnlockedIdentity
) -> None:
    keys = [
        anna.receive_key,
        bram.receive_key,
        anna.release_key("p", "main", 1),
        anna.release_key("p", "main", 2),
        anna.release_key("q", "main", 1),
        bram.release_key("p", "main", 1),
    ]
    assert len(set(keys)) == len(keys)
    assert anna.database_key() != bram.database_key()
    assert anna.keyed_hash(b"x") != bram.keyed_hash(b"x")


def test_what_is_encrypted_to_a_person_only_that_person_opens(
    anna: UnlockedIdentity, bram: UnlockedIdentity
) -> None:
    file = AgeEnvelopes().encrypt(b"for anna", [anna.receive_key])
    assert anna.decrypt(file) == b"for anna"
    with pytest.raises(Unreadable, match="meant for somebody else"):
        bram.decrypt(file)


def test_release_secret_opens_what_is_locked_to_the_release_key(anna: UnlockedIdentity) -> None:
    file = AgeEnvelopes().encrypt(b"sheet", [anna.release_key("panel", "main", 3)])
    assert AgeEnvelopes().decrypt(file, anna.release_secret("panel", "main", 3)) == b"sheet"
    with pytest.raises(Unreadable):
        AgeEnvelopes().decrypt(file, anna.release_secret("panel", "main", 4))


def test_pdf_key_is_the_public_point_of_the_pdf_private_key(anna: UnlockedIdentity) -> None:
    private = serialization.load_der_private_key(anna.pdf_private_key(), password=None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    point = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )
    assert point.hex() == anna.pdf_key


def test_a_seed_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        UnlockedIdentity("A", "", "", b"short")
