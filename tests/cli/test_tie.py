"""`tie decide` and `panel recuse` after the opening: what is typed, and who must confirm (R-55)."""

from types import SimpleNamespace

import pytest

from evalpanel.cli import panel, ranking, tie
from tests.cli.shell import Shell
from tests.panels import ADMITTED, ASSESSORS, REF, Play, play
from tests.usecases.test_deciding_ties import codes, equal


def at_desk(monkeypatch: pytest.MonkeyPatch, found: Play) -> Play:
    session = SimpleNamespace(desk=lambda: found.lead)
    for module in (tie, panel, ranking):
        monkeypatch.setattr(module, "session_of", lambda _: session)
    return found


def test_a_tie_is_decided_by_two(monkeypatch: pytest.MonkeyPatch, shell: Shell) -> None:
    found = at_desk(monkeypatch, equal(monkeypatch))
    order = codes(found, *reversed(ADMITTED))
    typed = ("tie", "decide", REF, "--lot", "1", "--reason", "Begins first", "--ground", "7.3")
    assert "Next: evalpanel tie decide T-1 --lot 1 --order" in shell("rank", REF).out
    refused = shell(*typed, "--order", order[0])
    assert refused.status == 1
    assert "not the order of equals" in refused.err
    answer = shell(*typed, "--order", ", ".join(order), "--json").document()
    assert (answer["kind"], answer["act"], answer["done"]) == ("tie", "tie-1", False)
    waits = shell("rank", REF)
    assert waits.status == 1
    assert "Next: evalpanel confirm T-1 tie-1 --identity OTHER.evkey" in waits.out
    found.confirm_all()
    ranked = shell("rank", REF)
    assert ranked.status == 0
    assert f"the order is {', '.join(order)}. Reason: Begins first" in ranked.out


def test_who_scored_is_recused_by_two(monkeypatch: pytest.MonkeyPatch, shell: Shell) -> None:
    """R-15."""
    at_desk(monkeypatch, play("round"))
    said = shell("panel", "recuse", REF, ASSESSORS[0], "--reason", "A brother works there")
    assert said.status == 0
    assert "needs a second person and has no effect until then" in said.out
    answer = shell("panel", "replace", REF, ASSESSORS[0], ASSESSORS[1], "--reason", "Ill", "--json")
    assert answer.status == 1
