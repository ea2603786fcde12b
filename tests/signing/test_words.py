"""The word list that codes are drawn from."""

import math
import re
from itertools import combinations

from evalpanel.signing import words as module
from evalpanel.signing.words import words


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
