"""`gate`, `clarify` and `candidate` on a desk in memory: what is said and what is answered."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evalpanel.cli.session import Session
from evalpanel.usecases import applications
from evalpanel.usecases.ports import Desk
from tests.cli.shell import Ran, Shell
from tests.panels import IN, REF, UNJUDGED, Play, an_application, candidates_file, play


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str]) -> Shell:
    """Runs commands in this process, without the demo."""
    return Shell(capsys)


def at_desk(monkeypatch: pytest.MonkeyPatch, found: Play) -> None:
    def desk(_session: Session) -> Desk:
        return found.lead

    monkeypatch.setattr(Session, "desk", desk)


def answer(shell: Shell, *arguments: str) -> dict[str, Any]:
    done = shell(*arguments, "--json")
    assert done.status == 0, done.err
    return done.document()


def said(shell: Shell, *arguments: str) -> Ran:
    done = shell(*arguments)
    assert done.status == 0, done.err
    return done


def the_line(found: dict[str, Any], candidate: str, gate: str) -> dict[str, Any]:
    [line, *_others] = [
        line for line in found["lines"] if (line["candidate"], line["gate"]) == (candidate, gate)
    ]
    return dict(line)


def test_a_request_is_asked_answered_and_settled_by_the_gate(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-24: the term, the answer and the result, all to be seen in one list."""
    at_desk(monkeypatch, play("judged"))
    place: Sequence[str] = (REF, UNJUDGED, "G-1", "--entity", "echo Ltd")
    told = said(shell, "gate", "set", *place[:3], "repair", *place[3:], "--reason", "Which?")
    assert "Answer by 2026-12-07 (14 days): term is running" in told.out
    line = the_line(answer(shell, "gate", "list", REF), UNJUDGED, "G-1")
    assert (line["outcome"], line["request"], line["request_state"], line["ends"]) == (
        "repair", 1, "running", "2026-12-07",
    )  # fmt: skip
    assert "repair asked: 2026-12-07, term is running" in said(shell, "gate", "list", REF).out
    given = answer(shell, "clarify", "answer", REF, UNJUDGED, "1", "--answer", "This one")
    assert given["request"]["answers"][0]["late"] is False
    assert given["request"]["state"] == "answered"
    said(shell, "gate", "set", *place[:3], "met", *place[3:], "--reason", "Clear")
    [settled] = answer(shell, "clarify", "list", REF)["requests"]
    assert (settled["state"], settled["outcome"], settled["result"]) == ("settled", "met", "Clear")
    assert "settled" in said(shell, "clarify", "list", REF).out


