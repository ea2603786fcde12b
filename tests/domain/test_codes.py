"""Anonymous codes tell nothing of name or receipt."""

import re
from fractions import Fraction

import pytest

from evalpanel.domain.codes import draw_codes
from tests.fakes import SeededChance


@pytest.mark.parametrize("count", [0, 1, 7, 56, 57, 200, 500])
def test_every_candidate_gets_a_code_of_its_own(count: int) -> None:
    codes = draw_codes(count, SeededChance("codes").below)
    assert len(set(codes)) == len(codes) == count
    assert all(re.fullmatch(r"[A-HJ-NPRT-Z][2-9]+", code) for code in codes)
    assert len({len(code) for code in codes}) <= 1


def test_two_draws_differ() -> None:
    assert draw_codes(8, SeededChance("a").below) != draw_codes(8, SeededChance("b").below)


def test_the_order_of_the_codes_does_not_follow_the_receipt() -> None:
    """Over 400 draws, Spearman's rho between receipt and order of code averages about nothing."""
    count, draws = 8, 400
    total, seen = Fraction(0), set()
    for seed in range(draws):
        codes = draw_codes(count, SeededChance(str(seed)).below)
        ranks = [sorted(codes).index(code) for code in codes]
        seen.add(tuple(ranks))
        distance = sum((place - rank) ** 2 for place, rank in enumerate(ranks))
        total += 1 - Fraction(6 * distance, count * (count**2 - 1))
    assert abs(total / draws) < Fraction(1, 10)
    assert len(seen) > draws * 9 // 10


def test_every_place_is_as_likely_to_have_the_first_code() -> None:
    firsts = [0] * 4
    for seed in range(800):
        codes = draw_codes(4, SeededChance(f"first {seed}").below)
        firsts[codes.index(min(codes))] += 1
    assert all(150 < found < 250 for found in firsts)
