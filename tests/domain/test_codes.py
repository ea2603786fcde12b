"""Anonymous codes tell nothing of name or receipt."""

import re
from fractions import Fraction

import pytest

from evalpanel.domain.application import Application
from evalpanel.domain.codes import draw_codes, give_codes, lots_by_code, shared_codes
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


def _application(name: str, *lots: str) -> Application:
    return Application(
        reference="T-1", id=name, name=name, received="2026-01-01T10:00:00Z", late=False, lots=lots,
        entities=(), evidence=(), forbidden_words=(), dossiers=(),
    )  # fmt: skip


def test_with_codes_per_lot_no_code_is_given_twice_or_again() -> None:
    """R-30: neither in another lot nor to one who comes later."""
    chance = SeededChance("lots")
    first = give_codes([_application("a", "1", "2")], chance.below, per_lot=True)
    taken = set(first[0].codes)
    later = give_codes([_application("b", "2")], chance.below, per_lot=True, taken=taken)
    assert first[0].lot_codes.keys() == {"1", "2"}
    assert later[0].lot_codes.keys() == {"2"}
    assert len(taken | set(later[0].codes)) == 5


def test_codes_know_their_lots_and_the_code_for_all_lots() -> None:
    a, b = give_codes(
        [_application("a", "1", "2"), _application("b", "2")], SeededChance("x").below, per_lot=True
    )
    assert lots_by_code([(a, ["2"]), (b, ["2"])]) == {
        a.code_in("2"): ("2",),
        b.code_in("2"): ("2",),
    }
    assert shared_codes([a, b]) == {
        a.code_in("1"): a.code, a.code_in("2"): a.code, b.code_in("2"): b.code
    }  # fmt: skip
    assert a.code_in("*") == a.code


def test_with_one_code_it_stands_for_all_lots() -> None:
    (a,) = give_codes([_application("a", "1", "2")], SeededChance("x").below, per_lot=False)
    assert lots_by_code([(a, ["1", "2"]), (_application("c", "1"), [])]) == {a.code: ("1", "2")}
    assert shared_codes([a]) == {}
    assert a.drawn_codes == {"a": a.code}
    assert _application("c", "1").drawn_codes == {}
