"""Keys that would let somebody deny a signature or read a sealed file are refused.

`trust.md` 2.1: low-order and non-canonical public keys are rejected on card import. The points
are those of the CCTV edge vectors and of RFC 7748, section 6.1.
"""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from evalpanel.domain.errors import Unreadable
from evalpanel.signing.bech32 import bech32, bytes_of
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from evalpanel.signing.signatures import SshSignatures
from evalpanel.signing.soundness import is_sound, is_sound_point, is_sound_recipient

P = 2**255 - 19
ORDER_EIGHT = tuple(
    int.from_bytes(bytes.fromhex(digits), "little")
    for digits in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fdf792ac037a",
    )
)
SMALL = (1, P - 1, 0, *ORDER_EIGHT)
"""The y of every point of order 1, 2, 4 and 8; with both signs of x the eight small points."""
SIGN = 1 << 255
OUTSIDE = tuple(P + y for y in range(19))
"""Every y that is not less than p, as 255 bits can hold it."""


def encoded(number: int) -> bytes:
    return number.to_bytes(32, "little")


@pytest.mark.parametrize("sign", [0, SIGN])
@pytest.mark.parametrize("y", SMALL)
def test_the_small_order_points_are_refused(y: int, sign: int) -> None:
    assert not is_sound(encoded(y | sign))
    assert not SshSignatures().is_sound(encoded(y | sign).hex())


@pytest.mark.parametrize("sign", [0, SIGN])
def test_every_y_outside_the_field_is_refused(sign: int) -> None:
    assert [y for y in OUTSIDE if is_sound(encoded(y | sign))] == []


def test_a_small_key_lets_a_signature_verify_for_any_message_without_the_check() -> None:
    """Why this matters: OpenSSL takes the identity as a key and says yes to everything."""
    key, forged = encoded(1), encoded(1) + bytes(32)
    for message in (b"yes", b"no"):
        Ed25519PublicKey.from_public_bytes(key).verify(forged, message)
    assert not is_sound(key)


def test_points_off_the_curve_and_other_lengths_are_refused() -> None:
    off = [y for y in range(2, 40) if not is_sound(encoded(y))]
    assert 10 < len(off) < 30
    assert not is_sound(b"")
    assert not is_sound(encoded(3)[:-1])
    assert not is_sound(encoded(3) + b"\0")


def test_ordinary_keys_are_sound(anna: UnlockedIdentity) -> None:
    assert SshSignatures().is_sound(anna.sign_key)
    for number in range(50):
        key = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32).public_key()
        assert is_sound(key.public_bytes_raw())
    assert not SshSignatures().is_sound(anna.sign_key.upper())
    assert not SshSignatures().is_sound(anna.sign_key + "\n")


LOW_X25519 = (
    0,
    1,
    int.from_bytes(
        bytes.fromhex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"), "little"
    ),
    int.from_bytes(
        bytes.fromhex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157"), "little"
    ),
    P - 1,
    P,
    P + 1,
)


@pytest.mark.parametrize("high_bit", [0, SIGN])
@pytest.mark.parametrize("number", LOW_X25519)
def test_nothing_is_encrypted_to_a_key_whose_secret_is_zero(number: int, high_bit: int) -> None:
    recipient = bech32("age", encoded(number | high_bit))
    with pytest.raises(Unreadable, match="is not valid"):
        AgeEnvelopes().encrypt(b"score", [recipient])


def test_another_form_of_a_good_recipient_is_refused(anna: UnlockedIdentity) -> None:
    good = bytes_of(anna.receive_key)
    assert good is not None
    assert is_sound_recipient(good)
    assert not is_sound_recipient(encoded(int.from_bytes(good, "little") | SIGN))
    assert not is_sound_recipient(good[:-1])


def test_bech32_gives_back_its_bytes() -> None:
    for length in (1, 16, 32):
        assert bytes_of(bech32("age", bytes(range(length)))) == bytes(range(length))
    assert bytes_of("no") is None
    assert bytes_of("age1bqqqqqq") is None


def test_an_age_file_with_a_share_of_low_order_does_not_open(anna: UnlockedIdentity) -> None:
    """A made-up envelope says so in a sentence, whatever the library does with it."""
    head = b"age-encryption.org/v1\n-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n--- "
    with pytest.raises(Unreadable):
        anna.decrypt(head + b"A" * 43 + b"\n" + bytes(32))


def test_pdf_keys_are_points_of_the_curve(anna: UnlockedIdentity) -> None:
    assert SshSignatures().is_sound_pdf_key(anna.pdf_key)
    other = ec.derive_private_key(7, ec.SECP384R1()).public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.CompressedPoint
    )  # fmt: skip
    x = next(x for x in range(1, 99) if not is_sound_point("02" + f"{x:064x}"))
    for bad in (
        "",
        "00",
        anna.pdf_key[:-2],
        anna.pdf_key.upper(),
        "04" + anna.pdf_key[2:],
        other.hex(),
        "02" + f"{x:064x}",
        "02" + "ff" * 32,
    ):
        assert not SshSignatures().is_sound_pdf_key(bad)
