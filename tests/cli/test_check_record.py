"""The stand-alone checker against evalpanel: honest, changed and random records."""

import hashlib
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.cli.run import run
from evalpanel.domain.calculation import lot_result
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.lot_ranking import rank_lot
from evalpanel.domain.record import RecordV1, Variant
from evalpanel.domain.variants import make_variant
from evalpanel.usecases import rounds
from tests import later_rounds, revisions, sealing_exceptions
from tests.builders import PROJECT
from tests.conftest import heavy
from tests.domain.test_ranking_oracle import METHODS, World, worlds
from tests.domain.test_verification import CASES, the_record
from tests.panels import REF, play
from tests.usecases.test_drawing import reported, revealed
from tests.usecases.test_errata_after_issue import sealed_anew

SCRIPT = PROJECT / "evalpanel" / "cli" / "check_record.py"
CHECKER = runpy.run_path(str(SCRIPT))
EQUAL, DIFFERENT, UNREADABLE, PARTLY = 0, 1, 2, 3
MAX_LINES = 300
UNSEEN = {
    # signed, not hashed: ssh-keygen sees these
    "a sheet signed by another", "the signature of a package", "a package signed by another",
    "the signature of a declaration", "the signature of an act", "who confirmed", "who asked",
    "what an act was about", "an act of one person", "a card", "the key of a card", "a declaration",
    # acts of two persons, and who signs the report
    "the opening act left out", "the act of a failed gate left out", "the unmasking left out",
    "the chair", "a signer left out", "the signers left out", "the tender of the report",
    # what the roster of the package says of a member is what counts
    "a role", "a member left out",
    # printed and not counted with
    "how many are selected",
}  # fmt: skip


def status_of(record: RecordV1 | bytes, folder: Path) -> int:
    """What the checker ends with, run in this process."""
    file = folder / "record.json"
    file.write_bytes(record if isinstance(record, bytes) else record.canonical())
    found = CHECKER["main"]([str(file)])
    assert isinstance(found, int)
    return found


