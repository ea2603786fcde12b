"""`log` in all its forms and `fsck`: sentences, exit status and JSON."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from evalpanel import bootstrap
from evalpanel.cli import fsck, log
from tests.cli.shell import REFERENCE, Shell, Stage
from tests.cli.test_whole_case import LEAD as CHAIR
from tests.panels import LEAD, REF, Play, play


@pytest.fixture
def decided(monkeypatch: pytest.MonkeyPatch) -> Play:
    """The desk of the process lead once the panel has decided."""
    found = play("decided")
    session = SimpleNamespace(desk=lambda: found.lead)
    for module in (log, fsck):
        monkeypatch.setattr(module, "session_of", lambda _: session)
    return found


def found_seal(found: Play) -> str:
    """The code of a seal that came in."""
    with found.lead.work() as work:
        return next(seal.code for seal in work.seals.of(REF) if not seal.sheet)


def _cut_log(found: Play) -> None:
    state = found.databases[LEAD].state
    state.log = (*state.log[:3], *state.log[4:])


def test_the_log_shows_old_and_new_and_calls_the_time_claimed(decided: Play, shell: Shell) -> None:
    assert decided.lead.me.name == LEAD
    said = shell("log", REF)
    assert said.status == 0
    assert "Claimed time" in said.out
    assert re.search(r"consensus\.record .* - → 8 ", said.out)
    seal = found_seal(decided)
    assert re.search(rf"seal\.merge .* - → {seal}\b", said.out)
    assert not re.search("[0-9a-f]{64}", said.out)
    entry = shell("log", REF, "--json").document()["entries"][-1]
    assert (entry["after"], entry["what"]) == ("", "consensus.record")
    assert {"old", "new"} <= set(entry["details"])


def test_the_whole_log_is_verified_and_the_first_broken_entry_named(
    decided: Play, shell: Shell
) -> None:
    """R-93: edit one line, and verify fails at that line."""
    good = shell("log", "--verify", "--json").document()
    assert (good["valid"], good["anchors"] > 0) == (True, True)
    _cut_log(decided)
    bad = shell("log", "--verify")
    assert (bad.status, bad.out) == (1, "The log was changed at entry 4.\n")


def test_fsck_has_a_line_per_check_and_says_what_to_do(decided: Play, shell: Shell) -> None:
    good = shell("fsck")
    assert good.status == 0
    assert good.out.count("✓") == len(good.out.splitlines()) - 1
    assert good.out.endswith("This workspace is whole.\n")
    _cut_log(decided)
    bad = shell("fsck")
    assert bad.status == 1
    assert "✗ log: The log was changed at entry 4." in bad.out
    assert "restore a backup" in bad.err
    assert shell("fsck", "--json").document()["valid"] is False


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["a", "b"], [REF, "--verify"], ["verify", "f", "--verify"],
        ["verify", "f", "--out", "g"], ["--verify", "--out", "f"], [REF, "--report", "f"],
        ["--out", "f"],
    ],
)  # fmt: skip
def test_what_does_not_go_together_is_refused(arguments: list[str], shell: Shell) -> None:
    said = shell("log", *arguments)
    assert said.status == 2
    assert "log verify FILE" in said.err


def test_outsiders_check_an_exported_log_against_the_report(
    finished: Stage, shell: Shell, tmp_path: Path
) -> None:
    lead, file = finished.owner(CHAIR), tmp_path / "log.json"
    written = shell(*lead, "log", REFERENCE, "--out", file, "--json").document()
    assert written["entries"] > 20
    good = shell("log", "verify", file, "--report", finished.report, "--json").document()
    assert (good["valid"], good["head_seq"]) == (True, written["head_seq"])
    inside = shell("log", "verify", finished.report)
    assert inside.status == 0
    assert "The log is whole" in inside.out
    changed = json.loads(file.read_bytes())
    changed["log"]["entries"][6]["event"]["by"] = "Somebody Else"
    file.write_text(json.dumps(changed, separators=(",", ":"), ensure_ascii=False), "utf-8")
    bad = shell("log", "verify", file)
    assert bad.status in (1, 3)
    assert shell("log", "verify", tmp_path / "nothing").status == 3
    assert shell(*lead, "fsck").status == 0
    assert shell(*lead, "log", "--verify").status == 0


def test_a_clock_that_is_behind_is_warned_of_and_nothing_is_blocked(
    finished: Stage, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`trust.md` 3, wrong clock."""
    past = datetime(2020, 1, 1, 12, tzinfo=UTC)
    monkeypatch.setattr(bootstrap.SystemClock, "now", lambda _: past)
    said = shell(*finished.owner(CHAIR), "candidate", "list", REFERENCE)
    assert said.status == 0
    assert "The clock of this computer says 1 Jan 2020" in said.err
    assert "You can go on" in said.err
