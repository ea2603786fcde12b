"""Envelopes that only the addressee, or whoever knows the code, can open (age)."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import pyrage  # type: ignore[import-untyped]  # pyrage ships no type information
from pyrage import passphrase as by_passphrase
from pyrage import x25519

from evalpanel.domain.errors import Damaged, NotForMe, Unreadable
from evalpanel.signing.bech32 import bytes_of
from evalpanel.signing.soundness import is_sound_recipient

MAX_WORK_FACTOR = 21
"""The most that is spent on a passphrase: 2^21 takes seconds and 2 GiB; each step more doubles it.

The library writes what takes it a second, 18 to 21; a file that asks for more is hostile.
"""
_HEADER = b"age-encryption.org/v1\n"
_LONGEST_LINE = 100
MAX_HEADER_BYTES = 32 << 10
"""Room for more than 300 recipients; the time that reading takes grows with the square of it."""
_HEADER_END = b"\n---"
_ASK_AGAIN = "Ask the sender for the file again, or copy it anew."


class AgeEnvelopes:
    """Encrypts and decrypts age files; the stock `age` program opens them as well."""

    def encrypt(self, data: bytes, recipients: Sequence[str]) -> bytes:
        """An age file that each of the recipients (`age1…`) can open.

        Raises:
            Unreadable: a recipient is not an age key, or one of low order, which hides nothing.
        """
        try:
            keys = [x25519.Recipient.from_str(recipient) for recipient in recipients]
            if not all(_is_sound(recipient) for recipient in recipients):
                raise _bad_recipient()
            return bytes(pyrage.encrypt(data, keys))
        except (pyrage.RecipientError, pyrage.EncryptError) as error:
            raise _bad_recipient() from error

    def decrypt(self, data: bytes, secret: str) -> bytes:
        """The content of an age file for the owner of a secret (`AGE-SECRET-KEY-1…`).

        Raises:
            Unreadable: not an age file, damaged, meant for somebody else, or not a secret.
        """
        _expect_age(data)
        identity = _identity(secret)
        try:
            return bytes(pyrage.decrypt(data, [identity]))
        except pyrage.DecryptError as error:
            if "No matching keys" in str(error):
                raise NotForMe(
                    "The file is meant for somebody else: your key does not open it.",
                    hint="Ask the sender for the file that was made for you.",
                ) from error
            raise _damaged() from error

    def public_of(self, secret: str) -> str:
        """The recipient (`age1…`) that belongs to a secret.

        Raises:
            Unreadable: the text is not an age secret.
        """
        return str(_identity(secret).to_public())

    def encrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """An age file that opens with a passphrase or code; takes about a second by design."""
        return bytes(by_passphrase.encrypt(data, _normalised(passphrase)))

    def decrypt_with_passphrase(self, data: bytes, passphrase: str) -> bytes:
        """The content of an age file made with a passphrase; takes about a second by design.

        Raises:
            Unreadable: not an age file, damaged, another passphrase, or a file that would keep
                the machine busy.
        """
        _expect_age(data)
        _expect_bearable(data)
        try:
            return bytes(by_passphrase.decrypt(data, _normalised(passphrase)))
        except pyrage.DecryptError as error:
            raise _why_closed(str(error)) from error


@lru_cache(maxsize=256)
def _is_sound(recipient: str) -> bool:
    return recipient.islower() and is_sound_recipient(bytes_of(recipient) or b"")


def _bad_recipient() -> Unreadable:
    return Unreadable(
        "A key to which the file should be encrypted is not valid.",
        hint="Ask the person whose card it is for a new card.",
    )


def _why_closed(message: str) -> Unreadable:
    if "Decryption failed" in message:
        return Unreadable(
            "The passphrase or code does not open the file.",
            hint="Check capitals and spaces and try again.",
        )
    if "No matching keys" in message:
        return Unreadable("This file is not protected with a passphrase or code.", hint=_ASK_AGAIN)
    return _damaged()


def _damaged() -> Damaged:
    return Damaged("The file is cut short or damaged.", hint=_ASK_AGAIN)


def _expect_age(data: bytes) -> None:
    """Refuse another kind of file, and one whose header would keep the machine busy for hours."""
    if data.startswith(_HEADER):
        if len(data) > MAX_HEADER_BYTES and _HEADER_END not in data[:MAX_HEADER_BYTES]:
            raise _damaged()
        return
    if data and _HEADER.startswith(data):
        raise _damaged()
    raise Damaged("This is not an evalpanel file.", hint="Check that you chose the right file.")


def _expect_bearable(data: bytes) -> None:
    """Refuse a work factor beyond the limit before anything is spent on it."""
    line = data[len(_HEADER) : len(_HEADER) + _LONGEST_LINE].partition(b"\n")[0].split(b" ")
    if line[:2] == [b"->", b"scrypt"]:
        factor = line[-1]
        if not factor.isdigit() or int(factor) > MAX_WORK_FACTOR:
            raise _damaged()


def _identity(secret: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        raise Unreadable("A key in the file is not valid.", hint=_ASK_AGAIN) from error


def _normalised(passphrase: str) -> str:
    """The same characters however a keyboard composes them."""
    return unicodedata.normalize("NFC", passphrase)
