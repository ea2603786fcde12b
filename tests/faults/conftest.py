"""Figures of the faults go into the report of the tests."""

from collections.abc import Callable

import pytest

from tests.faults.figures import Figures

Tell = Callable[[Figures], Figures]


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Tell:
    """Puts the figures of a run at the end of the output."""

    def say(figures: Figures) -> Figures:
        record_property("figures", figures.line())
        return figures

    return say
