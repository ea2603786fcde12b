"""R-20: no ranking and no report while an application has no outcome in one of its lots."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.record import ApplicationEntry
from evalpanel.usecases import ranking, reporting
from evalpanel.usecases.applications import applicants
from evalpanel.usecases.reconciling import demand_reconciled, reconcile_tender
from evalpanel.usecases.tenders import get_tender, rules_of
from evalpanel.usecases.withdrawing import withdraw_candidate
from tests import panels
from tests.domain.test_verification import no
from tests.panels import FAILED, LATE, REF, REPORT, UNJUDGED, Play, play


def reopened(found: Play) -> Play:
    """The same with the gate of echo not judged after all."""
    with found.lead.work() as work:
        last = work.judgements.of(REF, UNJUDGED)[-1]
        work.judgements.add(last.model_copy(update={"outcome": "not_judged"}))
        work.commit()
    return found


def test_an_open_gate_stops_the_ranking_and_names_the_pair() -> None:
    found = reopened(play("closed"))
    with pytest.raises(Refused, match=r"application echo has no outcome in lot 1.*V-1.*echo 1"):
        ranking.rank_lots(found.lead, REF)


def test_an_open_gate_stops_the_report_and_names_the_pair() -> None:
    found = reopened(play("identified"))
    with pytest.raises(Refused, match="echo has no outcome in lot 1"):
        reporting.make_report(found.lead, REF, REPORT)


def test_of_several_open_pairs_every_one_is_named() -> None:
    found = play("opened", "lots")
    with found.lead.work() as work:
        tender = get_tender(work, REF)
        settled = reconcile_tender(rules_of(tender), applicants(work, tender), ())
    with pytest.raises(Refused, match=r"Without an outcome \(10\): alpha 1, alpha 2, .*echo 2"):
        demand_reconciled(settled)


def test_every_application_has_one_outcome_with_a_reason_in_the_record() -> None:
    outcomes = {
        entry.application.id: [(each.outcome, each.reason) for each in entry.outcomes]
        for entry in play("reported").record().entries(ApplicationEntry)
    }
    assert outcomes == {
        "alpha": [("selected", "It stands at rank 1.")],
        "bravo": [("not_selected", "It stands at rank 2.")],
        "charlie": [("not_selected", "It stands at rank 3.")],
        FAILED: [("excluded", "G-1: No statement")],
        UNJUDGED: [("set_aside", "V-1: Did not answer")],
        LATE: [("late", "It was received after the deadline and was not opened.")],
    }


def test_a_withdrawn_application_is_reported_as_such_and_still_verifies() -> None:
    found = play("closed")
    withdraw_candidate(found.lead, REF, "bravo", reason="Too busy")
    [lot] = ranking.rank_lots(found.lead, REF).lots
    assert [one.candidate for one in lot.ranked] == [found.codes["alpha"], found.codes["charlie"]]
    panels._identified(found)
    panels._reported(found)
    outcomes = {e.application.id: e.outcomes for e in found.record().entries(ApplicationEntry)}
    assert [(o.outcome, o.reason) for o in outcomes["bravo"]] == [("withdrawn", "Too busy")]
    assert no(found.record()) == {}
