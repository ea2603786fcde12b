"""`score export`: in a Delphi round it says whose scores these are (R-43)."""

from types import SimpleNamespace

import pytest

from evalpanel.cli import scores
from tests.cli.shell import Shell
from tests.later_rounds import DISCUSSED
from tests.panels import REF, play
from tests.usecases.test_former_round import ANN, begun


def test_the_command_says_where_the_scores_come_from(
    monkeypatch: pytest.MonkeyPatch, shell: Shell
) -> None:
    found = begun(play("round", "delphi"), DISCUSSED)
    session = SimpleNamespace(desk=lambda: found.desk(ANN))
    monkeypatch.setattr(scores, "session_of", lambda _: session)
    assert "as you gave it in the round before" in shell("score", "export", REF).err
    assert shell("score", "export", REF, "--empty").err == ""
