"""SSHSIG signatures, which stock `ssh-keygen -Y verify` checks without evalpanel."""

import base64
import binascii
import hashlib
import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
_END = "\n-----END SSH SIGNATURE-----\n"
_MAGIC = b"SSHSIG"
_KEY_TYPE = b"ssh-ed25519"
_HASH = b"sha512"
_VERSION = 1
_LINE = 70
_SIGNATURE_BYTES = 64
_LONGEST = 2000
"""Characters; a signature with a namespace of ours has about 300."""


def sign(key: Ed25519PrivateKey, data: bytes, namespace: str) -> str:
    """The armoured signature over the data in a namespace; the same input gives the same text."""
    signature = key.sign(_signed_bytes(data, namespace))
    return _armoured(key.public_key().public_bytes_raw(), namespace, signature)


def verify(public_key: bytes, data: bytes, namespace: str, armoured: str) -> bool:
    """Whether this is the one accepted text of a valid signature by that key.

    Nothing is parsed but the 64 bytes of the signature: the whole text around them is built anew
    and must be equal, so two different texts never count as the same signature.
    """
    signature = _signature_in(armoured)
    if signature is None or _armoured(public_key, namespace, signature) != armoured:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(public_key)
        key.verify(signature, _signed_bytes(data, namespace))
    except (InvalidSignature, ValueError):
        return False
    return True


def _signature_in(armoured: str) -> bytes | None:
    if len(armoured) > _LONGEST or not (armoured.startswith(_BEGIN) and armoured.endswith(_END)):
        return None
    try:
        body = armoured[len(_BEGIN) : -len(_END)].replace("\n", "").encode("ascii")
        return base64.b64decode(body, validate=True)[-_SIGNATURE_BYTES:]
    except (UnicodeEncodeError, binascii.Error):
        return None


def _armoured(public_key: bytes, namespace: str, signature: bytes) -> str:
    raw = b"".join(
        [
            _MAGIC,
            struct.pack(">I", _VERSION),
            _string(_key_blob(public_key)),
            _string(namespace.encode()),
            _string(b""),
            _string(_HASH),
            _string(_string(_KEY_TYPE) + _string(signature)),
        ]
    )
    text = base64.b64encode(raw).decode()
    return _BEGIN + "\n".join(text[i : i + _LINE] for i in range(0, len(text), _LINE)) + _END


def _signed_bytes(data: bytes, namespace: str) -> bytes:
    digest = hashlib.sha512(data).digest()
    parts = (namespace.encode(), b"", _HASH, digest)
    return _MAGIC + b"".join(_string(part) for part in parts)


def _key_blob(public_key: bytes) -> bytes:
    return _string(_KEY_TYPE) + _string(public_key)


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data
