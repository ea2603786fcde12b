"""Every requirement of the domain that has been built is shown by a test that names it."""

import re
from pathlib import Path

HERE = Path(__file__).parent
REQUIREMENTS = frozenset(
    f"R-{number}"
    for first, last in ((1, 16), (20, 27), (30, 76), (90, 94), (100, 113))
    for number in range(first, last + 1)
)
"""The numbers that the rules of the domain carry."""
NOT_BUILT = {
    "R-16": "design contests: the report is signed by all members as it is",
    "R-62": "letters",
    "R-63": "letters",
    "R-64": "letters",
    "R-65": "letters",
    "R-68": "debriefing",
    "R-69": "bid validity",
    "R-74": "qualified signatures beside our own",
    "R-90": "retention",
    "R-92": "grounds of the Woo",
    "R-94": "the new Archiefwet",
    "R-102": "the supplier pool",
    "R-103": "the supplier pool",
    "R-104": "the supplier pool",
    "R-105": "the supplier pool",
    "R-107": "the supplier pool",
    "R-110": "the dialogue",
    "R-111": "the dialogue",
    "R-112": "the dialogue",
    "R-113": "the innovation phase",
}
"""What no test shows, because the app does not do it yet."""


def test_every_requirement_that_is_built_is_named_by_a_test() -> None:
    assert sorted(REQUIREMENTS - _named() - NOT_BUILT.keys()) == []


def test_nothing_that_a_test_names_is_listed_as_not_built() -> None:
    assert sorted(NOT_BUILT.keys() & _named()) == []


def test_tests_name_only_requirements_that_exist() -> None:
    assert sorted(_named() - REQUIREMENTS) == []


def _named() -> set[str]:
    files = (file for file in HERE.rglob("test_*.py") if file != Path(__file__))
    return {name for file in files for name in re.findall(r"\bR-\d+\b", file.read_text("utf-8"))}
