"""The meeting: what was agreed, by whom and why, and what no decision may do."""

from typing import Any

import pytest

from evalpanel.domain.errors import HasProblems, Refused, Unreadable
from evalpanel.usecases import consensus, ranking, scoring
from evalpanel.usecases.consensus import DecisionInput
from evalpanel.usecases.meeting import open_meeting
from tests import panels
from tests.panels import ADMITTED, ASSESSORS, LEAD, REF, REPORT, STRANGER, Play, play

ANN, BEN, CAS = ASSESSORS[:3]
HEADER = "lot,candidate,item,score,reason,present,agrees,remark,outside_reason,internal_note"


def cell(found: Play, candidate: str = "alpha", item: str = "A1") -> tuple[str, str, str]:
    return ("1", found.codes[candidate], item)


def versions(found: Play) -> list[tuple[str, int, str]]:
    with found.lead.work() as work:
        return [(d.item, d.version, d.score) for d in work.decisions.of(REF)]


def test_the_agenda_begins_where_most_is_at_stake() -> None:
    found = play("round")
    meeting = open_meeting(found.lead, REF)
    names = {code: name for name, code in found.codes.items()}
    assert [names[one.cell[1]] for one in meeting.agenda] == [
        "charlie", "charlie", "alpha", "alpha", "bravo", "bravo",
    ]  # fmt: skip
    assert [one.spread.must_discuss for one in meeting.agenda] == [True] * 4 + [False] * 2
    assert (meeting.decided, meeting.is_complete, meeting.is_closed) == (0, False, False)
    assert meeting.item_at(("9", "X", "Y")) is None


def test_the_meeting_knows_codes_and_members_but_no_candidate() -> None:
    found = play("round")
    meeting = open_meeting(found.lead, REF)
    assert set(meeting.members.values()) == set(ASSESSORS[:3])
    assert not any(name in repr(meeting).lower() for name in ADMITTED)


def test_each_speaks_once_the_rarest_score_first_and_the_chair_last() -> None:
    """R-42: the order in which members speak."""
    found = play("round", "chair_scores")
    meeting = open_meeting(found.lead, REF)
    for one in meeting.agenda:
        assert meeting.members[one.speaking[-1]] == LEAD
        assert sorted(one.speaking) == sorted(meeting.members)


def test_a_decision_is_the_panels_own_and_leaves_the_sheets_alone() -> None:
    found = play("round")
    with found.lead.work() as work:
        before = work.sheets.of(REF)
    found.decide("alpha", "8")
    with found.lead.work() as work:
        assert work.sheets.of(REF) == before
    one = open_meeting(found.lead, REF).item_at(cell(found))
    assert one is not None
    assert one.decision is not None
    assert (
        one.decision.present
        == one.decision.agrees
        == tuple(open_meeting(found.lead, REF).members.values())
    )
    assert one.counts
    assert sorted(score.score for score in one.scores.values()) == ["10", "6", "8"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"score": "7"}, "not on the scale"),
        ({"score": ""}, "not on the scale"),
        ({"reason": ""}, "at least 3 words"),
        ({"reason": "too short"}, "at least 3 words"),
        ({"score": "2", "outside_reason": " "}, "Nobody gave 2"),
        ({"present": (ANN, BEN)}, CAS),
        ({"present": (ANN, BEN, STRANGER)}, STRANGER),
        ({"agrees": (ANN, LEAD)}, LEAD),
        ({"item": "chances"}, "not on the agenda"),
        ({"lot": "2"}, "not on the agenda"),
        ({"candidate": "Q0"}, "not on the agenda"),
    ],
    ids=str,
)
def test_a_decision_against_the_rules_is_refused(change: dict[str, Any], says: str) -> None:
    """R-49: among others, nothing is decided while a member is absent."""
    found = play("round")
    given = {"lot": "1", "candidate": found.codes["alpha"], "item": "A1", "score": "8",
             "reason": "We all agreed on this"}  # fmt: skip
    with pytest.raises(Refused, match=says):
        consensus.record_decision(found.lead, REF, DecisionInput(**(given | change)))
    assert versions(found) == []
    assert "consensus.record" not in found.log()


def test_a_score_nobody_gave_needs_its_own_reason() -> None:
    """R-45: a step that no member gave asks for an extra reason."""
    found = play("round")
    found.decide("alpha", "2", outside_reason="A question answered in the meeting")
    assert versions(found) == [("A1", 1, "2")]


