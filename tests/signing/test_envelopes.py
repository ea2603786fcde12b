"""Envelopes: only the addressee opens them, and every failure is one clear sentence."""

import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from evalpanel.domain.errors import Unreadable
from evalpanel.signing.envelopes import AgeEnvelopes
from evalpanel.signing.keys import UnlockedIdentity
from tests.conftest import heavy
from tests.signing.conftest import PASSPHRASE

ENVELOPES = AgeEnvelopes()


def test_every_recipient_opens_the_file(anna: UnlockedIdentity, bram: UnlockedIdentity) -> None:
    file = ENVELOPES.encrypt(b"package", [anna.receive_key, bram.receive_key])
    assert anna.decrypt(file) == bram.decrypt(file) == b"package"
    assert b"package" not in file


@pytest.mark.parametrize("recipients", [[], ["age1nonsense"], [""]])
def test_a_bad_recipient_is_refused(recipients: list[str]) -> None:
    with pytest.raises(Unreadable, match="key to which"):
        ENVELOPES.encrypt(b"x", recipients)


def test_a_bad_secret_is_refused() -> None:
    with pytest.raises(Unreadable, match="not valid"):
        ENVELOPES.public_of("AGE-SECRET-KEY-1QQQ")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"age-encryption.org/v2\n"])
def test_a_foreign_file_is_named_as_such(anna: UnlockedIdentity, data: bytes) -> None:
    with pytest.raises(Unreadable, match="not an evalpanel file"):
        anna.decrypt(data)
    with pytest.raises(Unreadable, match="not an evalpanel file"):
        ENVELOPES.decrypt_with_passphrase(data, "x")


def test_a_file_cut_anywhere_is_refused(anna: UnlockedIdentity) -> None:
    file = ENVELOPES.encrypt(b"some content", [anna.receive_key])
    for length in range(1, len(file)):
        with pytest.raises(Unreadable, match="cut short or damaged"):
            anna.decrypt(file[:length])


def test_a_file_with_any_flipped_bit_is_refused(anna: UnlockedIdentity) -> None:
    file = ENVELOPES.encrypt(b"some content", [anna.receive_key])
    chance = random.Random(3)  # noqa: S311 - repeatable mutations, not a secret
    for _ in range(heavy(3000)):
        damaged = bytearray(file)
        damaged[chance.randrange(len(file))] ^= 1 << chance.randrange(8)
        with pytest.raises(Unreadable):
            anna.decrypt(bytes(damaged))


def test_a_passphrase_file_is_not_for_a_key_and_the_other_way_round(
    anna: UnlockedIdentity, locked_key_file: bytes
) -> None:
    with pytest.raises(Unreadable):
        anna.decrypt(locked_key_file)
    with pytest.raises(Unreadable, match="is not protected with a passphrase"):
        ENVELOPES.decrypt_with_passphrase(ENVELOPES.encrypt(b"x", [anna.receive_key]), "x")


def test_a_cut_passphrase_file_is_damaged(locked_key_file: bytes) -> None:
    with pytest.raises(Unreadable, match="cut short or damaged"):
        ENVELOPES.decrypt_with_passphrase(locked_key_file[:-1], PASSPHRASE)
    with pytest.raises(Unreadable, match="cut short or damaged"):
        ENVELOPES.decrypt_with_passphrase(locked_key_file[:100], PASSPHRASE)


@pytest.mark.parametrize("factor", [b"22", b"31", b"99", b"999999", b"x", b"-1", b""])
def test_a_file_that_would_keep_the_machine_busy_is_refused_at_once(
    factor: bytes, locked_key_file: bytes
) -> None:
    first, line, rest = locked_key_file.split(b"\n", 2)
    hostile = b"\n".join((first, line.rpartition(b" ")[0] + b" " + factor, rest))
    started = time.process_time()
    with pytest.raises(Unreadable, match="cut short or damaged"):
        ENVELOPES.decrypt_with_passphrase(hostile, PASSPHRASE)
    assert time.process_time() - started < 0.1


@pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")
def test_stock_age_opens_the_file(anna: UnlockedIdentity, tmp_path: Path) -> None:
    secret = anna.release_secret("panel", "main", 1)
    (tmp_path / "secret").write_text(f"{secret}\n")
    file = ENVELOPES.encrypt(b"sheet", [anna.release_key("panel", "main", 1)])
    done = subprocess.run(
        [str(shutil.which("age")), "-d", "-i", "secret"],
        input=file,
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"sheet"


def test_a_file_for_more_recipients_than_there_are_people_is_refused_at_once(
    anna: UnlockedIdentity,
) -> None:
    """Reading takes the square of the size of the header: minutes for what fits in a megabyte."""
    line = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
    hostile = b"age-encryption.org/v1\n" + line * 10_000 + b"--- " + b"A" * 43 + b"\n"
    started = time.perf_counter()
    with pytest.raises(Unreadable, match="damaged"):
        anna.decrypt(hostile)
    assert time.perf_counter() - started < 1
    many = ENVELOPES.encrypt(b"package", [anna.receive_key] * 300)
    assert anna.decrypt(many) == b"package"


def test_a_recipient_is_written_in_one_form_only(anna: UnlockedIdentity) -> None:
    with pytest.raises(Unreadable, match="key to which"):
        ENVELOPES.encrypt(b"x", [anna.receive_key.upper()])
