"""The whole main job through commands, as a script would do it."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evalpanel import bootstrap
from evalpanel.exchange.child_process import Answer, run_child
from evalpanel.report.isolated import CHILD, IsolatedPaper
from tests.cli.shell import REFERENCE, Shell, Stage
from tests.fixtures_case import EXPECTED_RANKING, FAILED, LATE
from tests.report.archive_rules import archive_findings

LEAD, SECRETARY = "marieke-van-dongen", "ruben-kastelein"
ASSESSORS = ("jelle-de-wit", "ama-osei", "derya-yildiz")
EVERYBODY = {
    LEAD: ("process_lead", "chair"),
    SECRETARY: ("secretary",),
    **dict.fromkeys(ASSESSORS, ("assessor",)),
}


class Script:
    """One script over all workspaces of a stage; every answer is checked against its schema."""

    def __init__(self, shell: Shell, stage: Stage) -> None:
        self.shell, self.stage = shell, stage

    def by(self, key: str, *command: str | Path) -> dict[str, Any]:
        """Run a command as a person; it must succeed."""
        done = self.shell(*command, "--json", *self.stage.owner(key))
        assert done.status == 0, done.err
        return done.document()

    def lead(self, *command: str | Path) -> dict[str, Any]:
        """Run a command as process lead."""
        return self.by(LEAD, *command)

    def confirm(self, act: str) -> dict[str, Any]:
        """Let the secretary confirm an act on the organiser's laptop."""
        other = self.stage.home(SECRETARY) / "identity.evkey"
        password = self.stage.passphrase(SECRETARY)
        return self.lead("confirm", REFERENCE, act, "--identity", other,
                         "--identity-passphrase-file", password)  # fmt: skip


@pytest.fixture
def script(shell: Shell, seated: Stage) -> Script:
    """A script at the start of the case."""
    return Script(shell, seated)


