"""How far a report is: who has signed and whose turn it is."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import ReportEntry
from evalpanel.usecases.report_state import latest_report, look_at_report
from evalpanel.usecases.reporting import make_report, sign_report
from tests.domain.test_verification import gone
from tests.panels import ASSESSORS, LEAD, OUT, REF, REPORT, SECOND, play, resigned

ANN = ASSESSORS[0]


def test_the_chair_signs_first_and_then_each_member() -> None:
    found = play("reported")
    assert look_at_report(found.lead, REPORT).is_my_turn
    assert not look_at_report(found.desk(ANN), REPORT).is_my_turn
    sign_report(found.lead, REPORT)
    mine = look_at_report(found.desk(ANN), REPORT)
    assert mine.is_my_turn
    assert set(mine.waiting_for) == set(ASSESSORS[:3])
    assert (mine.own_sheet_is_identical, mine.flaw) == (True, None)
    sign_report(found.desk(ANN), REPORT)
    assert not look_at_report(found.desk(ANN), REPORT).is_my_turn
    assert not look_at_report(found.desk(SECOND), REPORT).is_my_turn


def test_looking_changes_nothing() -> None:
    found = play("signed")
    before = (found.files.content[REPORT], found.databases[ANN].state)
    state = look_at_report(found.desk(ANN), REPORT)
    assert (state.reference, state.version, state.waiting_for) == (REF, 1, ())
    assert (found.files.content[REPORT], found.databases[ANN].state) == before


def test_a_variant_without_signers_is_not_for_signing() -> None:
    found = play("reported")
    found.files.content[REPORT] = resigned(found.files.content[REPORT], gone(ReportEntry))
    with pytest.raises(Refused, match="not for signing"):
        look_at_report(found.lead, REPORT)


def test_the_newest_report_is_the_one_that_counts() -> None:
    found = play("reported")
    make_report(found.lead, REF, OUT / "second.pdf")
    newest = latest_report(found.lead, REF)
    assert newest is not None
    assert newest.version == 2
    assert latest_report(found.desk(LEAD), "T-9") is None
