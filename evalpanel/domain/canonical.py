"""The one byte form of a value, over which hashes and signatures are made (RFC 8785)."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import rfc8785
from pydantic_core import PydanticSerializationError, to_json

from evalpanel.domain.errors import Sentence, Unreadable

MAX_JSON_BYTES = 64 << 20
MAX_DEPTH = 32
_MAX_DIGITS = 16
_LARGEST = 2**53 - 1
_TEXT = frozenset({str})
_LEAVES = frozenset({str, bool, type(None)})
_TOO_DEEP = Sentence("A part of the file is nested too deeply.")


class _NotPlain(Exception):
    """A value holds what the quick way writes in another form."""


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
    try:
        value = _parsed(data.decode("utf-8"))
        is_canonical = data == canonical_bytes(value)
    except RecursionError as error:
        raise Unreadable(_TOO_DEEP) from error
    except (ValueError, rfc8785.CanonicalizationError) as error:
        raise Unreadable(
            "A part of the file is not the JSON it should be.",
            hint="Check that you chose the right file.",
        ) from error
    if _is_too_deep(value):
        raise Unreadable(_TOO_DEEP)
    if not is_canonical:
        raise Unreadable("A part of the file is not in canonical form.")
    return value


def _quick_bytes(value: Any) -> bytes | None:
    """The RFC 8785 bytes ten times as fast, or None where they may be others.

    What differs is floats, large integers, keys that are no text, and characters beyond U+FFFF,
    which in keys may stand in another order.
    """
    try:
        data = to_json(_in_order(value))
    except (_NotPlain, PydanticSerializationError):
        return None
    return data if data.isascii() or _has_no_pairs(data.decode()) else None


def _has_no_pairs(text: str) -> bool:
    """Whether UTF-16 needs no surrogate pairs for a text."""
    return 2 * len(text) == len(text.encode("utf-16-le"))


def _in_order(value: Any) -> Any:
    """The value with the keys of all its dicts sorted."""
    kind = type(value)
    if kind is dict:
        if not _TEXT.issuperset(map(type, value)):
            raise _NotPlain
        return {
            key: part if type(part) is str else _in_order(part)
            for key, part in sorted(value.items())
        }
    if kind is list:
        return [*map(_in_order, value)]
    if kind not in _LEAVES and (kind is not int or abs(value) > _LARGEST):
        raise _NotPlain
    return value


def _parsed(text: str) -> Any:
    return json.loads(text, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)


def _is_too_deep(value: Any) -> bool:
    """Whether a value has more levels of lists and dicts than allowed, found without recursion."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [part for outer in level for part in _parts(outer)]
    return any(isinstance(part, dict | list) for part in level)


def _parts(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _integer(text: str) -> int:
    """An integer below 2^53, the most that RFC 8785 allows."""
    number = int(text[: _MAX_DIGITS + 2])
    if len(text) > _MAX_DIGITS + 1 or abs(number) > _LARGEST:
        raise ValueError(text)
    return number


def _refuse(text: str) -> None:
    raise ValueError(text)
