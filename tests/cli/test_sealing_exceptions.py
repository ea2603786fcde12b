"""Excuse, reopening and an alternate who steps in, through commands up to a verified report."""

import csv
from pathlib import Path

from tests.cli.shell import REFERENCE, Shell, Stage
from tests.cli.test_whole_case import ASSESSORS, LEAD, SECRETARY, Script, _admit, _coded, _set_up

JELLE, AMA, DERYA = ASSESSORS
ROLES = {LEAD: ("process_lead", "chair"), SECRETARY: ("secretary", "alternate")}
NAMES = {DERYA: "Derya Yıldız", JELLE: "Jelle de Wit", SECRETARY: "Ruben Kastelein"}


def _gather(script: Script, out: Path) -> str:
    """The secretary is the alternate as well; gives the package."""
    invitation = script.lead("panel", "invite", REFERENCE, "--out", out)
    for key in (LEAD, SECRETARY, *ASSESSORS):
        card = script.by(key, "declare", invitation["file"], "--code", invitation["code"],
                         "--out", out)  # fmt: skip
        for role in ROLES.get(key, ("assessor",)):
            added = script.lead("panel", "add", REFERENCE, card["file"], "--role", role)
        NAMES[key] = added["member"]["name"]
    [package] = script.lead("issue", REFERENCE, "--out", out)["packages"]
    for key in (*ASSESSORS, SECRETARY):
        assert script.by(key, "open", package["file"])["to_score"] == 24
    return str(package["file"])


def _score(script: Script, key: str, whose: str, codes: dict[str, str], out: Path) -> None:
    file = _coded(script.stage.papers / "scores" / f"scores-{whose}.csv", codes, out)
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [row | {"evaluator": NAMES[key]} for row in csv.DictReader(lines)]
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert script.by(key, "score", "load", REFERENCE, file)["open"] == 0


def test_a_case_with_every_exception_before_the_opening_verifies(
    shell: Shell, seated: Stage, tmp_path: Path
) -> None:
    """trust.md 2.4, R-35, R-15: both versions, the excuse and the step-in are in the report."""
    script, out = Script(shell, seated), tmp_path / "out"
    _set_up(script)
    codes = _admit(script)
    _gather(script, out)
    _score(script, JELLE, JELLE, codes, out)
    _score(script, AMA, AMA, codes, out)
    _score(script, SECRETARY, DERYA, codes, out)

    excuse = script.by(
        DERYA, "excuse", REFERENCE, "--reason", "Mijn zus solliciteert", "--out", out
    )
    assert excuse["round"] == 1
    late = shell("seal", REFERENCE, "--out", out, *seated.owner(DERYA))
    assert (late.status, "stepped back" in late.err) == (1, True)
    first = script.by(JELLE, "seal", REFERENCE, "--out", out)
    script.lead("merge", REFERENCE, first["file"], excuse["file"])
    why = "Plannen verwisseld"
    taken = script.lead("panel", "reopen", REFERENCE, NAMES[JELLE], "--reason", why, "--out", out)
    assert taken["code"] == first["code"]
    assert script.by(JELLE, "open", taken["file"])["reason"] == why
    seals = [script.by(key, "seal", REFERENCE, "--out", out) for key in (JELLE, AMA, SECRETARY)]
    assert seals[0]["code"] != first["code"]
    merged = script.lead("merge", REFERENCE, *(seal["file"] for seal in seals))
    assert [file["verdict"] for file in merged["files"]] == ["accepted"] * 3
    assert (merged["ready"], len(merged["to_revise"])) == (False, 1)
    assert shell("consensus", "open", REFERENCE, *seated.owner(LEAD)).status == 1

    act = script.by(LEAD, "panel", "replace", REFERENCE, NAMES[DERYA], NAMES[SECRETARY],
                    "--reason", "Plaatsvervanger")  # fmt: skip
    script.confirm(act["act"])
    script.lead("consensus", "open", REFERENCE)
    stepped = script.by(SECRETARY, "step-in", REFERENCE, "--out", out)
    [told] = script.lead("merge", REFERENCE, stepped["file"])["files"]
    assert (told["verdict"], told["member"]) == ("accepted", NAMES[SECRETARY])

    decisions = _coded(seated.papers / "decisions.csv", codes, seated.folder)
    text = decisions.read_text(encoding="utf-8").replace(NAMES[DERYA], NAMES[SECRETARY])
    decisions.write_text(text, encoding="utf-8")
    loaded = script.lead("consensus", "load", REFERENCE, decisions)
    assert loaded["decided"] == loaded["total"]
    script.lead("consensus", "close", REFERENCE)
    script.confirm(script.lead("identify", REFERENCE)["act"])
    report = out / "report.pdf"
    script.lead("report", REFERENCE, "--out", report)
    for key in (LEAD, JELLE, AMA, SECRETARY):
        script.by(key, "sign", report)
    verified = shell("verify", report, "--json")
    assert verified.status == 0, verified.err
    assert verified.document()["signed"] == 4
