"""`analyse` and `robustness`: JSON that follows its schema, words with their reservations."""

import sys
from collections.abc import Iterator
from pathlib import Path
from subprocess import run
from typing import Any

import pytest

from evalpanel.cli.robustness_lines import robustness_lines
from evalpanel.domain.robustness import robustness
from tests.builders import PROJECT, THUISPLUSFLATS, one_item_rules, scores_of
from tests.cli.shell import Shell

RULES = THUISPLUSFLATS / "rules.toml"
HEADER = "evaluator,lot,candidate,item,score,reason\n"
ANXIETY = (
    "3 3 3 4 5 5 2 3 5 2 2 6 1 5 2 2 1 2 4 3",
    "3 6 4 6 2 4 2 4 3 3 2 3 3 3 2 2 1 3 3 4",
    "2 1 4 4 3 2 1 6 1 1 1 2 3 3 1 1 3 3 2 2",
)


@pytest.fixture
def scores(tmp_path: Path) -> Path:
    """The scores of all evaluators of the case in one file."""
    files = sorted((THUISPLUSFLATS / "scores").glob("*.csv"))
    head = files[0].read_text(encoding="utf-8").splitlines(keepends=True)[0]
    bodies = (file.read_text(encoding="utf-8").removeprefix(head) for file in files)
    return _written(tmp_path, head + "".join(bodies))


def _written(folder: Path, text: str) -> Path:
    file = folder / "scores.csv"
    file.write_text(text, encoding="utf-8", newline="")
    return file


def _table(*lines: str) -> str:
    return HEADER + "".join(
        f"E{e},1,C{c},X,{score},\n"
        for e, line in enumerate(lines, 1)
        for c, score in enumerate(line.split(), 1)
    )


def _numbers(found: Any) -> Iterator[Any]:
    if isinstance(found, dict):
        for value in found.values():
            yield from _numbers(value)
    elif isinstance(found, list):
        for value in found:
            yield from _numbers(value)
    else:
        yield found


def test_analyse_answers_to_the_letter_of_the_contract(shell: Shell, tmp_path: Path) -> None:
    done = shell("analyse", _written(tmp_path, _table(*ANXIETY)), "--json")
    (lot,) = done.document()["lots"]

    assert done.status == 0
    assert lot["krippendorff_alpha"] == {
        "nominal": -0.023725, "ordinal": 0.228387, "interval": 0.170099,
    }  # fmt: skip
    assert lot["kendall_w"] == {"w": 0.539657, "chi2": 30.760442, "df": 19}
    assert list(lot["icc"]) == ["2,1", "2,k", "3,1"]
    assert (lot["lot"], lot["evaluators"], lot["candidates"]) == ("1", 3, 20)
    assert set(lot["severity"]) == set(lot["rank_agreement"]) == {"E1", "E2", "E3"}
    assert lot["why"] == {}


def test_analyse_says_in_words_what_is_undefined(shell: Shell, tmp_path: Path) -> None:
    done = shell("analyse", _written(tmp_path, HEADER + "E1,1,A,X,8,\nE2,1,A,X,,\n"))

    assert done.status == 0
    assert "One score is missing." in done.out
    assert "they are no marks" in done.out


def test_analyse_warns_of_two_candidates(shell: Shell, tmp_path: Path) -> None:
    done = shell("analyse", _written(tmp_path, _table("8 6", "6 8")))

    assert "two candidates" in done.out


def test_analyse_names_every_score_that_is_no_number(shell: Shell, tmp_path: Path) -> None:
    done = shell("analyse", _written(tmp_path, _table("good 8", "1e3 NaN")))

    assert (done.status, done.out) == (1, "")
    assert all(f"line {line}" in done.err for line in (2, 4, 5))


def test_analyse_of_a_header_alone_has_nothing_to_say(shell: Shell, tmp_path: Path) -> None:
    assert "There are no scores" in shell("analyse", _written(tmp_path, HEADER)).out


@pytest.mark.parametrize(("data", "status"), [(b"", 3), (b"\xff\xfe\x00", 3), (b"a,b\n1,2\n", 1)])
def test_a_table_that_cannot_be_read_is_one_clear_error(
    shell: Shell, tmp_path: Path, data: bytes, status: int
) -> None:
    file = tmp_path / "scores.csv"
    file.write_bytes(data)

    done = shell("analyse", file, "--json")

    assert (done.status, done.out) == (status, "")
    assert "Traceback" not in done.err


def test_robustness_answers_every_question(shell: Shell, scores: Path) -> None:
    done = shell("robustness", RULES, scores, "--draws", "500", "--json")
    document = done.document()
    (lot,) = document["lots"]

    assert done.status == 0
    assert document["method"] == "consensus"
    assert lot["rule"] == "mean"
    assert len(lot["leave_one_out"]) == 3
    assert lot["bootstrap"]["resamples"] == 10
    assert lot["weights"]["draws"] == 500
    assert [one["item"] for one in lot["weight_intervals"]] == [
        "SC-1.1", "SC-1.2", "SC-2.1", "SC-2.2",
    ]  # fmt: skip
    assert lot["cut"]["gap"] == "6"


def test_robustness_is_the_same_every_time(shell: Shell, scores: Path) -> None:
    first, again = (shell("robustness", RULES, scores, "--draws", "200").out for _ in "12")

    assert first == again


def test_robustness_in_words_says_what_it_does_not_say(shell: Shell, scores: Path) -> None:
    said = shell("robustness", RULES, scores, "--draws", "100").out

    assert "almost no information" in said
    assert "by consensus" in said
    assert "they change no score and no rank" in said
    assert "No single score" in said


def test_robustness_needs_a_sensible_number_of_draws(shell: Shell, scores: Path) -> None:
    done = shell("robustness", RULES, scores, "--draws", "0")

    assert (done.status, done.out) == (2, "")
    assert "1000000" in done.err


def test_robustness_of_an_incomplete_lot_says_why(shell: Shell, tmp_path: Path) -> None:
    done = shell("robustness", RULES, _written(tmp_path, HEADER), "--json")
    (lot,) = done.document()["lots"]

    assert set(_numbers([lot["bootstrap"], lot["weights"], lot["cut"]])) == {None}
    assert "no scores" in lot["why"]["bootstrap"]
    assert "no scores" in shell("robustness", RULES, _written(tmp_path, HEADER)).out


@pytest.mark.parametrize(
    ("method", "said"),
    [("mean", "E1 gives"), ("trimmed_mean", "There are too few scores to take the mean.")],
)
def test_robustness_in_words_tells_a_flip_or_why_there_is_none(method: str, said: str) -> None:
    table = {"A": {"X": ("10", "8", "8")}, "B": {"X": ("8", "8", "8")}}
    found = robustness(one_item_rules(method), scores_of(table), 10)

    assert any(said in line for line in robustness_lines(found))


def test_only_robustness_loads_numpy() -> None:
    code = "import sys, evalpanel.domain.agreement, evalpanel.domain.robustness, evalpanel.cli.run"
    done = run(
        [sys.executable, "-c", f"{code}; print('numpy' in sys.modules)"],
        cwd=PROJECT, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout.strip() == "False"
