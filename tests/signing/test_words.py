"""The word list and the codes drawn from it."""

import math
import re
from itertools import combinations

import pytest

from evalpanel.signing import words as module
from evalpanel.signing.words import (
    invitation_code,
    normal_code,
    suggested_passphrase,
    words,
)


def test_the_list_has_short_plain_words_once_each_in_order() -> None:
    found = words()
    assert len(found) >= 1296
    assert list(found) == sorted(set(found))
    assert not [word for word in found if not re.fullmatch("[a-z]{4,8}", word)]


def test_no_two_words_differ_in_one_letter_only() -> None:
    """Words with a shared pattern (a letter masked or left out) would be one slip apart."""
    owner: dict[str, str] = {}
    for word in words():
        shapes = {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}
        shapes |= {word[:i] + "?" + word[i + 1 :] for i in range(len(word))}
        for shape in shapes:
            other = owner.setdefault(shape, word)
            is_near = "?" in shape or shape in (word, other)
            assert other == word or not is_near, (word, other)


def test_no_word_begins_another_that_is_hardly_longer() -> None:
    near = [(a, b) for a, b in combinations(words(), 2) if b.startswith(a) and len(b) - len(a) <= 2]
    assert near == []


def test_the_stated_strength_is_that_of_the_list() -> None:
    count, bits = len(words()), math.log2(len(words()))
    assert f"{count:,} words" in str(module.__doc__)
    assert int(bits * 6) == 64
    assert int(bits * 5) == 53


def test_a_code_has_six_words_and_a_passphrase_five() -> None:
    drawn: list[int] = []

    def below(limit: int) -> int:
        drawn.append(limit)
        return limit - 1 - len(drawn)

    assert len(invitation_code(below).split()) == 6
    assert len(suggested_passphrase(below).split()) == 5
    assert drawn == [len(words())] * 11


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("  Kiezel-boom,  Haring ", "kiezel boom haring"),
        ("kiezel boom", "kiezel boom"),
        ("01234 56789 01234 56789", "01234567890123456789"),
        ("", ""),
    ],
)
def test_a_typed_code_becomes_as_it_was_told(typed: str, normal: str) -> None:
    assert normal_code(typed) == normal
