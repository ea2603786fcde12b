"""`candidate scan / overlook / mask` and the warning in the meeting, as typed and as answered."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from evalpanel.cli import consensus, names, seals
from evalpanel.domain.scorefile import DecisionRow, write_decisions
from tests.cli.shell import Shell
from tests.panels import ASSESSORS, REF, play
from tests.usecases.test_names import betrayed, named


def test_a_name_is_found_left_or_masked(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """R-31: exit 1 while a name blocks, 0 once somebody decided."""
    found = betrayed()
    at_desk = SimpleNamespace(desk=lambda: found.lead)
    monkeypatch.setattr(names, "session_of", lambda _: at_desk)
    answer = shell("candidate", "scan", REF, "--json")
    assert answer.status == 1
    alpha = next(c for c in answer.document()["candidates"] if c["id"] == "alpha")
    assert [f["blocks"] for f in alpha["found"]] == [True, False, False]
    lines = shell("candidate", "scan", REF).out
    assert "BLOCKS" in lines
    assert "not for the panel" in lines
    why = ("--term", "Alpha Care", "--reason", "A street")
    wrong = shell("candidate", "overlook", REF, "alpha", *why, "--in", "letters")
    assert wrong.status == 2
    said = shell("candidate", "overlook", REF, "alpha", *why, "--json").document()
    assert (said["measure"], said["reason"]) == ("stays", "A street")
    assert shell("candidate", "scan", REF).status == 0
    assert "is masked" in shell("candidate", "mask", REF, "alpha", *why).out


def test_a_name_in_a_decision_is_told_at_once(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = play("round")
    monkeypatch.setattr(consensus, "session_of", lambda _: SimpleNamespace(desk=lambda: found.lead))
    said = shell(
        "consensus", "record", REF, "--lot", "1", "--candidate", found.code("bravo", "1"),
        "--item", "A1", "--score", "6", "--reason", "We know Bravo Care",
    )  # fmt: skip
    assert said.status == 0
    assert "“Bravo Care” betrays a candidate" in said.err


def test_a_name_in_a_file_of_decisions_is_told_at_once(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = play("round")
    monkeypatch.setattr(consensus, "session_of", lambda _: SimpleNamespace(desk=lambda: found.lead))
    rows = [
        DecisionRow(lot="1", candidate=found.code("bravo", "1"), item=item, score="6",
                    reason="We know Bravo Care")
        for item in ("A1", "B1")
    ]  # fmt: skip
    found.files.content[tmp_path / "decisions.csv"] = write_decisions(rows)
    said = shell("consensus", "load", REF, tmp_path / "decisions.csv")
    assert said.status == 0
    assert said.err.count("betrays a candidate") == 1
    assert "“Bravo Care” betrays a candidate" in said.err


def test_sealing_a_name_takes_a_reason(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = play("scored")
    named(found, reason="As Bravo Ltd has shown before, well founded")
    desk = found.desk(ASSESSORS[0])
    monkeypatch.setattr(seals, "session_of", lambda _: SimpleNamespace(desk=lambda: desk))
    refused = shell("seal", REF, "--out", tmp_path)
    assert refused.status == 1
    assert "Bravo Ltd betrays Bravo" in refused.err
    assert "--names-stay" in refused.err
    assert shell("seal", REF, "--out", tmp_path, "--names-stay", "A quotation").status == 0