@pytest.mark.parametrize(
    ("variant", "agrees", "counts"),
    [
        ("consensus", (ANN, BEN), False),
        ("majority", (ANN, BEN), True),
        ("majority", (ANN,), False),
        ("consensus", (ANN, BEN, CAS), True),
        ("by_mean", (ANN,), True),
    ],
)
def test_a_minority_counts_as_announced(
    variant: str, agrees: tuple[str, ...], counts: bool
) -> None:
    found = play("round", variant)
    found.decide("alpha", "8", agrees=agrees, remark="Too high, I think")
    one = open_meeting(found.lead, REF).item_at(cell(found))
    assert one is not None
    assert one.counts is counts


def test_a_minority_without_fallback_keeps_the_meeting_open() -> None:
    """R-46: without an announced fallback one dissent keeps the item open."""
    found = play("decided")
    found.decide("alpha", "8", agrees=(ANN, BEN))
    with pytest.raises(Refused, match=f"1 of 6.*{found.codes['alpha']}"):
        consensus.close_meeting(found.lead, REF)
    with pytest.raises(Refused, match=r"meeting .* not closed"):
        ranking.rank_lots(found.lead, REF)


def test_where_the_mean_is_the_fallback_it_is_what_counts() -> None:
    found = play("decided", "by_mean")
    found.decide("alpha", "10", agrees=(ANN,))
    consensus.close_meeting(found.lead, REF)
    [lot] = ranking.rank_lots(found.lead, REF).lots
    [alpha] = [one for one in lot.ranked if one.candidate == found.codes["alpha"]]
    assert alpha.items["A1"] == 8  # the mean of 8, 6 and 10


def test_a_change_is_a_new_version_and_the_old_one_stays() -> None:
    """R-47: a later score is a version with a reason, and both stay."""
    found = play("round")
    found.decide("alpha", "8")
    found.decide("alpha", "6", reason="On second thoughts it is less")
    assert versions(found) == [("A1", 1, "8"), ("A1", 2, "6")]
    one = open_meeting(found.lead, REF).item_at(cell(found))
    assert one is not None
    assert one.decision is not None
    assert one.decision.score == "6"
    assert found.log()[-2:] == ["consensus.record", "consensus.record"]


def test_a_report_with_a_changed_decision_can_be_signed() -> None:
    found = play("decided")
    found.decide("alpha", "6", reason="On second thoughts it is less")
    for stage in ("closed", "identified", "reported", "signed"):
        getattr(panels, f"_{stage}")(found)
    signed = found.log(CAS)
    assert signed[-1] == "report.sign"
    assert REPORT in found.files.content


def test_a_closed_meeting_takes_nothing_more() -> None:
    found = play("closed")
    before = found.databases[LEAD].state
    with pytest.raises(Refused, match="was closed on"):
        found.decide("alpha", "6")
    first = consensus.close_meeting(found.lead, REF)
    assert first.closed_at
    assert found.databases[LEAD].state is before


def test_what_all_agree_on_can_be_recorded_together() -> None:
    found = play("scored")
    for name in ASSESSORS[:3]:
        for item in ("A1", "B1"):
            mine = next(
                s for s in found.scores(name)
                if (s.candidate, s.item) == (found.codes["bravo"], item)
            )  # fmt: skip
            scoring.save_score(found.desk(name), REF, mine.model_copy(update={"score": "6"}))
    for stage in ("sealed", "merged", "round"):
        getattr(panels, f"_{stage}")(found)
    assert consensus.record_unanimous(found.lead, REF, "We all agreed on this") == 2
    assert consensus.record_unanimous(found.lead, REF, "We all agreed on this") == 0
    assert open_meeting(found.lead, REF).decided == 2


def test_where_the_mean_counts_there_is_nothing_to_decide() -> None:
    found = play("round", "mean")
    with pytest.raises(Refused, match="takes no decisions"):
        found.decide("alpha", "8")


# files of decisions


def rows(found: Play, *scores: str) -> bytes:
    lines = [
        f"1,{found.codes['alpha']},{item},{score},We all agreed on this,,,,,"
        for item, score in zip(("A1", "B1"), scores, strict=False)
    ]
    return "\n".join([HEADER, *lines]).encode()


def test_decisions_are_loaded_all_or_none() -> None:
    found = play("round")
    with pytest.raises(HasProblems) as caught:
        consensus.load_decisions(found.lead, REF, rows(found, "8", "2"))
    assert len(caught.value.problems) == 1
    assert versions(found) == []
    assert consensus.load_decisions(found.lead, REF, rows(found, "8", "6")) == 2
    assert len(versions(found)) == 2


def test_a_file_that_is_no_table_decides_nothing() -> None:
    found = play("round")
    with pytest.raises((Unreadable, HasProblems)):
        consensus.load_decisions(found.lead, REF, b"\x00\xff")
