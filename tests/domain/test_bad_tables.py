"""Score files that are wrong: one sentence each with line and column, all of a file in one go."""

import pytest

from evalpanel.domain.csv_table import MAX_CSV_BYTES, Columns, read_table
from evalpanel.domain.errors import HasProblems, Unreadable
from evalpanel.domain.scorefile import ScoreRow, check_scores, read_decisions, read_scores
from tests.builders import a_criterion, a_lot, a_scale, an_item, rules_from

HEADER = "evaluator,lot,candidate,item,score,reason\n"


def problems_of(text: str, *fitting: object) -> list[str]:
    with pytest.raises(HasProblems) as caught:
        read_scores(text.encode(), *fitting)  # type: ignore[arg-type]  # rules and candidates
    return [str(problem) for problem in caught.value.problems]


def a_row(**changes: str) -> ScoreRow:
    return ScoreRow.model_validate(
        {"evaluator": "E1", "lot": "1", "candidate": "C", "item": "A1"} | changes
    )


def test_all_problems_of_a_file_come_in_one_go_in_the_order_of_its_lines() -> None:
    """Rows of another length, holes, rows that stand twice and rows that do not fit the rules."""
    rows = "E1,1,C,A1,7,x\nE1,1,C\nE1,1,,A1,8,x\nE1,1,C,A2,8,x\nE1,1,C,A2,8,x\nE1,9,D,A1,8,\n"
    assert problems_of(HEADER + rows, rules_from(), {"C"}) == [
        "line 2: The score 7 is not on the scale of A1; possible: 10, 8, 6, 4, 2.",
        "line 3: The row has 3 cells where the first line has 6.",
        "line 4: The column candidate is empty on this line.",
        "line 6: Line 5 already has the same evaluator, lot, candidate, item.",
        "line 7: There is no candidate D.",
        "line 7: There is no lot 9; there are: 1.",
    ]


def test_decisions_are_tested_against_the_rules_too() -> None:
    with pytest.raises(HasProblems, match="line 2: The score 7"):
        read_decisions(b"lot,candidate,item,score,reason\n1,C,A1,7,Why\n", rules_from())


@pytest.mark.parametrize(
    "score", ["NaN", "nan", "inf", "1e3", "8.0", "8,0", "=8", "=1+1", "٨", "0x8", "9" * 10_000]
)
def test_a_score_is_a_code_and_nothing_that_looks_like_one(score: str) -> None:
    """R-38: only the codes of the scale are scores."""
    (problem,) = check_scores(rules_from(), [a_row(score=score)])
    assert "is not on the scale of A1; possible: 10, 8, 6, 4, 2." in str(problem)
    assert len(str(problem)) < 150


@pytest.mark.parametrize("score", ["NaN", "1e3", "7,5", "=7", "７", "10.25", "-0.25", "7.1", "1/2"])
def test_a_score_of_a_range_is_a_plain_decimal_on_its_grid(score: str) -> None:
    rules = rules_from(scale=[a_scale(from_="0", to="10", step="0.25")])
    assert len(check_scores(rules, [a_row(score=score)])) == 1
    assert not check_scores(rules, [a_row(score="7.50")])


def test_a_table_is_whole_or_refused() -> None:
    columns = Columns(("a", "b"), ())
    (line,) = read_table(b"a;b\n1;2\n", columns)
    assert (line.number, dict(line.cells)) == (2, {"a": "1", "b": "2"})
    with pytest.raises(HasProblems, match="line 3"):
        read_table(b"a;b\n1;2\n3\n", columns)


@pytest.mark.parametrize("column", ["lot", "candidate", "item"])
def test_a_name_of_ten_thousand_characters_makes_a_short_sentence(column: str) -> None:
    (problem,) = check_scores(rules_from(), [a_row(**{column: "x" * 10_000})], {"C"})
    assert len(str(problem)) < 150


def test_what_is_scored_once_and_what_is_not_scored_in_a_lot_is_told() -> None:
    rules = rules_from(
        lot=[a_lot("1"), a_lot("2")],
        criterion=[
            a_criterion("A", an_item("A1", "20"), scope="tender"),
            a_criterion("B", an_item("B1", "20"), lots=["1"]),
            a_criterion("C", an_item("C1", "20"), lots=["2"]),
        ],
    )
    places = [("1", "A1"), ("2", "B1"), ("*", "B1"), ("*", "A1"), ("1", "B1")]
    found = check_scores(rules, [a_row(lot=lot, item=item) for lot, item in places])
    assert [str(problem) for problem in found] == [
        "line 2: A1 is scored once, under lot *.",
        "line 3: B1 is not scored under lot 2.",
        "line 4: B1 is not scored under lot *.",
    ]


def test_cells_that_are_too_long_are_named_with_their_column() -> None:
    long = "x" * 200_000
    assert problems_of(HEADER + f"E1,1,C,A1,{long},{long}\n") == [
        "line 2: The text in column score is longer than 20,000 characters.",
        "line 2: The text in column reason is longer than 20,000 characters.",
    ]


def test_a_reason_of_ten_thousand_characters_is_taken_whole() -> None:
    (row,) = read_scores((HEADER + f"E1,1,C,A1,8,{'é' * 10_000}\n").encode())
    assert row.reason == "é" * 10_000


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (HEADER.replace(",", "\t"),
         ["line 1: The columns are separated by tabs, not by a comma or a semicolon."]),
        (HEADER.strip() + ",,\n",
         ["line 1: Column 7 has no name.", "line 1: Column 8 has no name."]),
        (HEADER.replace("score", "SCORE"),
         ["line 1: The column SCORE is unknown. Did you mean score?",
          "line 1: The column score is missing."]),
        (HEADER.strip() + ",colour\n",
         ["line 1: The column colour is unknown; there are: evaluator, lot, candidate, item, "
          "score, reason, plus, minus, reference, question."]),
    ],
)  # fmt: skip
def test_a_first_line_that_names_no_columns_is_told(header: str, found: list[str]) -> None:
    assert problems_of(header) == found


def test_a_table_without_rows_has_no_scores() -> None:
    assert read_scores(HEADER.encode()) == ()


def test_a_table_that_is_enormous_is_not_read() -> None:
    with pytest.raises(Unreadable, match="larger than 67108864 bytes"):
        read_scores(bytes(MAX_CSV_BYTES + 1))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_in_another_encoding_is_no_utf8(encoding: str) -> None:
    """Without its mark, plain text in UTF-16 is UTF-8 full of NUL characters."""
    with pytest.raises(Unreadable, match="Line 1 is not UTF-8 text"):
        read_scores(HEADER.encode(encoding))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The table is empty"),
        (b"\n \n", "The table is empty"),
        (HEADER.encode() + b"E1,1,C,A1,8,a\x00b\n", "Line 2 is not UTF-8"),
        (HEADER.encode() + b"E1,1,C,A1,8,x\nE1,1,C,A2,8,\xe9\x00\n", "Line 3 is not UTF-8"),
        (HEADER.encode() + b"E1,1,C,A1,8,\x00\nE1,1,C,A2,8,\xe9\n", "Line 2 is not UTF-8"),
        (HEADER.encode() + b'E1,1,C,A1,8,"a"b\n', "row that starts on line 2"),
        (b"\x89PNG\r\n\x1a\n", "Line 1 is not UTF-8"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_scores(data)