def test_a_question_can_be_about_a_gate_or_not(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-24: both get a term; the one without a gate is settled in words."""
    at_desk(monkeypatch, play("judged"))
    asked = answer(
        shell, "clarify", "ask", REF, UNJUDGED, "--question", "Which?", "--gate", "G-1",
        "--entity", "echo Ltd", "--date", "2026-11-20", "--days", "7",
    )["request"]  # fmt: skip
    assert (asked["gate"], asked["sent"], asked["ends"]) == ("G-1", "2026-11-20", "2026-11-27")
    told = said(shell, "clarify", "ask", REF, "alpha", "--question", "What is page 2?")
    assert "Request 1 to alpha, sent on 2026-11-23: What is page 2?" in told.out
    said(shell, "clarify", "answer", REF, "alpha", "1", "--answer", "A plan")
    told = said(shell, "clarify", "settle", REF, "alpha", "1", "--result", "Clear now")
    assert told.out.splitlines()[-2:] == ["2026-11-23: A plan", "Clear now"]
    refused = shell("clarify", "answer", REF, "alpha", "9", "--answer", "A plan")
    assert refused.status == 1
    assert "no request 9" in refused.err


def test_evidence_is_registered_and_watched(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """R-106, R-108: what came in late counts, and what will expire is listed."""
    found = play("locked", "gates")
    one = an_application("alpha", gate=[])
    found.files.content[tmp_path / "candidates.toml"] = candidates_file([one])
    for name, data in list(found.files.content.items()):
        if name.parent == IN / "alpha":
            found.files.content[tmp_path / "alpha" / name.name] = data
    at_desk(monkeypatch, found)
    got = answer(shell, "receive", REF, str(tmp_path / "candidates.toml"))
    assert got["applications"][0]["admitted_to_pool"] is None
    said(shell, "opening", REF)
    found.confirm_all()
    refused = shell(
        "gate", "set", REF, "alpha", "U-1", "met", "--entity", "alpha Ltd", "--reason", "Signed"
    )
    assert refused.status == 1
    assert "U-1 of alpha is incomplete, so it is not met: GVA is missing (alpha Ltd)" in refused.err
    found.files.content[tmp_path / "gva.pdf"] = b"scan"
    given = answer(
        shell, "candidate", "evidence", REF, "alpha", "GVA", "--entity", "alpha Ltd", "--dated",
        "2025-01-15", "--file", str(tmp_path / "gva.pdf"), "--reason", "Answer to our request",
    )  # fmt: skip
    assert given["received"] == "2026-11-23"
    line = the_line(answer(shell, "gate", "list", REF), "alpha", "U-1")
    assert {e["kind"]: (e["state"], e["expires"]) for e in line["evidence"]} == {
        "uea": ("valid", None),
        "GVA": ("valid", "2027-01-15"),
    }
    listed = answer(shell, "candidate", "expiry", REF)
    assert listed["on"] == "2027-01-31"
    assert ("GVA", "expired") in {(e["kind"], e["state"]) for e in listed["evidence"]}
    assert "On 2026-12-01:" in said(shell, "candidate", "expiry", REF, "--on", "2026-12-01").out


def test_an_entity_that_applies_twice_is_told_and_decided(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """R-26: a warning when it comes in, until a decision is on record."""
    found = play("locked")
    first, second = an_application("alpha"), an_application("bravo", gate=[])
    second["entity"][1] = first["entity"][0] | {"role": "member"}
    found.files.content[tmp_path / "candidates.toml"] = candidates_file([first, second])
    for name, data in list(found.files.content.items()):
        if IN in name.parents:
            found.files.content[tmp_path / name.relative_to(IN)] = data
    at_desk(monkeypatch, found)
    told = said(shell, "receive", REF, str(tmp_path / "candidates.toml"))
    assert "alpha Ltd stands in alpha, bravo" in told.err
    said(shell, "opening", REF)
    found.confirm_all()
    assert "not decided" in said(shell, "candidate", "twice", REF).out
    [decided] = answer(
        shell, "candidate", "decide", REF, "alpha Ltd", "--decision", "Separate departments"
    )["entities"]
    assert decided["decision"] == "Separate departments"
    assert "not decided" not in said(shell, "candidate", "twice", REF).out


def test_outcomes_are_named_as_the_law_names_them(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-20, R-22: excluded on a ground, set aside on a condition, late; each with its reason."""
    at_desk(monkeypatch, play("open"))
    found = {c["id"]: c for c in answer(shell, "candidate", "list", REF)["candidates"]}
    assert {name: one["outcome"] for name, one in found.items()} == {
        "alpha": "admitted", "bravo": "admitted", "charlie": "admitted", "delta": "excluded",
        "echo": "set_aside", "foxtrot": "late",
    }  # fmt: skip
    assert found["echo"]["reason"] == "V-1: Did not answer"
    told = said(shell, "candidate", "list", REF).out
    assert "set aside" in told
    assert "No entity applies twice" in said(shell, "candidate", "twice", REF).out


def test_proportionality_is_asked_on_the_command_line(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-25: the sentence names the option."""
    found = play("locked", "gates")
    data = candidates_file([an_application("alpha", gate=[])])
    applications.receive_applications(found.lead, REF, data, IN)
    applications.ask_opening(found.lead, REF)
    found.confirm_all()
    at_desk(monkeypatch, found)
    failing = ("gate", "set", REF, "alpha", "U-2", "failed", "--reason", "Grave fault")
    refused = shell(*failing)
    assert refused.status == 1
    assert "--proportionality" in refused.err
    assert answer(shell, *failing, "--proportionality", "Twice")["act"] == "gate-alpha-U-2"
    assert "failure waits for a second person" in said(shell, "gate", "list", REF).out
