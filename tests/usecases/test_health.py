"""Good and bad places and machines, each with a sentence that says what to do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases.health import HealthCheck, Library, Machine, examine
from evalpanel.usecases.placing import Place, demand_good_place, place_warning

HOME = Path("home") / "evalpanel"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
GOOD = Machine(
    python=(3, 12, 1),
    libraries=(Library("pyrage", ">=1.4,<2", "1.4.0", fits=True),),
    home=HOME,
    place=Place("disk", "ext4", "/"),
    is_there=True,
    has_identity=True,
    open_to_others=(),
    room=10 << 30,
    leftovers=0,
    now=NOW,
    newest=NOW - timedelta(days=1),
    language="nl",
    columns=120,
    is_terminal=True,
    shows_signs=True,
    tools=(("age", True),),
)


def found(**changes: Any) -> dict[str, HealthCheck]:
    return {one.check: one for one in examine(replace(GOOD, **changes))}


def test_a_good_machine_passes_every_check() -> None:
    assert {one.ok for one in found().values()} == {True}


@pytest.mark.parametrize(
    ("changes", "check", "words"),
    [
        ({"python": (3, 10, 9)}, "python", "3.10.9 is too old"),
        ({"libraries": (Library("pyrage", ">=1.4,<2", "", fits=False),)}, "libraries",
         "pyrage - (>=1.4,<2)"),
        ({"place": Place("network", "cifs", "//server/share")}, "place", "//server/share"),
        ({"place": Place("removable", "vfat", "/media/STICK")}, "place", "/media/STICK"),
        ({"place": Place("disk", "ext4", "/", "Dropbox")}, "synchronised", "Dropbox copies"),
        ({"has_identity": False}, "identity", "identity new"),
        ({"open_to_others": (HOME,)}, "permissions", "chmod"),
        ({"room": 100 << 20}, "room", "Only 100 MiB"),
        ({"newest": NOW + timedelta(hours=1)}, "clock", "written at 2026-11-20T10:00:00Z"),
        ({"columns": 79}, "terminal", "79 characters"),
        ({"shows_signs": False}, "terminal", "UTF-8"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(changes: dict[str, Any], check: str, words: str) -> None:
    checks = found(**changes)
    assert [name for name, one in checks.items() if one.ok is False] == [check]
    assert words in str(checks[check].sentence)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"libraries": ()}, "libraries"),
        ({"place": Place("unknown")}, "place"),
        ({"has_identity": False, "is_there": False}, "identity"),
        ({"room": None}, "room"),
        ({"leftovers": 3}, "leftovers"),
        ({"is_terminal": False, "columns": 0}, "terminal"),
        ({"tools": (("age", False),)}, "tool_age"),
    ],
)
def test_what_is_not_known_or_not_needed_is_no_fault(changes: dict[str, Any], check: str) -> None:
    checks = found(**changes)
    assert checks[check].ok is None
    assert not [one for one in checks.values() if one.ok is False]


def test_a_clock_a_moment_behind_is_no_fault() -> None:
    """File systems round their times; `trust.md` 3, wrong clock."""
    assert found(newest=NOW + timedelta(minutes=4))["clock"].ok


@pytest.mark.parametrize("kind", ["network", "removable"])
def test_a_bad_place_is_refused_with_what_to_do_next(kind: Any) -> None:
    with pytest.raises(Refused, match=r"--home.*--force"):
        demand_good_place(Place(kind, "x", "/there"), HOME)


@pytest.mark.parametrize("kind", ["disk", "unknown"])
def test_a_place_that_is_not_known_to_be_bad_is_allowed(kind: Any) -> None:
    demand_good_place(Place(kind, "x", "/there"), HOME)
    assert place_warning(Place(kind), HOME) is None
