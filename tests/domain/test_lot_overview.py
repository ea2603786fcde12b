"""All lots side by side: filled, under-filled, empty and open ones (R-8)."""

from typing import Any

import pytest

from evalpanel.domain.follow_ups import FollowUp, latest_follow_ups
from evalpanel.domain.lot_overview import LotOverview, overview_of
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.scoring import CellScores
from tests.builders import a_lot, a_ranking, one_item_rules, rules_from


def rules_of(*selects: Any, end: str = "draw") -> RuleSet:
    lots = [a_lot(str(n), select) for n, select in enumerate(selects, 1)]
    ranking = a_ranking("10", minimum={"points": "3"}, tie_break=[end])
    return rules_from(**one_item_rules(lot=lots, ranking=ranking))


def ranking(rules: RuleSet, lot: str, **totals: int) -> LotRanking:
    cells = {(c, "X"): CellScores({"E": str(total)}) for c, total in totals.items()}
    return rank_lot(rules, lot, sorted(totals), cells)


def shown(overview: LotOverview) -> list[tuple[str, tuple[str, ...], str, str]]:
    return [
        (line.lot, line.selected, line.state, str(line.footnote or "")) for line in overview.lots
    ]


def test_places_are_counted_and_footnotes_say_what_follows() -> None:
    rules = rules_of(2, 2, 2, 2)
    overview = overview_of(
        rules,
        [
            ranking(rules, "1", b=9, a=8, c=7),
            ranking(rules, "2", b=5),
            ranking(rules, "3"),
            ranking(rules, "4", c=2),
        ],
    )
    nobody = "No suitable applications."
    assert shown(overview) == [
        ("1", ("b", "a"), "filled", ""),
        ("2", ("b",), "under_filled", "1 selected, one place not filled."),
        ("3", (), "empty", nobody),
        ("4", (), "empty", nobody),
    ]
    assert (overview.filled, overview.places) == (3, 8)
    assert str(overview.said) == "3 of 8 places filled, in 4 lot(s), by 2 candidate(s)."
    assert {one.candidate: one.lots for one in overview.candidates} == {
        "b": ("1", "2"),
        "a": ("1",),
    }
    assert [line.title for line in overview.lots] == ["Lot 1", "Lot 2", "Lot 3", "Lot 4"]


def test_what_is_done_about_open_places_stands_beside_them() -> None:
    """R-8: an empty lot has a footnote and says what follows."""
    rules = rules_of(1, 1)
    said = [_follow_up("2", "First thought"), _follow_up("2", "A procedure of its own")]
    overview = overview_of(rules, [ranking(rules, "2")], latest_follow_ups(said))
    assert [line.follow_up for line in overview.lots] == ["", "A procedure of its own"]


def _follow_up(lot: str, action: str) -> FollowUp:
    return FollowUp(reference="T-1", lot=lot, action=action, by="Lena", at="2026-06-01T10:00:00Z")


def test_suitable_candidates_of_whom_none_is_in_leave_places_open() -> None:
    rules = rules_of(1, end="all_out")
    overview = overview_of(rules, [ranking(rules, "1", a=7, b=7)])
    assert shown(overview) == [("1", (), "empty", "0 selected, one place not filled.")]


def test_an_open_tie_or_a_missing_ranking_is_not_settled() -> None:
    rules = rules_of(1, 1)
    overview = overview_of(rules, [ranking(rules, "1", a=7, b=7)])
    assert [line.state for line in overview.lots] == ["open", "open"]
    assert {str(line.footnote) for line in overview.lots} == {"Not settled yet."}
    assert (overview.filled, overview.places) == (0, 2)


@pytest.mark.parametrize(
    ("select", "state", "places"),
    [
        ("all", "filled", 2),
        ({"min": 2, "max": 5}, "filled", 5),
        ({"min": 3, "max": 5}, "under_filled", 5),
    ],
)
def test_a_range_is_filled_from_its_least(select: Any, state: str, places: int) -> None:
    rules = rules_of(select)
    overview = overview_of(rules, [ranking(rules, "1", a=7, b=6)])
    assert [line.state for line in overview.lots] == [state]
    assert (overview.filled, overview.places) == (2, places)


def test_candidates_with_the_most_lots_come_first_and_lots_stand_as_published() -> None:
    rules = rules_of(1, 1, 1, 1, 1)
    overview = overview_of(
        rules,
        [ranking(rules, lot, **{winner: 8}) for lot, winner in zip("54321", "zbabz", strict=True)],
    )
    assert [(one.candidate, one.lots) for one in overview.candidates] == [
        ("z", ("1", "5")), ("b", ("2", "4")), ("a", ("3",)),
    ]  # fmt: skip
