"""One byte form per value."""

from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.canonical import (
    MAX_DEPTH,
    canonical_bytes,
    canonical_sha256,
    read_canonical,
    sha256_hex,
)
from evalpanel.domain.errors import Unreadable
from tests.strategies import json_values


@given(json_values())
def test_what_is_written_reads_back_and_is_written_the_same(value: object) -> None:
    data = canonical_bytes(value)
    assert read_canonical(data) == value
    assert canonical_bytes(read_canonical(data)) == data
    assert canonical_sha256(value) == sha256_hex(data)


@given(json_values())
def test_the_quick_way_gives_the_bytes_of_the_standard(value: Any) -> None:
    """RFC 8785: the library that follows it to the letter has the last word."""
    assert canonical_bytes(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value",
    [
        {"\U0001f3e1": 1, "\ufb01": 2, "é": [True, None, "\x7f\x1f\b\u2028</"]},
        {"ab": (1, 2), "a": {}}, ["\U0001f3e1"], 2**53 - 1, -(2**53) + 1, 10**15, "", 1.0, 1e21,
    ],
)  # fmt: skip
def test_what_the_quick_way_leaves_is_done_to_the_letter(value: Any) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    "value", [{1: "a"}, {None: 1}, {True: 1}, 2**53, float("nan"), {"a": {3}}, "\ud800"]
)
def test_what_has_no_canonical_form_is_a_fault(value: object) -> None:
    with pytest.raises((rfc8785.CanonicalizationError, TypeError)):
        canonical_bytes(value)


@given(st.binary(max_size=60))
def test_no_bytes_whatever_end_in_a_fault(data: bytes) -> None:
    try:
        value = read_canonical(data)
    except Unreadable:
        return
    assert canonical_bytes(value) == data


@given(json_values(), st.integers(0), st.integers(1, 255))
def test_one_changed_byte_gives_another_value_or_none(value: object, place: int, bits: int) -> None:
    data = bytearray(canonical_bytes(value))
    data[place % len(data)] ^= bits
    try:
        assert read_canonical(bytes(data)) != value
    except Unreadable:
        return


@pytest.mark.parametrize(
    "data",
    [
        b"", b" {}", b"{} ", b"\xef\xbb\xbf{}", b'{"a":1,"a":1}', b'{"b":1,"a":1}', b"1.0", b"1e5",
        b"NaN", b"Infinity", b"-0", b"01", b'"\\u0041"', b'"\\ud800"', b"\xff", b"[1,]", b"nul",
        b"12345678901234567", b"9007199254740993", b'{"a":1 }', b"'a'", b"[" * 40 + b"]" * 40,
    ],
)  # fmt: skip
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_canonical(data)


def test_only_so_many_levels_are_read() -> None:
    deep = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert read_canonical(deep)
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_canonical(b"[" + deep + b"]")
    with pytest.raises(Unreadable, match="nested too deeply"):
        read_canonical(b"[" * 1_000_000)
    text = canonical_bytes(["[" * 100, '"' + "{" * 100 + "\\"])
    assert read_canonical(text)


def test_a_part_that_is_too_large_is_refused_unread() -> None:
    with pytest.raises(Unreadable, match="larger than 3"):
        read_canonical(b"[[]]", limit=3)
