"""What all tests share: settings of hypothesis, still pictures, one language, a fixed clock.

`EVALPANEL_FULL=1` runs the heavy counts in full; without it a seeded tenth of them.
"""

import gc
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from evalpanel import language

if TYPE_CHECKING:
    from tests.fakes import FixedClock

_FULL = bool(os.environ.get("EVALPANEL_FULL"))

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile(
    "full",
    deadline=None,
    database=None,
    max_examples=1000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("full" if _FULL else "ci")


def heavy(count: int, part: int = 10) -> int:
    """How often to repeat something slow: a tenth or less of it, or all with EVALPANEL_FULL."""
    return count if _FULL else max(1, count // part)


def pytest_collection_finish() -> None:
    """Keep the rubbish collector off what stays: the libraries; it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the figures that tests recorded, also those of passing tests."""
    passed = terminalreporter.getreports("passed")
    lines = [
        line for report in passed for name, line in report.user_properties if name == "figures"
    ]
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(str(line))


@pytest.fixture(autouse=True)
def still_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep pictures the same: no blinking cursor, no colour or theme from outside."""
    from textual.widgets import Input, TextArea

    for widget in (Input, TextArea):
        monkeypatch.setattr(widget.cursor_blink, "_default", False)
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English; a test that speaks Dutch leaves no Dutch behind."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture
def fixed_clock() -> "FixedClock":
    """A clock that stands still until it is moved."""
    from tests.fakes import FixedClock

    return FixedClock()
