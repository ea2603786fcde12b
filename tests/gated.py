"""What a rule set with gates of several kinds and evidence changes in the small evaluation."""

from collections.abc import Mapping
from typing import Any

from tests.builders import a_lot

GATED: Mapping[str, Any] = {
    "lot": [a_lot("1"), a_lot("2")],
    "gate": [
        {
            "id": "S-1", "kind": "selection", "title": "Contract", "evidence": ["contract"],
            "comparable": True,
        },
        {
            "id": "U-1", "kind": "exclusion", "title": "Mandatory", "mandatory": True,
            "per_entity": True, "evidence": ["uea", "GVA"],
        },
        {"id": "U-2", "kind": "exclusion", "title": "Facultative"},
    ],
    "milestone": [
        {"id": "deadline", "title": "Deadline", "planned": "2026-11-20T12:00:00+01:00"},
        {"id": "award", "title": "Award", "planned": "2027-01"},
    ],
}  # fmt: skip
