"""The demo is played once; tests start from copies of its folder at several points."""

import json
from pathlib import Path
from typing import Any

import pytest

from evalpanel.cli import demo
from evalpanel.cli.demo_play import Play, play_all
from evalpanel.cli.run import run
from tests.cli.shell import Shell, Stage
from tests.quick_keys import use_cheap_age, use_paper_of_this_process

Played = tuple[dict[str, Any], dict[int, Stage], str]
SEATED, LOCKED, DECLARED, SCORED = 0, 1, 6, 10
"""Points of the case: how many steps of the demo were played."""


def make_quick(patch: pytest.MonkeyPatch) -> None:
    """Spend no time on passphrases, nor on a process for every look at a report."""
    use_cheap_age(patch)
    use_paper_of_this_process(patch)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The demo's answer, its stages (the last under -1) and what it said on standard error."""
    folder = tmp_path_factory.mktemp("demo")
    stages: dict[int, Stage] = {}
    live = Stage(folder / "live")
    told: list[str] = []

    def keep(number: int) -> None:
        stages[number] = live.copy_to(folder / f"after-{number}")

    def play(case: Play, tell: Any) -> None:
        keep(SEATED)
        play_all(case, tell)

    def tell(number: int, count: int, line: str, seconds: float) -> None:
        told.append(f"[{number:2}/{count}] {line} ({seconds:.1f} s)")
        if number in {LOCKED, DECLARED, SCORED}:
            keep(number)

    answers: list[Any] = []
    with pytest.MonkeyPatch.context() as patch:
        make_quick(patch)
        patch.setattr(demo, "play_all", play)
        patch.setattr(demo, "_tell", tell)
        patch.setattr(demo, "give", lambda answer, lines, **_: answers.append((answer, lines)))
        assert run(["--lang", "en", "demo", str(live.folder), "--json"], lambda *_: None) == 0
    stages[-1] = live
    answer, lines = answers[0]
    return json.loads(json.dumps(answer.to_json())), stages, "\n".join([*told, *lines])


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Runs commands in this process."""
    make_quick(monkeypatch)
    return Shell(capsys)


def _stage(played: Played, number: int, tmp_path: Path) -> Stage:
    return played[1][number].copy_to(tmp_path / "stage")


@pytest.fixture
def seated(played: Played, tmp_path: Path) -> Stage:
    """Everybody has a workspace; nothing else happened."""
    return _stage(played, SEATED, tmp_path)


@pytest.fixture
def locked(played: Played, tmp_path: Path) -> Stage:
    """The rule set is locked."""
    return _stage(played, LOCKED, tmp_path)


@pytest.fixture
def declared(played: Played, tmp_path: Path) -> Stage:
    """Everybody made a card; none was taken in."""
    return _stage(played, DECLARED, tmp_path)


@pytest.fixture
def scored(played: Played, tmp_path: Path) -> Stage:
    """Every assessor scored; nobody sealed."""
    return _stage(played, SCORED, tmp_path)


@pytest.fixture
def finished(played: Played, tmp_path: Path) -> Stage:
    """The case was played to its end."""
    return _stage(played, -1, tmp_path)