def test_a_script_can_do_the_whole_main_job(script: Script, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _set_up(script)
    codes = _admit(script)
    _gather_panel(script, out)
    _score_and_seal(script, out, codes)
    _decide(script, codes)
    _rank_and_report(script, out, codes)


def _set_up(script: Script) -> None:
    rules = script.stage.papers / "rules.toml"
    made = script.lead("tender", "new", rules)
    locked = script.lead("tender", "lock", REFERENCE)
    moved = script.lead("tender", "plan", REFERENCE, "dialogue", "2026-10", "--reason", "Zomer")

    assert not made["locked"]
    assert locked["locked"]
    assert moved["rules_sha256"] == made["rules_sha256"]
    assert {"id": "dialogue", "title": "Start dialoog", "planned": "2026-10", "shifts": 1} in (
        moved["milestones"]
    )
    assert script.lead("tender", "list")["tenders"][0]["phase"] == "locked"


def _admit(script: Script) -> dict[str, str]:
    received = script.lead("candidate", "load", REFERENCE, script.stage.papers / "candidates.toml")
    assert [a["id"] for a in received["applications"] if a["late"]] == [LATE]
    act = script.lead("opening", REFERENCE)
    assert not act["done"]
    assert script.confirm(act["act"])["done"]
    waiting = script.lead("gate", "list", REFERENCE)["waiting"]
    assert len(waiting) == 1
    script.confirm(waiting[0])
    set_ = script.lead("gate", "set", REFERENCE, "zonnewende", "G-2", "met", "--reason", "Nader")
    assert set_["done"]
    assert set_["act"] is None
    found = script.lead("candidate", "list", REFERENCE)["candidates"]
    outcomes = {one["id"]: one["outcome"] for one in found}
    assert outcomes.pop(LATE) == "late"
    assert outcomes.pop(FAILED) == "unsuitable"
    assert set(outcomes.values()) == {"admitted"}
    return {one["id"]: one["code"] for one in found if one["code"]}


def _gather_panel(script: Script, out: Path) -> None:
    invitation = script.lead("panel", "invite", REFERENCE, "--out", out)
    for key, roles in EVERYBODY.items():
        card = script.by(key, "declare", invitation["file"], "--code", invitation["code"],
                         "--out", out)  # fmt: skip
        for role in roles:
            added = script.lead("panel", "add", REFERENCE, card["file"], "--role", role)
        assert added["member"]["card_code"] == card["code"]
        script.lead("panel", "confirm", REFERENCE, added["member"]["name"])
    members = script.lead("panel", "list", REFERENCE)["members"]
    assert [tuple(member["roles"]) for member in members] == list(EVERYBODY.values())
    package = script.lead("issue", REFERENCE, "--out", out)["packages"][0]
    assert package["candidates"] == len(EXPECTED_RANKING)
    for key in ASSESSORS:
        assert script.by(key, "open", package["file"])["to_score"] == 24


def _score_and_seal(script: Script, out: Path, codes: dict[str, str]) -> None:
    seals = []
    for key in ASSESSORS:
        file = _coded(script.stage.papers / "scores" / f"scores-{key}.csv", codes, out)
        assert script.by(key, "score", "load", REFERENCE, file)["open"] == 0
        assert script.by(key, "score", "status", REFERENCE)["done"] == 24
        assert len(script.by(key, "score", "export", REFERENCE, "--empty")["scores"]) == 24
        seals.append(script.by(key, "seal", REFERENCE, "--out", out))
    first = script.lead("merge", REFERENCE, seals[1]["file"])
    assert not first["ready"]
    assert len(first["waiting_for"]) == 2
    merged = script.lead("merge", REFERENCE, *(seal["file"] for seal in seals))
    assert [file["verdict"] for file in merged["files"]] == ["accepted", "already_here", "accepted"]
    assert merged["ready"]


def _decide(script: Script, codes: dict[str, str]) -> None:
    opened = script.lead("consensus", "open", REFERENCE)
    assert opened["closed_at"] is None
    agenda = script.lead("consensus", "agenda", REFERENCE)
    spreads = [item["spread_steps"] for item in agenda["items"]]
    assert spreads == sorted(spreads, reverse=True)
    file = _coded(script.stage.papers / "decisions.csv", codes, script.stage.folder)
    loaded = script.lead("consensus", "load", REFERENCE, file)
    assert loaded["decided"] == loaded["total"] == 24
    with file.open(encoding="utf-8", newline="") as lines:
        row = next(csv.DictReader(lines))
    again = script.lead("consensus", "record", REFERENCE, "--lot", row["lot"], "--candidate",
                        row["candidate"], "--item", row["item"], "--score", row["score"],
                        "--reason", row["reason"])  # fmt: skip
    assert again["decision"]["version"] == 2
    assert script.lead("consensus", "close", REFERENCE)["closed_at"]


def _rank_and_report(script: Script, out: Path, codes: dict[str, str]) -> None:
    ranked = script.lead("rank", REFERENCE)
    assert ranked["names"] == {}
    ids = {code: name for name, code in codes.items()}
    found = {
        (ids[one["candidate"]], one["rank"], int(one["total"]))
        for one in ranked["lots"][0]["ranking"]
    }
    assert found == set(EXPECTED_RANKING)
    script.confirm(script.lead("identify", REFERENCE)["act"])
    assert script.lead("rank", REFERENCE, "--lot", "1")["names"]
    report = out / "report.pdf"
    script.lead("report", REFERENCE, "--out", report)
    signed = [script.by(key, "sign", report) for key in (LEAD, *ASSESSORS)]
    assert [one["certified"] for one in signed] == [True, False, False, False]
    assert [one["own_sheet_is_identical"] for one in signed] == [None, True, True, True]
    verified = script.shell("verify", report, "--json")
    assert verified.status == 0, verified.err
    assert verified.document()["signed"] == 4
    assert archive_findings(report.read_bytes()) == []
    _share(script, out)
    assert script.lead("log", REFERENCE)["entries"][0]["what"] == "tender.new"


def _share(script: Script, out: Path) -> None:
    """R-73: variants of the signed report, and its record on its own."""
    for variant in ("internal", "shareable"):
        part = out / f"{variant}.pdf"
        made = script.lead("report", REFERENCE, "--out", part, "--variant", variant)
        assert (made["version"], made["variant"]) == (1, variant)
        assert script.shell("verify", part, "--json").status == 1
        assert script.by(LEAD, "sign", part)["expected"] == 1
        verified = script.shell("verify", part, "--json")
        assert verified.status == 0, verified.err
        assert verified.document()["root"] == made["root"]
    record = out / "case.evrecord"
    assert script.lead("report", REFERENCE, "--record", record)["record_file"] == str(record)
    assert script.shell("verify", record, "--json").document()["valid"]


def _coded(file: Path, codes: dict[str, str], folder: Path) -> Path:
    """The file with anonymous codes in the place of ids."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        row["candidate"] = codes[row["candidate"]]
    coded = folder / f"coded-{file.name}"
    with coded.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return coded


def test_reports_are_taken_apart_in_a_process_of_their_own(
    shell: Shell, finished: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`trust.md` 4b: by `verify`, and by `sign` in an open workspace; other tests do without."""
    children: list[Sequence[str]] = []

    def run(command: Sequence[str], data: bytes, seconds: float, limit: int) -> Answer:
        children.append(command)
        return run_child(command, data, seconds, limit)

    monkeypatch.setattr(bootstrap, "IsolatedPaper", lambda _run: IsolatedPaper(run))
    verified = shell("verify", finished.report, "--json")
    by_verify = len(children)
    again = shell("sign", finished.report, *finished.owner(LEAD))

    assert verified.document()["signed"] == 4
    assert (again.status, "signed" in again.err) == (1, True)
    assert 0 < by_verify < len(children)
    assert set(children) == {CHILD}


def test_the_demo_answers_as_the_contract_says(played: Any) -> None:
    answer = played[0]

    assert json.loads(json.dumps(answer)) == answer
    assert Path(answer["report"]).is_file()
    assert Path(answer["package"]).is_file()
    assert len(answer["seals"]) == len(ASSESSORS)
    assert [person["role"] for person in answer["people"]] == [
        "process_lead", "secretary", "assessor", "assessor", "assessor",
    ]  # fmt: skip
    assert all(Path(person["passphrase_file"]).is_file() for person in answer["people"])


def test_the_demo_shows_progress_and_says_what_to_open_next(played: Any) -> None:
    said = played[2]

    assert "[ 1/18]" in said
    assert "[18/18]" in said
    assert "evalpanel --home" in said
    assert "passphrase: " in said
    assert "--passphrase-file" in said
