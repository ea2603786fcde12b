"""`tender suspend / resume / archive` and `candidate withdraw`, as typed and as answered."""

from types import SimpleNamespace

import pytest

from evalpanel.cli import candidates, tender, tender_course
from tests.cli.shell import Shell
from tests.panels import REF, Play, play


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> Play:
    """The applications are opened, at the desk of the process lead."""
    stage = play("judged")
    for module in (tender_course, tender, candidates):
        at_desk = SimpleNamespace(desk=lambda: stage.lead)
        monkeypatch.setattr(module, "session_of", lambda _, desk=at_desk: desk)
    return stage


@pytest.mark.usefixtures("found")
def test_a_suspension_shows_beside_the_planning_until_it_is_lifted(shell: Shell) -> None:
    answer = shell("tender", "suspend", REF, "--reason", "A complaint", "--json").document()
    assert (answer["suspended"], answer["reason"]) == (True, "A complaint")
    assert "Suspended: A complaint" in shell("tender", "show", REF).out
    again = shell("tender", "suspend", REF, "--reason", "Another")
    assert again.status == 1
    assert "suspended since" in again.err
    answer = shell("tender", "resume", REF, "--reason", "Settled", "--json").document()
    assert answer["suspended"] is False
    assert shell("tender", "show", REF, "--json").document()["suspended"] is None


@pytest.mark.usefixtures("found")
def test_a_candidate_withdraws_from_its_lots(shell: Shell) -> None:
    said = shell("candidate", "withdraw", REF, "bravo", "--lot", "1", "--reason", "Merged")
    assert said.status == 0
    assert "Do not tell the panel" in said.out
    again = shell("candidate", "withdraw", REF, "bravo", "--reason", "Merged")
    assert again.status == 1
    assert "has withdrawn already" in again.err
    answer = shell("candidate", "withdraw", REF, "alpha", "--reason", "Wish", "--json").document()
    assert (answer["lots"], answer["after_ranking"]) == ([], False)
    outcome = {c["id"]: c["outcome"] for c in shell(
        "candidate", "list", REF, "--json").document()["candidates"]}  # fmt: skip
    assert outcome["alpha"] == outcome["bravo"] == "withdrawn"


@pytest.mark.usefixtures("found")
def test_a_procedure_is_stopped_with_a_reason(shell: Shell) -> None:
    assert shell("tender", "archive", REF).status == 1
    answer = shell("tender", "archive", REF, "--reason", "No funds", "--json").document()
    assert answer["stopped"] is True
    assert "Archived on" in shell("tender", "show", REF).out
    assert "was archived" in shell("tender", "suspend", REF, "--reason", "Late").err
