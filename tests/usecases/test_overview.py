"""Home: what is on this laptop and what comes next."""

import pytest

from evalpanel.usecases import applications, overview, scoring, tenders
from tests.panels import ASSESSORS, LEAD, REF, SECOND, play

ANN = ASSESSORS[0]


@pytest.mark.parametrize(
    ("stage", "phase", "done", "total"),
    [
        ("new", "draft", 0, 0),
        ("locked", "locked", 0, 0),
        ("received", "received", 0, 0),
        ("opened", "opened", 0, 0),
        ("judged", "opened", 0, 0),
        ("issued", "sealing", 0, 3),
        ("sealed", "sealing", 0, 3),
        ("merged", "sealed", 3, 3),
        ("round", "meeting", 0, 6),
        ("decided", "meeting", 6, 6),
        ("closed", "decided", 0, 0),
        ("identified", "identified", 0, 0),
        ("reported", "reported", 0, 0),
    ],
)
def test_the_organiser_sees_how_far_the_tender_is(
    stage: str, phase: str, done: int, total: int
) -> None:
    [item, *others] = overview.list_work(play(stage).lead)
    assert (item.role, item.phase, item.done, item.total) == ("organiser", phase, done, total)
    assert item.reference == REF
    assert bool(item.deadline) == (phase in {"locked", "received"})
    assert str(item.next_step)
    assert others == []


def test_the_organiser_sees_a_deadline_that_moved() -> None:
    found = play("locked")
    tenders.plan_milestone(found.lead, REF, "deadline", "2027-01-15", "Holiday")
    [item] = overview.list_work(found.lead)
    assert item.deadline == "2027-01-15"


def test_an_act_that_waits_comes_first() -> None:
    found = play("received")
    applications.ask_opening(found.lead, REF)
    [item] = overview.list_work(found.lead)
    assert "opening" in str(item.next_step)


def test_without_a_meeting_the_ranking_comes_next() -> None:
    [item] = overview.list_work(play("round", "mean").lead)
    assert item.phase == "decided"


@pytest.mark.parametrize(
    ("stage", "phase", "done", "total"),
    [
        ("declared", "declared", 0, 0),
        ("issued", "declared", 0, 0),
        ("open", "scoring", 0, 6),
        ("scored", "scoring", 6, 6),
        ("sealed", "handed_in", 6, 6),
    ],
)
def test_a_member_sees_how_far_the_scores_are(
    stage: str, phase: str, done: int, total: int
) -> None:
    found = play(stage)
    [item] = overview.list_work(found.desk(ANN))
    assert (item.role, item.phase, item.done, item.total) == ("member", phase, done, total)
    code = scoring.open_desktop(found.desk(ANN), REF).sealed_code if stage == "sealed" else ""
    assert item.seal_code == code


def test_who_does_not_score_is_told_so() -> None:
    [item] = overview.list_work(play("open").desk(SECOND))
    assert (item.phase, item.total) == ("declared", 0)
    assert "for you to score" in str(item.next_step)


def test_a_chair_who_scores_sees_the_tender_twice() -> None:
    roles = [item.role for item in overview.list_work(play("open", "chair_scores").desk(LEAD))]
    assert roles == ["organiser", "member"]


def test_a_stranger_sees_nothing() -> None:
    assert overview.list_work(play("open").desk("Nobody At All")) == ()
