"""`tender check`, `calculate` and `robustness`: weights become points, the wrong file is named."""

import json
from pathlib import Path

import pytest

from tests.builders import a_criterion, a_rule_set, an_item
from tests.cli.shell import Shell
from tests.fixtures_case import CASE

RULES = CASE / "rules.toml"


def _weighted(folder: Path, *, first: str = "60%") -> Path:
    """A rule set with weights, written as TOML with inline values (JSON is close enough)."""
    document = a_rule_set(
        criterion=[
            a_criterion("A", an_item("A1", None, weight="1/3"), an_item("A2", None, weight="2/3")),
            a_criterion("B", an_item("B1", None, weight="100%")),
        ]
    )
    document["criterion"][0]["weight"], document["criterion"][1]["weight"] = first, "40%"
    file = folder / "weights.toml"
    file.write_text("\n".join(f"{k} = {_inline(v)}" for k, v in document.items()), encoding="utf-8")
    return file


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_inline(part)}" for key, part in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_inline, value)) + "]"
    return json.dumps(value)


def test_weights_are_shown_with_the_points_that_they_come_to(shell: Shell, tmp_path: Path) -> None:
    """R-4: percentages as announced, with the conversion."""
    rules = _weighted(tmp_path)

    shown, answer = shell("tender", "check", rules), shell("tender", "check", rules, "--json")

    assert "40 × 60% × 2/3" in shown.out
    assert answer.document()["points"][:2] == [
        {"item": "A1", "announced": "40 × 60% × 1/3", "points": "8", "points_exact": "8"},
        {"item": "A2", "announced": "40 × 60% × 2/3", "points": "16", "points_exact": "16"},
    ]


def test_a_rule_set_in_points_needs_no_conversion(shell: Shell) -> None:
    assert "×" not in shell("tender", "check", RULES).out


def test_points_of_an_unsound_rule_set_are_not_told(shell: Shell, tmp_path: Path) -> None:
    done = shell("tender", "check", _weighted(tmp_path, first="50%"), "--json")

    assert (done.status, done.document()["points"]) == (1, [])
    assert "90%" in done.document()["problems"][0]["message"]


@pytest.mark.parametrize("command", ["calculate", "robustness"])
def test_scores_that_do_not_fit_name_their_file_and_lines(
    shell: Shell, tmp_path: Path, command: str
) -> None:
    scores = tmp_path / "mine.csv"
    scores.write_text(
        "evaluator,lot,candidate,item,score,reason\nE1,1,K,SC-1.1,7,x\nE1,1,K\n", encoding="utf-8"
    )

    done = shell(command, RULES, scores)

    assert (done.status, done.out) == (1, "")
    assert [str(scores) in done.err, str(RULES) in done.err] == [True, False]
    assert "line 2" in done.err
    assert "line 3" in done.err


def test_decisions_that_do_not_fit_name_their_file(shell: Shell, tmp_path: Path) -> None:
    scores, decisions = tmp_path / "scores.csv", tmp_path / "decisions.csv"
    scores.write_text("evaluator,lot,candidate,item,score,reason\n", encoding="utf-8")
    decisions.write_text("lot,candidate,item,score,reason\n9,K,X,8,x\n", encoding="utf-8")

    done = shell("calculate", RULES, scores, "--decisions", decisions)

    assert done.status == 1
    assert str(decisions) in done.err
    assert str(scores) not in done.err


def test_a_rule_set_that_cannot_be_calculated_names_its_file(shell: Shell, tmp_path: Path) -> None:
    rules, scores = tmp_path / "mine.toml", tmp_path / "scores.csv"
    rules.write_text('schema = "evalpanel/tender/1"\n', encoding="utf-8")
    scores.write_text("evaluator,lot,candidate,item,score,reason\n", encoding="utf-8")

    done = shell("calculate", rules, scores)

    assert done.status == 1
    assert str(rules) in done.err
    assert "scale" in done.err


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [(b"", 3, "empty"), ("a = 1\n".encode("utf-16"), 3, "Line 1"), (b"x" * (2 << 20), 3, "larger")],
)
def test_a_rule_file_that_cannot_be_read_is_one_sentence_with_its_name(
    shell: Shell, tmp_path: Path, data: bytes, status: int, said: str
) -> None:
    rules = tmp_path / "mine.toml"
    rules.write_bytes(data)

    done = shell("tender", "check", rules)

    assert (done.status, done.out) == (status, "")
    assert f"{rules}: " in done.err
    assert said in done.err
