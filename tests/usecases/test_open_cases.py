"""R-11: an open interest, or a measure that was not carried out, stops issue, report, decision."""

from collections.abc import Callable

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import conflicts, deciding, gates, issuing, reporting
from tests.panels import ASSESSORS, OUT, REF, REPORT, Play, play

ANN = ASSESSORS[0]


def _issue(found: Play) -> None:
    issuing.issue_packages(found.lead, REF, OUT)


def _report(found: Play) -> None:
    reporting.make_report(found.lead, REF, REPORT)


def _conclude(found: Play) -> None:
    deciding.record_decision(found.lead, REF, taken_by="City", mandate="4.2", day="2026-11-24")


@pytest.mark.parametrize(
    ("stage", "step"), [("carded", _issue), ("identified", _report), ("identified", _conclude)]
)
def test_an_exclusion_that_was_decided_must_be_carried_out(
    stage: str, step: Callable[[Play], None]
) -> None:
    """Looked at again at each of these steps, whatever happened to the gates in between."""
    found = play(stage)
    conflicts.raise_case(found.lead, REF, ANN, "Alpha", what="Drew it up", alleged_by="Bravo")
    with pytest.raises(Refused, match="is not decided yet"):
        step(found)
    conflicts.decide_case(
        found.lead, REF, ANN, "Alpha", measure="exclusion", facts="She did", reason="Unfair"
    )
    with pytest.raises(Refused, match="is still admitted"):
        step(found)
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Unfair")
    found.confirm_all()
    step(found)
