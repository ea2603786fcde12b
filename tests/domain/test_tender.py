"""A tender under way: what is kept of it is filed under its reference."""

from typing import Any

import pytest

from evalpanel.domain.tender import Opening, Participation, ReportFile, Shift, StoredPackage


@pytest.mark.parametrize(
    ("kind", "values", "key"),
    [
        (Shift, {}, ("T-1",)),
        (Participation, {}, ("T-1",)),
        (StoredPackage, {"panel": "main", "round": 2}, ("T-1", "main", "2")),
        (Opening, {"panel": "main", "round": 2}, ("T-1", "main", "2")),
        (ReportFile, {"version": 3}, ("T-1", "3")),
    ],
)
def test_what_is_kept_is_told_apart_by_tender_and_by_panel_and_round_or_version(
    kind: Any, values: dict[str, Any], key: tuple[str, ...]
) -> None:
    assert kind.model_construct(reference="T-1", **values).key == key
