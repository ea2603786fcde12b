"""An age file that a passphrase opens at once: the same format with a small work factor.

The library chooses the work factor when it writes, so that 2,000 openings would take an hour.
"""

from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_CHUNK = 64 << 10


def lock_cheaply(data: bytes, passphrase: str, factor: int = 10) -> bytes:
    """The age file of at most 64 KiB of data; the same input gives the same bytes."""
    if len(data) > _CHUNK:
        raise ValueError("one chunk only")
    file_key, salt, nonce = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))
    kdf = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << factor, r=8, p=1)
    wrapped = ChaCha20Poly1305(kdf.derive(passphrase.encode())).encrypt(bytes(12), file_key, None)
    header = f"age-encryption.org/v1\n-> scrypt {_text(salt)} {factor}\n{_text(wrapped)}\n---"
    mac = HMAC(_derived(file_key, b"", b"header"), SHA256())
    mac.update(header.encode())
    last = bytes(11) + b"\1"
    body = ChaCha20Poly1305(_derived(file_key, nonce, b"payload")).encrypt(last, data, None)
    return f"{header} {_text(mac.finalize())}\n".encode() + nonce + body


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)


def _text(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")
