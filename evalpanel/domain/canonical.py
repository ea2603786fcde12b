"""The one byte form of a value, over which hashes and signatures are made (RFC 8785)."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

import rfc8785

from evalpanel.domain.errors import Sentence, Unreadable

MAX_JSON_BYTES = 64 << 20
MAX_DEPTH = 32
_MAX_DIGITS = 16
_LARGEST = 2**53 - 1
_TEXT = frozenset({str})
_LEAVES = frozenset({str, bool, type(None)})
_TOO_DEEP = Sentence("A part of the file is nested too deeply.")


def canonical_bytes(value: Any) -> bytes:
    """RFC 8785 bytes of a value of dicts, lists, strings, booleans, None and integers."""
    text = _sorted_text(value) if _is_plain(value) else None
    return bytes(rfc8785.dumps(value)) if text is None else text.encode()


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
        text = _sorted_text(value)
        is_canonical = data == (rfc8785.dumps(value) if text is None else text.encode())
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


def _sorted_text(value: Any) -> str | None:
    """The value as text by the standard library, ten times as fast; None where order may differ.

    Its sorted and bare form is the one of RFC 8785 but for floats, large integers, keys that are
    no text, and characters that UTF-16 puts in another order.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return text if 2 * len(text) == len(text.encode("utf-16-le")) else None
    except UnicodeEncodeError:
        return None


def _is_plain(value: Any) -> bool:
    """Whether a value holds nothing that the standard library writes in another form."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        parts: list[Any] = []
        for part in level:
            kind = type(part)
            if kind is dict:
                if not _TEXT.issuperset(map(type, part)):
                    return False
                parts += part.values()
            elif kind is list:
                parts += part
            elif kind not in _LEAVES and (kind is not int or abs(part) > _LARGEST):
                return False
        level = parts
    return not level


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
