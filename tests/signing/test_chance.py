"""Randomness from the system."""

from evalpanel.signing.chance import SystemChance
from evalpanel.signing.words import words


def test_tokens_have_the_size_asked_for_and_differ() -> None:
    chance = SystemChance()
    assert len(chance.token(32)) == 32
    assert chance.token(32) != chance.token(32)


def test_numbers_stay_below_the_limit_and_reach_all_of_it() -> None:
    chance = SystemChance()
    assert {chance.below(3) for _ in range(500)} == {0, 1, 2}


def test_a_phrase_has_that_many_words_of_the_list() -> None:
    phrase = SystemChance().phrase(6).split(" ")
    assert len(phrase) == 6
    assert set(phrase) <= set(words())
