"""A draw that anybody can repeat: one-time codes, public randomness and an order (R-56).

The construction is that of draft-thomson-elegy-vrs: a code whose hash was published before is the
HMAC key over a public value that nobody could know then; every label gets a place of its own, so
that neither the order nor the number of the labels matters. All of it is SHA-256.
"""

import hashlib
import hmac
from collections.abc import Iterable

CODE_BYTES = 32
_POSITION = b"\x01"


def code_chain(secret: bytes, draws: int) -> tuple[bytes, ...]:
    """The end of the chain, which is published, and then the one-time codes in order of use.

    Each code is what the one before it is the SHA-256 of, so that a code that was shown commits to
    the next one. The first link is the hash of the secret itself.
    """
    links = [_sha256(secret)]
    for _ in range(draws):
        links.append(_sha256(links[-1]))
    return tuple(reversed(links))


def committed_code(code: bytes) -> str:
    """The hash of a code, which is published before the draw: 64 hexadecimal digits."""
    return _sha256(code).hex()


def fits_commitment(code: bytes, code_sha256: str) -> bool:
    """Whether this is the code that was committed to."""
    return hmac.compare_digest(committed_code(code), code_sha256)


def draw_order(code: bytes, value: str, labels: Iterable[str]) -> tuple[str, ...]:
    """All labels in the order in which they are drawn, the first one first.

    `value` is the public randomness exactly as typed. A label that stands twice is drawn once.
    """
    key = hmac.digest(code, value.encode(), "sha256")
    return tuple(sorted(set(labels), key=lambda label: position(key, label)))


def position(key: bytes, label: str) -> str:
    """Where a label lies, as hexadecimal digits: the lowest is drawn first."""
    return hmac.digest(key, label.encode() + _POSITION, "sha256").hex()


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
