"""The one byte form of a value, over which hashes and signatures are made (RFC 8785)."""

import hashlib
import json
import re
from itertools import accumulate
from typing import Any

import rfc8785

from evalpanel.domain.errors import Unreadable

MAX_JSON_BYTES = 64 << 20
MAX_DEPTH = 32
_MAX_DIGITS = 16
_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)', re.DOTALL)
"""A JSON string, or one that has no end: whatever stands in it, each byte is looked at once."""
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def canonical_bytes(value: Any) -> bytes:
    """RFC 8785 bytes of a value of dicts, lists, strings, booleans, None and integers."""
    quick = _quick_bytes(value)
    return bytes(rfc8785.dumps(value)) if quick is None else quick


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


def _quick_bytes(value: Any) -> bytes | None:
    """The canonical bytes by the standard library, ten times as fast; None where it may differ.

    Without floats, large integers, keys other than text, and characters that UTF-16 sorts in
    another order, its sorted and bare form is the one of RFC 8785: text is escaped alike.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        is_plain = 2 * len(text) == len(text.encode("utf-16-le"))
        back = json.loads(
            text, parse_int=_short_integer, parse_float=_refuse, parse_constant=_refuse
        )
    except (TypeError, ValueError, RecursionError):
        return None
    return text.encode() if is_plain and back == value else None


def _depth(data: bytes) -> int:
    """Deepest nesting of brackets outside strings, found without recursion."""
    brackets = _STRING.sub(b"", data).translate(None, _NO_BRACKETS)
    return max(accumulate((1 if bracket in b"[{" else -1 for bracket in brackets), initial=0))


def _integer(text: str, digits: int = _MAX_DIGITS) -> int:
    if len(text.lstrip("-")) > digits:
        raise ValueError(text)
    return int(text)


def _short_integer(text: str) -> int:
    """An integer that is surely below 2^53, the most that RFC 8785 allows."""
    return _integer(text, _MAX_DIGITS - 1)


def _refuse(text: str) -> None:
    raise ValueError(text)