def alone(file: Path) -> "subprocess.CompletedProcess[str]":
    """The checker as a court expert runs it: printed, in a process without evalpanel."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(file)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_is_short_and_stands_alone() -> None:
    source = SCRIPT.read_text("utf-8")
    imported = [line for line in source.splitlines() if line.startswith(("import ", "from "))]
    assert len(source.splitlines()) <= MAX_LINES
    assert not [line for line in imported if "evalpanel" in line]
    users = (PROJECT / "evalpanel").rglob("*.py")
    assert not [u for u in users if "cli.check_record" in u.read_text("utf-8")]


def test_it_is_printed_to_the_letter(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--print-script"], lambda *_: None) == 0
    assert capsys.readouterr().out == SCRIPT.read_text("utf-8")


def test_it_tells_each_check_and_each_code(tmp_path: Path) -> None:
    record = the_record()
    file = tmp_path / "record.json"
    file.write_bytes(record.canonical())
    done = alone(file)
    assert done.returncode == EQUAL, done.stdout
    assert record.root in done.stdout
    for check in ("packages", "rosters", "mapping", "seals", "openings", "ranking"):
        assert f"ok          {check}" in done.stdout
    assert "ssh-keygen -Y verify" in done.stdout


HONEST: dict[str, Callable[[], RecordV1]] = {
    "by consensus": the_record,
    "by mean": lambda: the_record("mean"),
    "by majority": lambda: the_record("majority"),
    "by the mean as fallback": lambda: the_record("by_mean"),
    "with a chair who scores": lambda: the_record("chair_scores"),
    "with lots": lambda: the_record("lots"),
    "with codes per lot": lambda: the_record("per_lot"),
    "with a late candidate in round 2": later_rounds.late_candidate,
    "with a draw": lambda: reported(revealed()),
}


@pytest.mark.parametrize("name", HONEST)
def test_it_agrees_with_an_honest_record(name: str, tmp_path: Path) -> None:
    assert status_of(HONEST[name](), tmp_path) == EQUAL


def test_it_counts_a_second_round(tmp_path: Path) -> None:
    """R-43: the individual scores after discussion count."""
    found = play("round", "delphi")
    later_rounds.hold(found, later_rounds.DISCUSSED, found.assessors, later_rounds.WORSE)
    assert status_of(later_rounds.report(found), tmp_path) == EQUAL


def test_it_counts_without_a_member_who_stepped_back(tmp_path: Path) -> None:
    """trust.md 2.4: the excuse holds no sheet, and the round was opened without one."""
    found = play("scored", "recusal")
    left = sealing_exceptions.step_back(found, sealing_exceptions.ANN)
    others = [name for name in found.scorers if name != sealing_exceptions.ANN]
    sealing_exceptions.seal(found, *others)
    sealing_exceptions.merge(found, left.file, *map(found.seal, others))
    assert status_of(sealing_exceptions.finished(found), tmp_path) == EQUAL


def test_it_counts_over_a_package_with_another_panel(tmp_path: Path) -> None:
    """trust.md 2.4: sheets of the revision before keep their commitment."""
    found = revisions.all_sealed_again(revisions.roster_revised())
    revisions.to_report(found)
    assert status_of(found.record(), tmp_path) == EQUAL


def test_it_counts_over_a_package_with_amended_rules(tmp_path: Path) -> None:
    found = sealed_anew(revisions.rules_revised())
    rounds.open_round(found.lead, REF)
    found.settle_unjudged()
    revisions.to_report(found)
    assert status_of(found.record(), tmp_path) == EQUAL


@pytest.mark.parametrize("variant", ["internal", "shareable"])
def test_of_a_real_variant_it_says_that_it_is_a_part(variant: Variant, tmp_path: Path) -> None:
    part = make_variant(the_record(), variant)
    assert status_of(part, tmp_path) == PARTLY
    changed = part.model_copy(update={"hidden": part.hidden[1:]})
    assert status_of(changed, tmp_path) == DIFFERENT


@pytest.mark.parametrize("name", CASES)
def test_it_sees_every_change_of_what_has_a_hash_or_is_counted(name: str, tmp_path: Path) -> None:
    """Whoever makes the record computes its root anew; the rest still has to fit."""
    changed = CASES[name][0](the_record())
    assert status_of(changed, tmp_path) == (EQUAL if name in UNSEEN else DIFFERENT)


@pytest.mark.parametrize("name", CASES)
def test_it_sees_every_change_under_a_root_that_was_signed(name: str, tmp_path: Path) -> None:
    record = the_record()
    changed = CASES[name][0](record).model_copy(update={"root": record.root})
    assert status_of(changed, tmp_path) == DIFFERENT


def test_it_names_what_differs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed = CASES["a score and its seal code"][0](the_record())
    assert status_of(changed, tmp_path) == DIFFERENT
    assert "was opened over other sheets" in capsys.readouterr().out
    status_of(CASES["a rank"][0](the_record()), tmp_path)
    assert "lot 1: rank of" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["salt", "leaf", "hidden"])
def test_it_sees_another_salt_and_a_leaf_that_is_gone(change: str, tmp_path: Path) -> None:
    document = the_record().to_json()
    if change == "salt":
        document["leaves"][3]["salt"] = "0" * 32
    elif change == "leaf":
        document["leaves"].pop()
    else:
        document["hidden"] = ["0" * 64]
    assert status_of(canonical_bytes(document), tmp_path) == DIFFERENT


def test_of_a_variant_it_checks_what_is_shown_and_says_what_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = the_record()
    shown = [leaf for leaf in record.leaves if leaf.entry.kind not in ("sheet", "mapping")]
    hidden = [leaf.hash() for leaf in record.leaves if leaf not in shown]
    part = record.model_copy(
        update={"variant": "internal", "leaves": tuple(shown), "hidden": tuple(hidden)}
    )
    assert status_of(part, tmp_path) == PARTLY
    said = capsys.readouterr().out
    assert f"ok          root {record.root}" in said
    assert "NOT CHECKED" in said
    assert "ok          ranking" not in said


def with_entry(entry: dict[str, Any]) -> bytes:
    """The record with an entry more, under a root of its own."""
    document = the_record().to_json()
    document["leaves"].append({"salt": "0" * 32, "entry": entry})
    hashes = [
        hashlib.sha256(bytes.fromhex(leaf["salt"]) + canonical_bytes(leaf["entry"])).hexdigest()
        for leaf in document["leaves"]
    ]
    document["root"] = hashlib.sha256("".join(sorted(hashes)).encode()).hexdigest()
    return canonical_bytes(document)


def test_new_keys_and_kinds_are_hashed_and_do_no_harm(tmp_path: Path) -> None:
    assert status_of(with_entry({"kind": "later", "what": "é", "\U0001f600": 1}), tmp_path) == EQUAL


@pytest.mark.parametrize(
    "event", [{"kind": "withdrawal", "after_ranking": True}, {"kind": "stepped_in"}]
)
def test_what_it_cannot_count_with_it_says(
    event: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    placed = event | {"member": "x", "panel": "main", "round": 1}
    assert status_of(with_entry({"kind": "register", "entry": placed}), tmp_path) == PARTLY
    said = capsys.readouterr().out
    assert f"cannot count with a {event['kind']}" in said
    assert "ok          ranking" not in said


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1.5]", b'{"a": 1, "a": 1}', b"\xff", b'{"schema": "other/1"}', b"%PDF-x"],
)
def test_a_file_that_is_no_record_ends_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    assert status_of(data, tmp_path) == UNREADABLE


def test_what_is_written_reaches_the_terminal_without_control(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = the_record().to_json()
    document["leaves"][0]["entry"]["kind"] = "ranking"
    document["leaves"][0]["entry"]["result"] = {"lot": "\x1b[31m\u202e", "ranking": []}
    assert status_of(canonical_bytes(document), tmp_path) == DIFFERENT
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=heavy(1000, 40))
@given(st.data())
def test_it_ranks_as_evalpanel_does(method: str, data: st.DataObject) -> None:
    """Rule sets of every kind: methods, roundings, thresholds, ties, reserves (R-48 to R-60)."""
    world = data.draw(worlds(method))
    flaws = [said for _, holds, said in CHECKER["Record"](_record_of(world)).ranking() if not holds]
    assert flaws == []


def _record_of(world: World) -> Any:
    """The part of a record from which a lot is counted, with the ranking as evalpanel makes it."""
    names = sorted({name for name, _ in world.cells})
    ranking = lot_result(world.rules, rank_lot(world.rules, "1", names, world.cells))
    rules = _bare(world.rules.to_json())
    rules["panel"][0]["on_recusal"] = {"continue_if_at_least": 1}
    place = {"panel": "main", "round": 1}
    members = sorted({key for cell in world.cells.values() for key in cell.scores})
    given_ = [
        (key, {"lot": "1", "candidate": name, "item": item, "score": code})
        for (name, item), cell in world.cells.items() for key, code in cell.scores.items()
    ]  # fmt: skip
    assigned = [{"member": k, "lot": "1", "item": s["item"], "candidates": [s["candidate"]]}
                for k, s in given_]  # fmt: skip
    roster = [{"signed": {"card": {"sign": key, "name": key}}} for key in members]
    sheets = [
        {"kind": "sheet", "sheet": {"member": key, "inner": json.dumps(
            {"member": key, **place, "scores": [s for k, s in given_ if k == key]})}}
        for key in members
    ]  # fmt: skip
    decisions = [
        {"kind": "decision", "decision": {
            **place, "lot": "1", "candidate": name, "item": item, "version": 1, "present": [],
            "score": cell.agreed or "", "agrees": ["nobody"] if cell.by_mean else []}}
        for (name, item), cell in world.cells.items()
    ]  # fmt: skip
    applied = [
        {"kind": "application", "application": {"id": name, "code": name},
         "outcomes": [{"lot": "1", "outcome": "selected"}]}
        for name in names
    ]  # fmt: skip
    entries = [
        {"kind": "tender", "rules": rules},
        {"kind": "package", "manifest": {**place, "assignments": assigned, "roster": roster}},
        *sheets, *decisions, *applied, {"kind": "ranking", "result": ranking.to_json()},
    ]  # fmt: skip
    return {"hidden": [], "leaves": [{"entry": entry} for entry in entries]}


def _bare(value: Any) -> Any:
    """As a rule set is written: what was not announced has no key."""
    if isinstance(value, dict):
        return {key: _bare(part) for key, part in value.items() if part is not None}
    return [_bare(part) for part in value] if isinstance(value, list | tuple) else value
