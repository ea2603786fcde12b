"""Scores and decisions as CSV: what is accepted, what is refused and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.errors import HasProblems, Unreadable
from evalpanel.domain.scorefile import (
    DecisionRow,
    ScoreRow,
    check_scores,
    read_decisions,
    read_scores,
    write_decisions,
    write_scores,
)
from evalpanel.domain.text import clean_text
from tests.builders import rules_from

HEADER = "evaluator,lot,candidate,item,score,reason\n"


def problems_of(text: str) -> list[str]:
    with pytest.raises(HasProblems) as caught:
        read_scores(text.encode())
    return [str(problem) for problem in caught.value.problems]


def test_a_row_is_read_with_its_line() -> None:
    (row,) = read_scores((HEADER + "\nE1,1,C,A1,8,Good\n").encode())
    assert row.model_dump(exclude={"plus", "minus", "reference", "question"}) == {
        "evaluator": "E1", "lot": "1", "candidate": "C", "item": "A1", "score": "8",
        "reason": "Good",
    }  # fmt: skip
    assert row.line == 3


def test_semicolons_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    text = "\ufeff" + HEADER.replace(",", ";") + "E1;1;C;A1;8;Good, really\n"
    (row,) = read_scores(text.replace("\n", "\r\n").encode())
    assert (row.evaluator, row.reason) == ("E1", "Good, really")


def test_an_empty_score_is_not_zero() -> None:
    (row,) = read_scores((HEADER + "E1,1,C,A1,,\n").encode())
    assert row.score == ""


def test_one_mark_against_formulas_is_removed() -> None:
    (row,) = read_scores((HEADER + "E1,1,C,A1,8,'=1+1\n").encode())
    assert row.reason == "=1+1"


def test_cells_that_look_like_formulas_are_marked_but_never_scores() -> None:
    row = ScoreRow(evaluator="=E", lot="1", candidate="C", item="A1", score="-1", reason="@x")
    data = write_scores([row])
    assert b"'=E,1,C,A1,-1,'@x" in data
    assert read_scores(data)[0].model_dump() == row.model_dump()


texts = st.text(st.characters(codec="utf-8"), max_size=30).map(clean_text)


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_what_is_written_is_read_again(reasons: list[tuple[str, str]]) -> None:
    rows = [
        ScoreRow(evaluator=f"E{n}", lot="*", candidate="C", item="A1", score="8", reason=a, plus=b)
        for n, (a, b) in enumerate(reasons)
    ]
    assert [r.model_dump() for r in read_scores(write_scores(rows))] == [
        r.model_dump() for r in rows
    ]


def test_no_control_is_written() -> None:
    row = ScoreRow(evaluator="E", lot="1", candidate="C", item="A1", score="8", reason="\x1b[m\0\r")
    assert read_scores(write_scores([row]))[0].reason == "⟨U+001B⟩[m⟨U+0000⟩\n"


def test_problems_come_all_at_once_with_their_lines() -> None:
    long = "x" * 20_001
    found = problems_of(HEADER + f"E1,1,C,A1,8\nE1,1,C,A2,8,{long}\n")
    assert [text.split(":")[0] for text in found] == ["line 2", "line 3"]


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    found = problems_of(HEADER + 'E1,1,C,A1,8,"one\ntwo"\nE1,1,C,A1,8,\nE1,1,,A1,8,\n')
    assert [text.split(":")[0] for text in found] == ["line 4", "line 5"]


def test_columns_must_be_known_and_complete() -> None:
    found = problems_of("evaluator,lot,candidate,item,scroe,reason,reason\n")
    assert found == [
        "line 1: The column scroe is unknown. Did you mean score?",
        "line 1: The column reason stands twice.",
        "line 1: The column score is missing.",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "empty"), (b"\xff\xfe\x00", "Line 1"),
     (HEADER.encode() + b'E1,1,C,A1,8,"open\n', "line 2"),
     (HEADER.encode() + b"E1,1,C,A1,8,\xe9\n", "Line 2")],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_scores(data)


def test_names_in_decisions_are_separated_by_bars() -> None:
    text = "lot,candidate,item,score,reason,present,agrees\n1,C,A1,8,Why,Ann | Bo,\n"
    (row,) = read_decisions(text.encode())
    assert (row.present, row.agrees) == (("Ann", "Bo"), ())
    assert read_decisions(write_decisions([row]))[0].model_dump() == row.model_dump()


def test_a_decision_has_a_score() -> None:
    with pytest.raises(HasProblems):
        read_decisions(b"lot,candidate,item,score,reason\n1,C,A1,,Why\n")


@pytest.mark.parametrize(
    ("lot", "item", "score", "said"),
    [("1", "A1", "7", "10, 8, 6, 4, 2"), ("1", "Z9", "8", "A1, A2, B1, B2"),
     ("3", "A1", "8", "lot 3"),
     ("1", "V-1", "8", "gate"), ("1", "chances", "8", "not scored"), ("*", "A1", "8", "no lot")],
)  # fmt: skip
def test_rows_must_fit_the_rules(lot: str, item: str, score: str, said: str) -> None:
    row = ScoreRow(evaluator="E1", lot=lot, candidate="C", item=item, score=score, line=7)
    (problem,) = check_scores(rules_from(), [row])
    assert problem.path == "line 7"
    assert said in str(problem)


def test_candidates_must_exist_where_they_are_known() -> None:
    row = DecisionRow(lot="1", candidate="C", item="A1", score="8")
    assert check_scores(rules_from(), [row], {"D"})
    assert not check_scores(rules_from(), [row], {"C"})
