"""`draw` step by step, and `threshold`: what a process lead types and reads (R-48, R-56)."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evalpanel.cli import draw, ranking
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.exchange.files import LocalFiles
from tests.cli.shell import Shell
from tests.panels import ADMITTED, REF, Play
from tests.usecases.test_drawing import SOURCE, VALUE, later, tied


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Play:
    """A tie across the cut, at the desk of the process lead."""
    play = tied()
    at_desk = SimpleNamespace(desk=lambda: play.lead)
    monkeypatch.setattr(draw, "session_of", lambda _: at_desk)
    monkeypatch.setattr(ranking, "session_of", lambda _: at_desk)
    return play


def invited(found: Play, shell: Shell) -> dict[str, Any]:
    names = [word for name in ADMITTED for word in ("--invited", name)]
    return shell(
        "draw", "invite", REF, "--lot", "1", "--at", later(found, 48), "--place", "Town hall",
        "--by", "Lena Lead", *names, "--json",
    ).document()  # fmt: skip


def test_a_draw_from_invitation_to_order(found: Play, shell: Shell, tmp_path: Path) -> None:
    assert "nothing was" in shell("draw", "list", REF).out
    assert shell("draw", "export", REF, "--out", tmp_path).status == 1
    assert "Next: evalpanel draw invite T-1 --lot 1" in shell("rank", REF).out
    assert invited(found, shell)["draw"]["state"] == "invited"
    for typed in (("draw", "list"), ("rank",)):
        assert "Next: evalpanel draw commit T-1 --lot 1" in shell(*typed, REF).out
    found.clock.move(hours=1)
    said = shell("draw", "commit", REF, "--source", SOURCE)
    assert said.status == 0
    [published] = shell("draw", "list", REF, "--json").document()["draws"]
    for part in (SOURCE, published["commit_sha256"], "Publish this text", *published["candidates"]):
        assert part in said.out
    for out in (said.out, shell("rank", REF).out):
        assert "Next, once its value is known: evalpanel draw reveal T-1 --lot 1 --value V" in out
    found.clock.move(hours=48)
    answer = shell("draw", "reveal", REF, "--value", VALUE, "--json").document()["draw"]
    assert answer["state"] == "held"
    assert sorted(answer["order"]) == published["candidates"]
    again = shell("draw", "reveal", REF, "--value", "7")
    assert again.status == 1
    assert "another value" in again.err
    assert f"1. {answer['order'][0]}" in shell("draw", "list", REF).out
    ranked = shell("rank", REF)
    assert ranked.status == 0
    assert "Next" not in ranked.out
    assert f"it gave the order {', '.join(answer['order'])}" in ranked.out
    file = tmp_path / "record.json"
    file.write_bytes(canonical_bytes(answer["record"]))
    check = shell("draw", "verify", file, "--published", published["commit_sha256"], "--json")
    assert check.document()["order"] == answer["order"]


def test_a_draw_by_hand_is_typed_in_and_exported(found: Play, shell: Shell, tmp_path: Path) -> None:
    order = ",".join(reversed(invited(found, shell)["draw"]["candidates"]))
    found.clock.move(hours=48)
    done = shell(
        "draw", "record", REF, "--at", later(found, 0), "--method", "papers from a bowl", "--by",
        "Lena Lead", "--witness", "The notary", "--order", order, "--present", "A clerk", "--json",
    ).document()  # fmt: skip
    assert done["draw"]["order"] == order.split(",")
    [file] = shell("draw", "export", REF, "--out", tmp_path, "--json").document()["files"]
    LocalFiles().write(Path(file), found.files.read(Path(file)))
    assert shell("draw", "verify", file).status == 0


def test_a_threshold_is_asked_for_by_code(found: Play, shell: Shell) -> None:
    ran = shell("threshold", REF, found.codes["alpha"], "--lot", "1", "--reason", "Too low")
    assert ran.status == 1
    assert "not below a threshold" in ran.err
