"""The stand-alone checker against evalpanel: honest, changed and random records."""

import hashlib
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evalpanel.cli.run import run
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.record import (
    ApplicationEntry,
    OpeningEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    Variant,
)
from evalpanel.domain.variants import make_variant
from evalpanel.usecases import consensus, rounds, withdrawing
from tests import later_rounds, panels, revisions, sealing_exceptions
from tests.builders import PROJECT, a_lot
from tests.domain.test_verification import CASES, Change, at, change, no, the_record
from tests.panels import ADMITTED, REF, Play, person, play
from tests.sealing_exceptions import BEN
from tests.usecases.test_drawing import reported, revealed
from tests.usecases.test_standing_by import all_in, record_with_step_in

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
    for check in ("packages", "mapping", "seals", "openings", "ranking"):
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
    found = revisions.sealed_anew(revisions.rules_revised())
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


def stepped_in() -> RecordV1:
    """An alternate stepped in for a member who stepped back, before the opening."""
    return record_with_step_in()


def stepped_in_late() -> RecordV1:
    """An alternate took a seat after the opening and the panel agreed anew."""
    found = all_in("consensus")
    rounds.open_round(found.lead, REF)
    sealing_exceptions.replace(found)
    sealing_exceptions.merge(found, sealing_exceptions.step_in(found).file)
    for stage in ("decided", "closed", "identified", "reported"):
        found.clock.move(minutes=1)
        getattr(panels, f"_{stage}")(found)
    return found.record()


def limited(allocation: str, *wish: str, **more: Any) -> Callable[[], RecordV1]:
    """Two lots of which one candidate can have one; alpha is the best in both, and applied so."""
    limits = {"max_per_candidate": 1, "allocation": allocation}
    rules = {"lot": [a_lot("1", reserve=1), a_lot("2", reserve=1)], "lots": limits} | more

    def made() -> RecordV1:
        with pytest.MonkeyPatch.context() as patch:
            name = f"limited {rules}"
            patch.setattr(panels, "VARIANTS", {name: rules})
            found = play("round", name)
            for lot in found.lots:
                for candidate, score in zip(ADMITTED, ("8", "6", "4"), strict=True):
                    given_ = "10" if (candidate, lot) == ("alpha", *wish) else score
                    for item in ("A1", "B1"):
                        found.decide(candidate, given_, item, lot=lot)
            return finished(found)

    return made


def finished(found: Play, *withdraw: str) -> RecordV1:
    """The record, after those who withdrew when the names were known."""
    consensus.close_meeting(found.lead, REF)
    found.clock.move(minutes=1)
    panels._identified(found)
    for candidate in withdraw:
        found.clock.move(minutes=1)
        withdrawing.withdraw_candidate(found.lead, REF, candidate, reason="No capacity")
    found.clock.move(minutes=1)
    panels._reported(found)
    record = found.record()
    assert no(record) == {}
    return record


def withdrew(*candidates: str) -> Callable[[], RecordV1]:
    """Candidates withdrew after the ranking of a lot with a reserve of one."""

    def made() -> RecordV1:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(panels, "VARIANTS", {"reserve": {"lot": [a_lot("1", reserve=1)]}})
            found = play("decided", "reserve")
            return finished(found, *candidates)

    return made


EXCEPTIONS: dict[str, Callable[[], RecordV1]] = {
    "an alternate before the opening": stepped_in,
    "an alternate after the opening": stepped_in_late,
    "a limit by published order": limited("lot_order"),
    "a limit by preference": limited("preference"),
    "a limit by the best score": limited("best_score", "2"),
    "a reserve who moves up": withdrew("alpha"),
    "a reserve who withdrew": withdrew("bravo"),
    "nobody left to move up": withdrew("alpha", "bravo"),
}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_it_counts_alternates_limits_and_the_reserve(name: str, tmp_path: Path) -> None:
    """R-8, R-15, R-58, R-60: and each other outcome or rank is found."""
    record = EXCEPTIONS[name]()
    assert status_of(record, tmp_path) == EQUAL
    for n, entry in enumerate(record.entries(RankingEntry)):
        for row, one in enumerate(entry.result.ranking):
            others = {"selected", "reserve", "not_selected", "withdrawn"} - {one.outcome}
            for other in others:
                changed = at(RankingEntry, f"result.ranking.{row}.outcome", other, n)(record)
                assert status_of(changed, tmp_path) == DIFFERENT


