"""An erratum and a member who drops out between issue and opening, through commands (issue 4)."""

from pathlib import Path

import pytest

from tests.cli.shell import REFERENCE, Shell, Stage
from tests.cli.test_whole_case import ASSESSORS, LEAD, Script, _coded

JELLE, AMA, DERYA = ASSESSORS
NAMES = {JELLE: "Jelle de Wit", AMA: "Ama Osei", DERYA: "Derya Yıldız"}
NADIA = "nadia-el-amrani"
NEW_NAME = "Nadia el Amrani"
OLD_TEXT = "Beschrijf per risico de maatregelen, wie ze uitvoert en waaruit blijkt dat ze werken."
NEW_TEXT = "Beschrijf per risico de maatregelen en wie ze uitvoert."


@pytest.fixture
def script(shell: Shell, scored: Stage) -> Script:
    """A script where every assessor scored and nobody sealed."""
    return Script(shell, scored)


def test_a_script_can_mend_the_rules_and_the_panel_before_the_opening(
    script: Script, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    sealed = script.by(JELLE, "seal", REFERENCE, "--out", out)
    script.lead("merge", REFERENCE, sealed["file"])
    second = _mend_the_rules(script, out, sealed["file"])
    codes = _carry_over(script, second)
    code = script.by(JELLE, "seal", REFERENCE, "--out", out)["code"]
    assert code != sealed["code"]
    script.lead("merge", REFERENCE, out / f"{REFERENCE}-main-1-Jelle-de-Wit-r2.evseal")
    third = _mend_the_panel(script, out)
    assert _hand_in(script, out, third, codes)[JELLE] == code
    _report(script, out, codes)


def _mend_the_rules(script: Script, out: Path, seal: str) -> Path:
    rules = out / "mended.toml"
    text = (script.stage.papers / "rules.toml").read_text(encoding="utf-8")
    rules.write_text(text.replace(OLD_TEXT, NEW_TEXT), encoding="utf-8")
    act = script.lead("tender", "erratum", REFERENCE, rules, "--reason", "Onduidelijk", "--ground",
                      "leidraad §1.4")  # fmt: skip
    script.confirm(act["act"])
    assert "revision" in " ".join(script.lead("merge", REFERENCE, seal)["to_revise"])
    issued = script.lead("issue", REFERENCE, "--revise", "--reason", "Erratum 1", "--out", out)
    return Path(issued["packages"][0]["file"])


def _carry_over(script: Script, package: Path) -> dict[str, str]:
    """Jelle and Ama carry over what stands, and score the item that was changed anew."""
    found = script.lead("candidate", "list", REFERENCE)["candidates"]
    codes = {one["id"]: one["code"] for one in found if one["code"]}
    for key in (JELLE, AMA):
        checks = " ".join(script.by(key, "open", package)["checks"])
        assert NEW_TEXT in checks
        assert "Scores of yours that still stand: 18." in checks
        shown = script.by(key, "score", "carry", REFERENCE)
        assert (shown["confirmed"], len(shown["stands"]), len(shown["anew"])) == (False, 18, 6)
        script.by(key, "score", "carry", REFERENCE, "--confirm")
        assert script.by(key, "score", "status", REFERENCE)["done"] == 18
        scores = _coded(script.stage.papers / "scores" / f"scores-{key}.csv", codes, package.parent)
        script.by(key, "score", "load", REFERENCE, scores)
        assert script.by(key, "score", "status", REFERENCE)["done"] == 24
    return codes


def _mend_the_panel(script: Script, out: Path) -> Path:
    """Derya drops out before sealing, and Nadia comes."""
    home = script.stage.home(NADIA)
    script.stage.passphrase(NADIA).write_text("een lange wachtzin voor Nadia\n", encoding="utf-8")
    assert home.parent.is_dir()
    script.by(NADIA, "identity", "new", "--name", NEW_NAME)
    invitation = script.lead("panel", "invite", REFERENCE, "--out", out)
    card = script.by(NADIA, "declare", invitation["file"], "--code", invitation["code"],
                     "--out", out)  # fmt: skip
    script.lead("panel", "add", REFERENCE, card["file"], "--role", "alternate")
    script.lead("panel", "confirm", REFERENCE, NEW_NAME)
    act = script.lead("panel", "replace", REFERENCE, NAMES[DERYA], NEW_NAME, "--reason", "Ziek")
    script.confirm(act["act"])
    issued = script.lead("issue", REFERENCE, "--revise", "--reason", "Derya is ziek", "--out", out)
    return Path(issued["packages"][0]["file"])


def _hand_in(script: Script, out: Path, package: Path, codes: dict[str, str]) -> dict[str, str]:
    """Everybody of the new panel opens the revision and seals; gives the seal codes."""
    seals = {}
    for key in (JELLE, AMA, NADIA):
        checks = script.by(key, "open", package)["checks"]
        assert (f"No longer scoring: {NAMES[DERYA]}." in checks) is (key != NADIA)
        if key == NADIA:
            theirs = _coded(script.stage.papers / "scores" / f"scores-{DERYA}.csv", codes, out)
            own = theirs.read_text(encoding="utf-8").replace(NAMES[DERYA], NEW_NAME)
            theirs.write_text(own, encoding="utf-8")
            script.by(key, "score", "load", REFERENCE, theirs)
        seals[key] = script.by(key, "seal", REFERENCE, "--out", out)
    merged = script.lead("merge", REFERENCE, *(seal["file"] for seal in seals.values()))
    assert {file["verdict"] for file in merged["files"]} == {"accepted"}
    assert merged["ready"]
    return {key: seal["code"] for key, seal in seals.items()}


def _report(script: Script, out: Path, codes: dict[str, str]) -> None:
    script.lead("consensus", "open", REFERENCE)
    decisions = _coded(script.stage.papers / "decisions.csv", codes, out)
    text = decisions.read_text(encoding="utf-8").replace(NAMES[DERYA], NEW_NAME)
    decisions.write_text(text, encoding="utf-8")
    script.lead("consensus", "load", REFERENCE, decisions)
    script.lead("consensus", "close", REFERENCE)
    script.confirm(script.lead("identify", REFERENCE)["act"])
    report = out / "report.pdf"
    script.lead("report", REFERENCE, "--out", report)
    for key in (LEAD, JELLE, AMA, NADIA):
        script.by(key, "sign", report)
    verified = script.shell("verify", report, "--json")
    assert verified.status == 0, verified.out
    assert verified.document()["signed"] == verified.document()["expected"] == 4
