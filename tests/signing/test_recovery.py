"""The recovery code: restores the seed, and finds typing errors."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.crockford import ALPHABET
from evalpanel.domain.errors import Unreadable
from evalpanel.signing.recovery import recovery_code, seed_from_recovery_code

SEED = bytes(range(32))
CODE = recovery_code(SEED)


@given(st.binary(min_size=32, max_size=32))
def test_the_code_gives_the_seed_back(seed: bytes) -> None:
    code = recovery_code(seed)
    assert [len(group) for group in code.split(" ")] == [4] * 14
    assert seed_from_recovery_code(code) == seed


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace(" ", ""),
        CODE.replace(" ", "-"),
        CODE.replace(" ", "\n"),
        CODE.replace("0", "o"),
        CODE.replace("1", "l"),
        f"  {CODE}\t",
    ],
)
def test_how_it_is_typed_does_not_matter(typed: str) -> None:
    assert seed_from_recovery_code(typed) == SEED


def test_every_wrong_character_is_found_in_its_group() -> None:
    bare = CODE.replace(" ", "")
    chance = random.Random(5)  # noqa: S311 - repeatable typing errors, not a secret
    for place in range(0, 56, 5):
        wrong = chance.choice(ALPHABET.replace(bare[place], ""))
        with pytest.raises(Unreadable, match=rf"probably in group {place // 4 + 1}\."):
            seed_from_recovery_code(bare[:place] + wrong + bare[place + 1 :])


def test_two_swapped_characters_are_found_in_their_group() -> None:
    groups = CODE.split(" ")
    index = next(i for i, group in enumerate(groups) if group[1] != group[2])
    groups[index] = groups[index][0] + groups[index][2] + groups[index][1] + groups[index][3]
    with pytest.raises(Unreadable, match=rf"probably in group {index + 1}\."):
        seed_from_recovery_code(" ".join(groups))


def test_errors_in_several_groups_are_refused_without_a_guess() -> None:
    groups = CODE.split(" ")
    with pytest.raises(Unreadable, match=r"has a typing error\. "):
        seed_from_recovery_code(" ".join([*groups[7:], *groups[:7]]))


def test_a_character_that_no_code_has_is_named_with_its_group() -> None:
    with pytest.raises(Unreadable, match=r"Group 3 .* character U"):
        seed_from_recovery_code(CODE[:10] + "u" + CODE[11:])
    with pytest.raises(Unreadable, match=r"Group 1 .* character İ"):
        seed_from_recovery_code("İ" + CODE[1:])


def test_a_group_of_another_length_is_named() -> None:
    groups = CODE.split(" ")
    groups[4] = groups[4][:3]
    with pytest.raises(Unreadable, match=r"Group 5 .* 4 characters"):
        seed_from_recovery_code(" ".join(groups))


@pytest.mark.parametrize("typed", ["", "ABCD", CODE + " ABCD", CODE[:-5]])
def test_another_number_of_characters_is_counted(typed: str) -> None:
    with pytest.raises(Unreadable, match="14 groups of 4"):
        seed_from_recovery_code(typed)
