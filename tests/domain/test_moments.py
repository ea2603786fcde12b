"""R-9: a month, a day or a time lies in the past once all of it is over."""

from datetime import datetime

import pytest

from evalpanel.domain.moments import is_past


@pytest.mark.parametrize(
    ("moment", "now", "past"),
    [
        ("2026-06", "2026-06-30T23:59:59+02:00", False),
        ("2026-06", "2026-07-01T00:00:00+02:00", True),
        ("2026-12", "2027-01-01T00:00:00+01:00", True),
        ("2026-06", "2025-12-31T00:00:00+01:00", False),
        ("2026-06-01", "2026-06-01T23:59:59+02:00", False),
        ("2026-06-01", "2026-06-02T00:00:00+02:00", True),
        ("2026-06-01T12:00:00+02:00", "2026-06-01T12:00:00+02:00", False),
        ("2026-06-01T12:00:00+02:00", "2026-06-01T12:00:01+02:00", True),
        ("2026-06-01T12:00:00+02:00", "2026-06-01T10:00:01+00:00", True),
        ("2026-06-01T12:00:00+02:00", "2026-06-01T11:00:00+02:00", False),
    ],
)
def test_what_is_past_depends_on_the_precision(moment: str, now: str, past: bool) -> None:
    assert is_past(moment, datetime.fromisoformat(now)) is past
