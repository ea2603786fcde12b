"""Suspension (edge case 13), withdrawal at any stage (edge case 7), archive."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PackageV1
from evalpanel.domain.record import RankingEntry, RegisterEntry
from evalpanel.usecases import (
    applications,
    confirming,
    consensus,
    course,
    gates,
    issuing,
    overview,
    ranking,
    reporting,
    tenders,
    withdrawing,
)
from evalpanel.usecases.issued_rounds import issued_package
from evalpanel.usecases.meeting import open_meeting
from tests import panels
from tests.domain.test_verification import at, no
from tests.panels import ADMITTED, LEAD, OUT, REF, SECOND, Play, person, play
from tests.usecases.test_reporting import verify


def next_step(found: Play) -> str:
    return str(overview.list_work(found.lead)[0].next_step)


def withdraw(found: Play, candidate: str, *lots: str, reason: str = "It merged") -> None:
    withdrawing.withdraw_candidate(found.lead, REF, candidate, lots, reason=reason)


def outcomes(found: Play, lot: int = 0) -> dict[str, str]:
    names = {code: name for name, code in found.codes.items()}
    ranked = ranking.rank_lots(found.lead, REF).lots[lot].ranked
    return {names[one.candidate]: one.outcome for one in ranked}


# suspension


def test_a_suspended_procedure_stands_still_and_says_why() -> None:
    found = play("carded")
    course.suspend_tender(found.lead, REF, "Complaint of Delta")
    with pytest.raises(Refused, match=r"suspended since .*Complaint of Delta"):
        issuing.issue_packages(found.lead, REF, OUT)
    assert "Complaint of Delta" in next_step(found)
    tenders.plan_milestone(found.lead, REF, "deadline", "2027-01", "The court decides")
    suspension = course.suspension_of(found.lead, REF)
    assert suspension is not None
    assert (suspension.reason, suspension.by) == ("Complaint of Delta", LEAD)


def test_a_resumed_procedure_goes_on_where_it_was() -> None:
    found = play("carded")
    course.suspend_tender(found.lead, REF, "Complaint")
    course.resume_tender(found.lead, REF, "Settled")
    assert course.suspension_of(found.lead, REF) is None
    assert issuing.issue_packages(found.lead, REF, OUT)
    assert found.log()[-3:] == ["tender.suspend", "tender.resume", "package.issue"]


def test_nobody_confirms_while_it_is_suspended() -> None:
    found = play("received")
    applications.ask_opening(found.lead, REF)
    course.suspend_tender(found.lead, REF, "Complaint")
    with pytest.raises(Refused, match="suspended"):
        confirming.confirm(found.lead, REF, "opening", person(SECOND))
    assert set(found.codes.values()) == {""}


def test_a_suspension_needs_a_reason() -> None:
    with pytest.raises(Refused, match="reason"):
        course.suspend_tender(play("locked").lead, REF, " ")


# archive


def test_a_procedure_that_is_stopped_needs_a_reason_and_can_only_be_read() -> None:
    found = play("round")
    with pytest.raises(Refused, match="reason is required"):
        course.archive_tender(found.lead, REF)
    end = course.archive_tender(found.lead, REF, "No funds")
    assert end.stopped
    assert course.archival_of(found.lead, REF) == end
    with pytest.raises(Refused, match="was archived"):
        consensus.record_unanimous(found.lead, REF, "All agreed on it")
    assert len(open_meeting(found.lead, REF).agenda) == 6
    assert "archived" in next_step(found)


def test_an_archived_report_can_still_be_verified() -> None:
    found = play("signed")
    course.archive_tender(found.lead, REF, "Enough")
    assert ranking.rank_lots(found.lead, REF).lots
    assert verify(found).valid
    with pytest.raises(Refused, match="was archived"):
        reporting.make_report(found.lead, REF, OUT / "again.pdf")
    with pytest.raises(Refused, match="was archived"):
        course.archive_tender(found.lead, REF, "Again")


# withdrawal


def test_who_withdraws_before_the_issue_is_not_offered_to_the_panel() -> None:
    found = play("carded")
    withdraw(found, "bravo")
    issuing.issue_packages(found.lead, REF, OUT)
    [package] = packages(found)
    offered = {code for a in package.assignments for code in a.candidates}
    assert offered == {found.codes["alpha"], found.codes["charlie"]}


def test_who_withdraws_from_one_lot_stays_in_the_other() -> None:
    found = play("carded", "lots")
    withdraw(found, "bravo", "2")
    with pytest.raises(Refused, match="has withdrawn already"):
        withdraw(found, "bravo", "2")
    issuing.issue_packages(found.lead, REF, OUT)
    [package] = packages(found)
    lots = {a.lot for a in package.assignments if found.codes["bravo"] in a.candidates}
    assert lots == {"1"}
    withdraw(found, "bravo")
    with pytest.raises(Refused, match="has withdrawn already"):
        withdraw(found, "bravo", "1")


def test_after_the_issue_the_panel_cannot_tell_who_withdrew() -> None:
    found = play("merged")
    withdraw(found, "bravo")
    panels._round(found)
    assert {item.cell[1] for item in open_meeting(found.lead, REF).agenda} == {
        found.codes[name] for name in ADMITTED
    }
    panels._decided(found)
    panels._closed(found)
    assert outcomes(found) == {"alpha": "selected", "charlie": "not_selected"}


def test_after_the_names_the_order_stands_and_the_place_stays_open() -> None:
    """R-60: nobody moves up where no reserve was announced."""
    found = play("identified")
    withdraw(found, "alpha")
    assert outcomes(found) == {
        "alpha": "withdrawn", "bravo": "not_selected", "charlie": "not_selected",
    }  # fmt: skip


@pytest.mark.parametrize("stage", ["issued", "closed", "identified"])
def test_a_report_with_a_withdrawal_verifies(stage: str) -> None:
    found = play(stage)
    withdraw(found, "alpha", reason="It merged with another")
    for later in panels.STAGES[panels.STAGES.index(stage) + 1 :]:
        getattr(panels, f"_{later}")(found)
    answer = verify(found)
    assert [check.check for check in answer.checks if check.ok is False] == []
    record = found.record()
    [entry] = record.entries(RegisterEntry)
    assert entry.entry.kind == "withdrawal"
    [lot] = record.entries(RankingEntry)
    ranked = {row.candidate for row in lot.result.ranking}
    assert (found.codes["alpha"] in ranked) == (stage == "identified")


@pytest.mark.parametrize(("stage", "late"), [("closed", True), ("identified", False)])
def test_a_withdrawal_is_on_the_side_of_the_ranking_that_its_time_says(
    stage: str, *, late: bool
) -> None:
    found = play(stage)
    found.clock.move(minutes=1)
    withdraw(found, "charlie")
    for later in panels.STAGES[panels.STAGES.index(stage) + 1 : -1]:
        found.clock.move(minutes=1)
        getattr(panels, f"_{later}")(found)
    record = found.record()
    assert no(record) == {}
    broken = no(at(RegisterEntry, "entry.after_ranking", late)(record))
    assert "wrong side of the ranking" in broken["record_chain"]


def test_a_withdrawal_names_a_known_application_and_lot_and_a_reason() -> None:
    found = play("opened")
    with pytest.raises(Refused, match="no application nobody"):
        withdraw(found, "nobody")
    with pytest.raises(Refused, match="did not apply for lot 9"):
        withdraw(found, "alpha", "9")
    with pytest.raises(Refused, match="reason is required"):
        withdraw(found, "alpha", reason="")


def test_what_failed_before_stays_failed() -> None:
    found = play("judged")
    withdraw(found, panels.FAILED)
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="No")
    assert act is not None
    standings = {
        one.application.id: one.admissions[0].standing
        for one in applications.list_applicants(found.lead, REF)
    }
    assert standings[panels.FAILED] == "excluded"


def packages(found: Play) -> list[PackageV1]:
    with found.lead.work() as work:
        return [issued_package(work, REF)[1]]
