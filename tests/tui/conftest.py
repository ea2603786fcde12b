"""What the tests of the app share."""

from pathlib import Path
from typing import Any

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from evalpanel.settings import Workspace
from tests.tui.desks import a_workspace

WIDE, NARROW = (120, 40), (80, 24)


_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, *given: Any, **named: Any) -> list[RuleSet]:
    key = (frozenset(sheet._variables.items()), css, given, frozenset(named.items()))
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, *given, **named)
    return _parsed[key]


@pytest.fixture(autouse=True)
def styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app parses the styles of every widget; so many apps need not all do it again."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace of folders only."""
    return a_workspace(tmp_path / "home")
