"""`draw verify`: anybody recomputes a draw from its record alone (R-56)."""

import json
from pathlib import Path

import pytest

from evalpanel.domain.draw_check import record_hand_draw
from tests.cli.shell import Shell
from tests.domain.test_draw import by_hand, drawn, notice


@pytest.fixture
def record(tmp_path: Path) -> Path:
    file = tmp_path / "record.json"
    file.write_bytes(drawn().canonical())
    return file


def test_a_record_that_holds_gives_the_order(shell: Shell, record: Path) -> None:
    ran = shell("draw", "verify", record, "--json")
    answer = ran.document()
    assert ran.status == 0
    assert answer["valid"] is True
    assert sorted(answer["order"]) == ["K3", "K7"]
    assert answer["commit_sha256"] == drawn().commit_sha256()


def test_the_lines_show_what_to_compare(shell: Shell, record: Path) -> None:
    ran = shell("draw", "verify", record)
    assert ran.status == 0
    assert f"1. {drawn().reveal.order[0]}" in ran.out  # type: ignore[union-attr]  # it was drawn
    assert drawn().commit_sha256() in ran.out
    assert "The draw holds." in ran.out


def test_a_record_with_another_order_does_not_hold(shell: Shell, record: Path) -> None:
    document = json.loads(record.read_text(encoding="utf-8"))
    document["reveal"]["order"].reverse()
    record.write_text(json.dumps(document, indent=2), encoding="utf-8")
    ran = shell("draw", "verify", record, "--json")
    assert ran.status == 1
    assert ran.document() | {"why": []} == drawn_answer(valid=False)
    assert "follows the order" in ran.document()["why"][0]
    assert "does NOT hold" in shell("draw", "verify", record).out


def test_a_draw_by_hand_is_shown_without_a_source(shell: Shell, record: Path) -> None:
    record.write_bytes(record_hand_draw(notice(), by_hand()).canonical())
    assert shell("draw", "verify", record, "--json").document()["order"] == ["K7", "K3"]
    assert "Public source" not in shell("draw", "verify", record).out


def test_what_was_published_can_be_given_to_compare(shell: Shell, record: Path) -> None:
    published = drawn().commit_sha256()
    assert shell("draw", "verify", record, "--published", published).status == 0
    ran = shell("draw", "verify", record, "--published", published[::-1])
    assert ran.status == 1
    assert "not of the announcement that was published" in ran.out


@pytest.mark.parametrize("data", [b"", b"no json", b'{"schema": "evalpanel/draw/9"}'])
def test_what_is_no_record_cannot_be_read(shell: Shell, record: Path, data: bytes) -> None:
    record.write_bytes(data)
    ran = shell("draw", "verify", record)
    assert ran.status == 3
    assert "record.json" in ran.err
    assert not ran.out


def test_a_file_that_is_not_there_cannot_be_read(shell: Shell, tmp_path: Path) -> None:
    assert shell("draw", "verify", tmp_path / "none.json").status == 3


def drawn_answer(*, valid: bool) -> dict[str, object]:
    return {
        "schema": "evalpanel/draw-answer/1", "valid": valid, "order": [], "reference": "T-1",
        "lot": "1", "commit_sha256": drawn().commit_sha256(), "why": [],
    }  # fmt: skip
