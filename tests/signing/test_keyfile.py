"""The key file: opens with the passphrase, and with nothing else."""

import time
import unicodedata

import pytest

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Unreadable
from evalpanel.signing import keyfile
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from tests.signing.conftest import PASSPHRASE


class OpenEnvelopes(AgeEnvelopes):
    """Opens at once, so that contents can be tested without waiting for scrypt."""

    def decrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:  # noqa: ARG002 - ports
        return data


def test_a_file_as_the_app_writes_it_opens_with_its_passphrase(
    anna: UnlockedIdentity, bram: UnlockedIdentity
) -> None:
    """`trust.md` 2.1: at the work factor of the library, which costs everybody who guesses."""
    other = "een andere wachtzin van vijf"
    for_anna, for_bram = keyfile.lock_all([(anna, PASSPHRASE), (bram, other)])
    assert int(for_anna.split(b"\n", 2)[1].rpartition(b" ")[2]) > 14
    assert b"Anna" not in for_anna
    assert keyfile.unlock(for_anna, PASSPHRASE) == anna
    assert keyfile.unlock(for_bram, other) == bram


def test_the_passphrase_gives_the_identity_back_however_a_keyboard_composes_it(
    locked_key_file: bytes, anna: UnlockedIdentity
) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert keyfile.unlock(locked_key_file, decomposed) == anna


def test_the_key_file_shows_nothing_of_its_owner(
    locked_key_file: bytes, anna: UnlockedIdentity
) -> None:
    assert b"Anna" not in locked_key_file
    assert anna.seed.hex().encode() not in locked_key_file


def test_another_passphrase_does_not_open_it(locked_key_file: bytes) -> None:
    with pytest.raises(Unreadable, match="does not open the file") as raised:
        keyfile.unlock(locked_key_file, PASSPHRASE.upper())
    assert raised.value.hint is not None
    assert "capitals" in str(raised.value.hint)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"schema": "evalpanel/identity/2"}, "newer version"),
        ({"schema": "evalpanel/card/1"}, "not a key file"),
        ({"schema": "evalpanel/identity/1", "seed": "00"}, "not a key file"),
        (["evalpanel/identity/1"], "not a key file"),
    ],
)
def test_other_contents_are_named(
    content: object, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "AgeEnvelopes", OpenEnvelopes)
    with pytest.raises(Unreadable, match=sentence):
        keyfile.unlock(canonical_bytes(content), "x")


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "AB" * 32},
        {"seed": "ab" * 32 + "\n"},
        {"name": 3},
        {"extra": "x"},
    ],
)
def test_an_almost_right_content_is_refused(
    change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyfile, "AgeEnvelopes", OpenEnvelopes)
    good: dict[str, object] = {
        "schema": "evalpanel/identity/1",
        "seed": "ab" * 32,
        "name": "A",
        "organisation": "",
        "function": "",
    }
    assert keyfile.unlock(canonical_bytes(good), "x").name == "A"
    with pytest.raises(Unreadable, match="not a key file"):
        keyfile.unlock(canonical_bytes({**good, **change}), "x")


@pytest.mark.parametrize("factor", ["30", "63", "64", "255", "99999999999999999999"])
def test_a_hostile_work_factor_is_refused_at_once(factor: str) -> None:
    """`trust.md` 2.1: a work factor of 2^30 would take hours and gigabytes."""
    head = f"age-encryption.org/v1\n-> scrypt {'A' * 22} {factor}\n{'A' * 43}\n--- {'A' * 43}\n"
    before = time.monotonic()
    with pytest.raises(Unreadable):
        keyfile.unlock(head.encode() + bytes(32), PASSPHRASE)
    assert time.monotonic() - before < 1
