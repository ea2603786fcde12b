"""Order and cut: 1-2-2-4, ties only across the cut, and nothing decided by a name."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.rank_sum import mid_ranks
from evalpanel.domain.ranking import Placing, place_candidates
from evalpanel.domain.ties import Split, TieBreak, split_at

NO_RULE = TieBreak((), {})
totals_of = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 4).map(Fraction), max_size=12
)


def broken_by(values: Mapping[str, int], end: str = "draw") -> TieBreak:
    return TieBreak(("B", end), {"B": {c: Fraction(v) for c, v in values.items()}})


def place(
    totals: Mapping[str, int], select: int | None, tie: TieBreak, reserve: int = 0
) -> Placing:
    return place_candidates({c: Fraction(t) for c, t in totals.items()}, select, reserve, tie)


def shown(placing: Placing) -> list[tuple[str, int, str]]:
    return [(p.candidate, p.rank, p.outcome) for p in placing.places]


def test_a_tie_away_from_the_cut_is_a_shared_rank_that_uses_up_places() -> None:
    """R-53: ranks 1-2-2-4."""
    placing = place(
        {"a": 9, "b": 7, "c": 7, "d": 5}, 1, broken_by({"b": 1, "c": 2, "a": 0, "d": 0})
    )
    assert [rank for _, rank, _ in shown(placing)] == [1, 2, 2, 4]
    assert not placing.why


def test_a_tie_across_the_cut_is_resolved_into_two_and_three() -> None:
    tie = broken_by({"a": 0, "b": 1, "c": 2, "d": 0})
    placing = place({"a": 9, "b": 7, "c": 7, "d": 5}, 2, tie)
    assert shown(placing) == [
        ("a", 1, "selected"), ("c", 2, "selected"), ("b", 3, "not_selected"),
        ("d", 4, "not_selected"),
    ]  # fmt: skip
    assert "B tells them apart" in str(placing.why[0])


def test_only_those_still_across_the_cut_go_to_the_next_step() -> None:
    tie = TieBreak(("B", "C", "draw"), {
        "B": {c: Fraction(v) for c, v in zip("abcd", (3, 2, 2, 2), strict=True)},
        "C": {c: Fraction(v) for c, v in zip("abcd", (0, 1, 3, 1), strict=True)},
    })  # fmt: skip
    placing = place(dict.fromkeys("abcd", 5), 2, tie)
    assert shown(placing) == [
        ("a", 1, "selected"), ("c", 2, "selected"), ("b", 3, "not_selected"),
        ("d", 3, "not_selected"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "outcome", "unresolved"),
    [
        ("draw", "tied_at_cut", True),
        ("all_in", "selected", False),
        ("all_out", "not_selected", False),
    ],
)
def test_what_stands_last_decides(end: str, outcome: str, *, unresolved: bool) -> None:
    placing = place({"a": 9, "b": 7, "c": 7}, 2, broken_by({"a": 0, "b": 1, "c": 1}, end))
    assert shown(placing)[1:] == [("b", 2, outcome), ("c", 2, outcome)]
    assert placing.unresolved_tie is unresolved


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("draw", "b, c stay equal for 1 place(s); a draw decides, as announced."),
        ("all_in", "b, c stay equal; all of them are in, as announced."),
        ("all_out", "b, c stay equal; none of them is in, as announced."),
    ],
)
def test_every_step_that_was_taken_is_told(end: str, said: str) -> None:
    placing = place({"a": 9, "b": 7, "c": 7}, 2, broken_by({"a": 0, "b": 1, "c": 1}, end))
    assert [str(sentence) for sentence in placing.why] == [
        "b, c are equal at the cut; B does not tell them apart (b 1, c 1).", said,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("end", "inside", "outside"), [("all_in", 2, 0), ("all_out", 0, 2), ("B", 1, 1)]
)
def test_a_tie_that_was_broken_leaves_no_place_open(end: str, inside: int, outside: int) -> None:
    split = split_at([("a", "b")], 1, TieBreak((end,), {"B": {"a": Fraction(1), "b": Fraction(0)}}))
    assert (split.tied, split.open_places) == ((), 0)
    assert [sum(map(len, part)) for part in (split.inside, split.outside)] == [inside, outside]


def test_a_step_tells_with_figures_who_stands_before_whom() -> None:
    placing = place({"a": 7, "b": 7, "c": 7}, 1, broken_by({"a": 1, "b": 3, "c": 1}))
    assert [str(sentence) for sentence in placing.why] == [
        "a, b, c are equal at the cut; B tells them apart (b 3, a 1, c 1)."
    ]


def test_without_an_end_the_tie_asks_for_a_decision() -> None:
    placing = place({"a": 7, "b": 7, "c": 7}, 2, NO_RULE)
    assert placing.unresolved_tie
    assert [str(sentence) for sentence in placing.why] == [
        "a, b, c stay equal for 2 place(s), and the rules do not say what decides. "
        "A recorded decision is needed."
    ]


def test_whoever_all_in_lets_in_uses_up_no_reserve() -> None:
    placing = place({"a": 9, "b": 9, "c": 7, "d": 6}, 1, TieBreak(("all_in",), {}), reserve=1)
    assert [outcome for *_, outcome in shown(placing)] == [
        "selected", "selected", "reserve", "not_selected",
    ]  # fmt: skip


def test_a_tie_at_the_end_of_the_reserve_waits_too() -> None:
    placing = place({"a": 9, "b": 7, "c": 7, "d": 6}, 1, NO_RULE, reserve=1)
    assert shown(placing) == [
        ("a", 1, "selected"), ("b", 2, "tied_at_cut"), ("c", 2, "tied_at_cut"),
        ("d", 4, "not_selected"),
    ]  # fmt: skip
    assert placing.unresolved_tie


def test_the_reserve_counts_on_after_the_losers_of_a_draw() -> None:
    placing = place({"a": 9, "b": 9, "c": 7, "d": 7, "e": 5}, 1, NO_RULE, reserve=3)
    assert [outcome for *_, outcome in shown(placing)] == [
        "tied_at_cut", "tied_at_cut", "reserve", "reserve", "not_selected",
    ]  # fmt: skip


def test_a_cut_between_groups_leaves_no_place_open() -> None:
    groups = [("a",), ("b", "c"), ("d",)]
    assert split_at(groups, 3, None) == Split((("a",), ("b", "c")), (), (("d",),), 0, ())
    assert split_at(groups, 2, None) == Split((("a",),), ("b", "c"), (("d",),), 1, ())
    assert split_at(groups, 9, None) == Split((("a",), ("b", "c"), ("d",)), (), (), 0, ())


def test_the_reserve_follows_the_selected() -> None:
    """R-60: the next in rank stand by, where a reserve was announced."""
    placing = place({"a": 9, "b": 8, "c": 7, "d": 6}, 1, NO_RULE, reserve=2)
    assert [outcome for *_, outcome in shown(placing)] == [
        "selected", "reserve", "reserve", "not_selected",
    ]  # fmt: skip


def test_the_loser_of_a_draw_is_the_first_reserve() -> None:
    placing = place({"a": 9, "b": 9, "c": 7}, 1, broken_by({"a": 1, "b": 1, "c": 0}), reserve=1)
    assert [o for *_, o in shown(placing)] == ["tied_at_cut", "tied_at_cut", "not_selected"]


def test_all_are_selected_where_all_may() -> None:
    assert {o for *_, o in shown(place({"a": 1, "b": 1}, None, NO_RULE))} == {"selected"}


@given(totals_of, st.integers(0, 6), st.integers(0, 3))
def test_ranks_count_those_who_are_better(
    totals: dict[str, Fraction], select: int, reserve: int
) -> None:
    placing = place_candidates(totals, select, reserve, TieBreak(("draw",), {}))
    ranks = {c: 1 + sum(other > t for other in totals.values()) for c, t in totals.items()}
    assert {p.candidate: p.rank for p in placing.places} == ranks
    chosen = [p for p in placing.places if p.outcome == "selected"]
    assert len(chosen) <= select
    assert placing.unresolved_tie or len(chosen) == min(select, len(totals))


@given(totals_of, st.integers(1, 6), st.sampled_from(["draw", "all_in", "all_out"]))
def test_names_decide_nothing(totals: dict[str, Fraction], select: int, end: str) -> None:
    renamed = {f"z{n}": name for n, name in enumerate(sorted(totals, reverse=True))}
    tie = TieBreak((end,), {})
    before = {
        p.candidate: (p.rank, p.outcome) for p in place_candidates(totals, select, 1, tie).places
    }
    other = place_candidates({new: totals[old] for new, old in renamed.items()}, select, 1, tie)
    assert {renamed[p.candidate]: (p.rank, p.outcome) for p in other.places} == before


@given(totals_of)
def test_places_of_an_evaluator_add_up(totals: dict[str, Fraction]) -> None:
    count = len(totals)
    assert sum(mid_ranks(totals).values()) == Fraction(count * (count + 1), 2)


def test_equals_of_an_evaluator_share_the_mean_of_their_places() -> None:
    found = mid_ranks({"a": Fraction(9), "b": Fraction(7), "c": Fraction(7)})
    assert found == {"a": 1, "b": Fraction(5, 2), "c": Fraction(5, 2)}


def test_a_tie_at_the_end_of_the_reserve_is_broken_though_one_at_the_cut_waits() -> None:
    """R-55: each tie goes through the declared steps by itself."""
    tie = broken_by({"a": 1, "b": 1, "c": 1, "d": 2})
    placing = place({"a": 9, "b": 9, "c": 7, "d": 7}, 1, tie, reserve=2)
    assert shown(placing) == [
        ("a", 1, "tied_at_cut"), ("b", 1, "tied_at_cut"), ("d", 3, "reserve"),
        ("c", 4, "not_selected"),
    ]  # fmt: skip
    assert [str(said) for said in placing.why] == [
        "a, b are equal at the cut; B does not tell them apart (a 1, b 1).",
        "a, b stay equal for 1 place(s); a draw decides, as announced.",
        "c, d are equal at the cut; B tells them apart (d 2, c 1).",
    ]
