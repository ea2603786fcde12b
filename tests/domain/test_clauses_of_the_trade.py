"""What the rules of the trade ask for in so many words (R-7, R-8, R-9, R-57; seed element 1.15)."""

import pytest

from evalpanel.domain.errors import HasProblems
from evalpanel.domain.scorefile import read_decisions, read_scores
from tests.builders import a_lot, a_ranking, first_lot, one_item_rules, scores_of, standings
from tests.domain.verdicts import problems_of, warnings_of

LEAVE = (
    "1 suitable for 5 place(s): the procedure can go on with those who are suitable "
    "(art. 2.99(5) Aanbestedingswet)."
)


@pytest.mark.parametrize(("procedure", "more"), [("niet-openbaar", [LEAVE]), ("sas-zemvi4", [])])
def test_the_law_is_named_where_it_lets_a_procedure_go_on(procedure: str, more: list[str]) -> None:
    """R-8: art. 2.99(5) is of regular procedures; nothing of it holds for social services."""
    rules = one_item_rules(procedure=procedure, lot=[a_lot(select=5)])
    found = first_lot(rules, scores_of({"A": {"X": ("7", "7", "7")}}))
    assert found.why == ("1 selected; 4 place(s) stay open.", *more)


def test_places_that_stay_open_among_enough_candidates_need_no_leave() -> None:
    """R-8: five are suitable; that none of them is in was announced."""
    rules = one_item_rules(
        procedure="dialoog", lot=[a_lot(select=3)], ranking=a_ranking("10", tie_break=["all_out"])
    )
    found = first_lot(rules, scores_of({name: {"X": ("7", "7", "7")} for name in "ABCDE"}))
    assert len(found.why) == 2
    assert not any("2.99" in said for said in found.why)


def test_equals_who_miss_place_and_reserve_are_told_once() -> None:
    """R-57: `all_out` at the cut and at the end of the reserve is one and the same sentence."""
    rules = one_item_rules(
        lot=[a_lot(select=2, reserve=1)], ranking=a_ranking("10", tie_break=["all_out"])
    )
    scores = {name: {"X": (code,) * 3} for name, code in zip("ABCD", "9887", strict=True)}
    found = first_lot(rules, scores_of(scores))
    assert standings(found)["B"] == (2, "not_selected")
    said = "B, C stay equal; none of them is in, as announced."
    assert found.why.count(said) == 1
    assert found.ranking[1].why.count(said) == 1


def _milestones(first: str, second: str, title: str = "Deadline") -> list[dict[str, str]]:
    return [
        {"id": "table", "title": "deadline", "planned": first, "source": "planning table"},
        {"id": "text", "title": title, "planned": second},
    ]


def test_two_dates_for_one_thing_are_both_kept_and_named() -> None:
    """R-9, edge case 34: the table says June 2021, the text 2 July 2021."""
    found = _milestones("2021-06", "2021-07-02T23:59:00+02:00")
    assert problems_of(milestone=found) == {}
    assert warnings_of(milestone=found) == {
        "milestone[1].planned": "deadline has two dates: 2021-06 (planning table) and "
        "2021-07-02T23:59:00+02:00 (text)."
    }


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [("2021-07", "2021-07-02", "Deadline"), ("2021-07-02", "2021-07", "Deadline"),
     ("2021-06", "2021-07-02", "Start")],
)  # fmt: skip
def test_a_day_in_its_month_is_no_contradiction(first: str, second: str, title: str) -> None:
    """R-9: precision is no contradiction."""
    assert warnings_of(milestone=_milestones(first, second, title)) == {}


def test_a_name_of_ten_thousand_characters_is_no_name() -> None:
    """One sentence with line and column, with or without a file that says who applied."""
    long = "x" * 10_000
    table = f"evaluator,lot,candidate,item,score,reason\n{long},1,{long},X,7,{long}\n"
    with pytest.raises(HasProblems) as refused:
        read_scores(table.encode())
    assert [str(problem) for problem in refused.value.problems] == [
        "line 2: The name in column evaluator is longer than 200 characters.",
        "line 2: The name in column candidate is longer than 200 characters.",
    ]
    table = f"lot,candidate,item,score,reason\n1,{'x' * 201},X,7,why\n"
    with pytest.raises(HasProblems, match="column candidate"):
        read_decisions(table.encode())
