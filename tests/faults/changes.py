"""Random changes to bytes and to documents, as drives, mailers and forgers make them."""

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

Change = Callable[[bytes, Random], bytes]
_MOST = 40
"""Bytes that one change touches at most, where it is not the rest of the file."""


def _flip(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _put_other(data: bytes, chance: Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + chance.randbytes(end - start) + data[end:]


def _insert(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randint(1, _MOST)) + data[at:]


def _delete(data: bytes, chance: Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + data[end:]


def _cut_off(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _cut_front(data: bytes, chance: Random) -> bytes:
    return data[chance.randrange(len(data)) :]


def _double(data: bytes, chance: Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:end] + data[start:end] + data[end:]


def _swap(data: bytes, chance: Random) -> bytes:
    start, end = _slice(data, chance)
    half = (start + end) // 2
    return data[:start] + data[half:end] + data[start:half] + data[end:]


def _append(data: bytes, chance: Random) -> bytes:
    return data + chance.choice((b"\0", b"\n", data, chance.randbytes(9)))


def _case(data: bytes, chance: Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + data[start:end].swapcase() + data[end:]


CHANGES: tuple[Change, ...] = (
    _flip, _flip, _flip, _put_other, _insert, _delete, _cut_off, _cut_front, _double, _swap,
    _append, _case,
)  # fmt: skip


def changed(data: bytes, chance: Random) -> bytes:
    """The bytes with one to three changes; never the same bytes."""
    found = data
    while found == data:
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            found = chance.choice(CHANGES)(found or data, chance)
    return found


def _slice(data: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.randint(2, _MOST))


def changed_document(document: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """The document with one value changed, added or left out; valid JSON, never the same."""
    found = copy.deepcopy(dict(document))
    while found == document:
        place, key = chance.choice(list(_places(found)))
        kind = chance.randrange(8)
        if kind == 0:
            del place[key]
        elif kind == 1 and isinstance(place, dict):
            place[f"{key}2"] = place[key]
        else:
            place[key] = _other(place[key], chance)
    return found


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Everything that a value could be put in place of."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list) and value[key]:
            yield from _places(value[key])


def _other(value: Any, chance: Random) -> Any:
    """Another value, often of the same type."""
    strange = chance.choice((None, True, -1, 0, 1 << 52, "", "x", [], {}, [value], {"a": value}))
    if chance.random() < 0.4:
        return strange
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice((-1, 1, 7))
    if isinstance(value, str):
        return changed(value.encode() or b"x", chance).decode("utf-8", "replace")
    if isinstance(value, list) and len(value) > 1:
        return chance.choice((value[::-1], value[1:], [*value, value[0]]))
    return strange
