"""Weights drawn evenly: what can be worked out by hand comes out, whatever the kind of number."""

import pytest

from evalpanel.domain import weight_draws
from evalpanel.domain.resamples import number_of_resamples, resamples
from evalpanel.domain.weight_draws import rank_counts_by_weight

DRAWS = 20_000


def close(count: int, expected: float) -> bool:
    return abs(count / DRAWS - expected) < 0.012


def test_two_items_by_hand() -> None:
    a, b, c = rank_counts_by_weight([[10, 0], [0, 10], [6, 6]], DRAWS)

    assert close(a[0], 0.4)
    assert close(b[0], 0.4)
    assert close(c[0], 0.2)
    assert c[2] == 0


def test_three_items_by_hand() -> None:
    found = rank_counts_by_weight([[10, 0, 0], [0, 10, 0], [0, 0, 10], [4, 4, 4]], DRAWS)

    assert all(close(own[0], 0.32) for own in found[:3])
    assert close(found[3][0], 0.04)


def test_equals_share_the_better_rank_in_every_draw() -> None:
    found = rank_counts_by_weight([[3, 1], [3, 1], [1, 0]], 100)

    assert found == [[100, 0, 0], [100, 0, 0], [0, 0, 100]]


def test_every_candidate_has_a_rank_in_every_draw() -> None:
    for own in rank_counts_by_weight([[1, 2, 3], [3, 2, 1], [2, 2, 2]], 777):
        assert sum(own) == 777


@pytest.mark.parametrize("factor", [1 << 20, 1 << 40], ids=["machine integers", "any integers"])
def test_large_numbers_rank_as_small_ones(factor: int) -> None:
    small = [[10, 0, 3], [0, 10, 3], [6, 6, 0]]
    large = [[value * factor for value in row] for row in small]

    assert rank_counts_by_weight(large, 300) == rank_counts_by_weight(small, 300)


def test_the_draws_are_the_same_in_any_portion(monkeypatch: pytest.MonkeyPatch) -> None:
    values = [[10, 0, 3], [0, 10, 3], [6, 6, 0]]
    whole = rank_counts_by_weight(values, 1000)
    monkeypatch.setattr(weight_draws, "_CHUNK", 7)

    assert rank_counts_by_weight(values, 1000) == whole
    assert rank_counts_by_weight(values, 1000, seed=1) != whole


@pytest.mark.parametrize(("size", "count"), [(1, 1), (3, 10), (5, 126), (7, 1716), (9, 24310)])
def test_every_panel_is_listed_once(size: int, count: int) -> None:
    found = resamples(size)

    assert len(set(found.counts)) == len(found.counts) == count == number_of_resamples(size)
    assert {sum(counts) for counts in found.counts} == {size}
    assert sum(found.times) == size**size
