"""R-61, R-66: a decision on the outcome follows the ranking; a correction is a new version."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import RegisterEntry
from evalpanel.usecases import deciding, reporting
from tests.panels import REF, REPORT, Play, play

TAKEN = {"taken_by": "Director Care", "mandate": "Register 2026, 4.2", "day": "2026-11-24"}


def _kinds(found: Play) -> list[str]:
    with found.lead.work() as work:
        return [entry.kind for entry in work.register.of(REF)]


def test_a_decision_is_recorded_with_taker_mandate_and_day() -> None:
    found = play("identified")
    taken = deciding.record_decision(found.lead, REF, **TAKEN)
    assert (taken.version, taken.taken_by, taken.mandate, taken.date) == (1, *TAKEN.values())
    assert "decision.record" in found.log()


def test_there_is_no_decision_before_the_candidates_are_identified() -> None:
    found = play("closed")
    with pytest.raises(Refused):
        deciding.record_decision(found.lead, REF, **TAKEN)
    assert _kinds(found) == []


def test_a_second_decision_needs_the_withdrawal_of_the_first() -> None:
    found = play("identified")
    deciding.record_decision(found.lead, REF, **TAKEN)
    with pytest.raises(Refused, match="was recorded"):
        deciding.record_decision(found.lead, REF, **TAKEN)
    deciding.withdraw_decision(found.lead, REF, "A score was copied wrongly")
    assert deciding.record_decision(found.lead, REF, **TAKEN).version == 2
    assert _kinds(found) == ["decision", "decision_withdrawal", "decision"]


def test_a_decision_that_does_not_stand_cannot_be_withdrawn() -> None:
    with pytest.raises(Refused):
        deciding.withdraw_decision(play("identified").lead, REF, "Why not")


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("taken_by", " ", "who took it"),
        ("mandate", "", "on which mandate"),
        ("day", "2026-02-30", "is not a day"),
        ("day", "", "is not a day"),
    ],
)
def test_a_decision_lacks_nothing(name: str, given: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        deciding.record_decision(play("identified").lead, REF, **TAKEN | {name: given})


def test_the_decision_stands_in_the_record_of_the_report() -> None:
    found = play("identified")
    taken = deciding.record_decision(found.lead, REF, **TAKEN)
    reporting.make_report(found.lead, REF, REPORT)
    assert [e.entry for e in found.record().entries(RegisterEntry)] == [taken]
