"""The one byte form of a value, over which hashes and signatures are made (RFC 8785)."""

import hashlib
import json
from typing import Any

import rfc8785

from evalpanel.domain.errors import Unreadable

MAX_JSON_BYTES = 64 << 20
MAX_DEPTH = 32
_MAX_DIGITS = 16
_QUOTE, _BACKSLASH = b'"\\'


def canonical_bytes(value: Any) -> bytes:
    """RFC 8785 bytes of a value of dicts, lists, strings, booleans, None and integers."""
    return bytes(rfc8785.dumps(value))


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def canonical_sha256(value: Any) -> str:
    """SHA-256 of the canonical bytes of a value."""
    return sha256_hex(canonical_bytes(value))


def read_canonical(data: bytes, limit: int = MAX_JSON_BYTES) -> Any:
    """Parse JSON and demand that the bytes are the canonical form of what they say.

    Raises:
        Unreadable: too large, too deep, duplicate keys, floats, or another form of the same value.
    """
    if len(data) > limit:
        raise Unreadable("A part of the file is larger than {limit} bytes.", limit=limit)
    if _depth(data) > MAX_DEPTH:
        raise Unreadable("A part of the file is nested too deeply.")
    try:
        value = json.loads(
            data.decode("utf-8"), parse_int=_integer, parse_float=_refuse, parse_constant=_refuse
        )
        is_canonical = canonical_bytes(value) == data
    except (ValueError, RecursionError, rfc8785.CanonicalizationError) as error:
        raise Unreadable("A part of the file is not the JSON it should be.") from error
    if not is_canonical:
        raise Unreadable("A part of the file is not in canonical form.")
    return value


def _depth(data: bytes) -> int:
    """Deepest nesting of brackets outside strings, found without recursion."""
    deepest = depth = 0
    in_string = escaped = False
    for byte in data:
        if in_string:
            if escaped:
                escaped = False
            elif byte == _BACKSLASH:
                escaped = True
            elif byte == _QUOTE:
                in_string = False
        elif byte == _QUOTE:
            in_string = True
        elif byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _integer(text: str) -> int:
    if len(text.lstrip("-")) > _MAX_DIGITS:
        raise ValueError(text)
    return int(text)


def _refuse(text: str) -> None:
    raise ValueError(text)