def test_the_limit_of_these_records_binds() -> None:
    chosen = {"lot_order": ("alpha", "bravo"), "best_score": ("bravo", "alpha")}
    for rule, names in chosen.items():
        record = limited(rule, *(["2"] if rule == "best_score" else []))()
        codes = {e.application.code: e.application.id for e in record.entries(ApplicationEntry)}
        first = [
            codes[one.candidate]
            for entry in record.entries(RankingEntry)
            for one in entry.result.ranking if one.outcome == "selected"
        ]  # fmt: skip
        assert tuple(first) == names


STEP_IN_LIES: dict[str, Change] = {
    "left out": change(RegisterEntry, lambda _: None, 2),
    "of another member": at(RegisterEntry, "entry.member", person(BEN).sign_key, 2),
    "with another seal": at(RegisterEntry, "entry.commitment", "0" * 64, 2),
    "with a seal that was not there": at(OpeningEntry, "standby", ()),
    "without a replacement": change(RegisterEntry, lambda _: None, 1),
    "for another": at(RegisterEntry, "entry.old", person(BEN).sign_key, 1),
    "with a sheet of who stepped back": at(RegisterEntry, "entry.member", person(BEN).sign_key, 0),
}


@pytest.mark.parametrize("lie", STEP_IN_LIES)
def test_an_alternate_who_was_made_up_is_found(lie: str, tmp_path: Path) -> None:
    """trust.md 2.4: under whatever root."""
    record = stepped_in()
    kinds = [entry.entry.kind for entry in record.entries(RegisterEntry)]
    assert kinds == ["excuse", "replacement", "stepped_in"]
    assert status_of(STEP_IN_LIES[lie](record), tmp_path) == DIFFERENT


WITHDRAWAL_LIES: dict[str, Change] = {
    "left out": change(RegisterEntry, lambda _: None),
    "of another": at(RegisterEntry, "entry.candidate", "charlie"),
    "from another lot": at(RegisterEntry, "entry.lots", ("2",)),
    "before the ranking": at(RegisterEntry, "entry.after_ranking", False),
}


@pytest.mark.parametrize("lie", WITHDRAWAL_LIES)
def test_a_withdrawal_that_was_made_up_is_found(lie: str, tmp_path: Path) -> None:
    """R-60."""
    changed = WITHDRAWAL_LIES[lie](withdrew("alpha")())
    assert status_of(changed, tmp_path) == DIFFERENT


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[1.5]", b'{"a": 1, "a": 1}', b"\xff", b'{"schema": "other/1"}', b"%PDF-x"],
)
def test_a_file_that_is_no_record_ends_in_a_sentence(data: bytes, tmp_path: Path) -> None:
    assert status_of(data, tmp_path) == UNREADABLE


@pytest.mark.parametrize("seal", ["not hexadecimal", "", 7, None, []])
def test_a_seal_or_card_that_has_no_code_ends_in_a_sentence(
    seal: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = the_record().to_json()
    sheets = [one["entry"] for one in document["leaves"] if one["entry"]["kind"] == "sheet"]
    sheets[0]["commitment"] = seal
    assert status_of(canonical_bytes(document), tmp_path) == DIFFERENT
    said = capsys.readouterr().out
    assert "DIFFERS     codes; those of " in said
    left = [line for line in said.splitlines() if line.startswith("codes ")]
    assert len(left) == len(the_record().entries(PackageEntry)[0].package.roster) - 1


def test_a_card_without_a_name_or_what_is_hidden_without_a_list_ends_in_a_sentence(
    tmp_path: Path,
) -> None:
    document = the_record().to_json()
    [package] = [e["entry"] for e in document["leaves"] if e["entry"]["kind"] == "package"]
    del package["manifest"]["roster"][0]["signed"]["card"]["name"]
    assert status_of(canonical_bytes(document), tmp_path) == DIFFERENT
    document["hidden"] = 7
    assert status_of(canonical_bytes(document), tmp_path) == UNREADABLE


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
