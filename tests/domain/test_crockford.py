"""Codes that people read aloud."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.crockford import (
    ALPHABET,
    could_be_code,
    encode,
    grouped,
    plain,
    short_code,
)


def test_a_code_is_the_first_eighty_bits() -> None:
    assert short_code("0" * 64) == "0000-0000-0000-0000"
    assert short_code("f" * 64) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert short_code("0" * 19 + "1" + "f" * 44) == "0000-0000-0000-0001"


@given(st.binary(min_size=32, max_size=32))
def test_a_code_is_sixteen_characters_that_sound_different(digest: bytes) -> None:
    code = short_code(digest.hex())
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", code)
    assert grouped(plain(code), "-") == code
    assert grouped(plain(code.lower().replace("-", " ")), "-") == code


@given(st.integers(0, 32**8 - 1))
def test_a_number_can_be_read_back(number: int) -> None:
    text = encode(number, 8)
    value = 0
    for char in text:
        value = value * 32 + ALPHABET.index(char)
    assert value == number


@pytest.mark.parametrize(
    ("typed", "could"),
    [("HTX8-KJT8-HHDY-Z41N", True), ("htx8 kjt8 hhdy z4ln", True), ("onzin", False),
     ("HTX8-KJT8-HHDY-Z41U", False), ("", False)],
)  # fmt: skip
def test_only_sixteen_letters_and_digits_can_be_a_code(typed: str, could: bool) -> None:
    assert could_be_code(typed) is could


@pytest.mark.parametrize("typed", ["OIL0", "oil0", "o-i l0", "0110"])
def test_letters_that_look_like_digits_are_read_as_digits(typed: str) -> None:
    assert plain(typed) == "0110"
