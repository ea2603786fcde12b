"""Applications: received, opened by two persons, and who reaches the panel."""

from typing import Any

import pytest

from evalpanel.domain.errors import HasProblems, Refused
from evalpanel.usecases import applications, confirming, gates, tenders
from evalpanel.usecases.acts import open_acts
from tests import panels
from tests.domain.test_verification import no
from tests.panels import (
    ADMITTED,
    FAILED,
    IN,
    LATE,
    LEAD,
    REF,
    SECOND,
    UNJUDGED,
    Play,
    an_application,
    candidates_file,
    person,
    play,
    the_applications,
)


def standings(found: Play) -> dict[str, str]:
    return {
        applicant.application.id: applicant.admissions[0].standing
        for applicant in applications.list_applicants(found.lead, REF)
    }


def waiting(found: Play) -> list[str]:
    with found.lead.work() as work:
        return [act.id for act in open_acts(work, REF)]


def test_each_application_gets_one_standing() -> None:
    assert standings(play("judged")) == {
        **dict.fromkeys(ADMITTED, "admitted"),
        FAILED: "excluded",
        UNJUDGED: "open",
        LATE: "late",
    }


def test_a_late_one_is_registered_but_stays_closed() -> None:
    found = play("opened")
    late = next(
        a.application
        for a in applications.list_applicants(found.lead, REF)
        if a.application.id == LATE
    )
    assert late.late
    assert late.code == ""
    assert [(one.sha256 != "", one.pages) for one in late.dossiers] == [(True, 0), (True, 0)]
    with pytest.raises(Refused, match=f"no opened application {LATE}"):
        gates.judge_gate(found.lead, REF, LATE, "V-1", "accepted", reason="Late")


def test_a_dossier_that_is_not_read_keeps_everything_out() -> None:
    found = play("locked")
    bad = an_application("alpha", dossiers={"plan": "alpha/plan.pdf"})
    missing = an_application("bravo", dossiers={"plan": "bravo/nowhere.md"})
    found.files.content[IN / "alpha" / "plan.pdf"] = b"MZ not a PDF"
    with pytest.raises(HasProblems) as caught:
        applications.receive_applications(
            found.lead, REF, candidates_file([bad, missing, an_application("charlie")]), IN
        )
    assert [problem.path for problem in caught.value.problems] == [
        "alpha.dossiers.plan",
        "bravo.dossiers.plan",
    ]
    assert applications.list_applicants(found.lead, REF) == ()


def test_a_dossier_that_is_not_scored_is_only_registered() -> None:
    found = play("locked")
    odd = an_application("alpha", dossiers={"plan": "alpha/plan.md", "chances": "alpha/x.pdf"})
    found.files.content[IN / "alpha" / "x.pdf"] = b"nothing anybody reads"
    [one] = applications.receive_applications(found.lead, REF, candidates_file([odd]), IN)
    chances = one.dossiers[1]
    assert (chances.read, chances.media, chances.pages) == (False, "", 0)


def test_missing_evidence_is_named() -> None:
    found = play("locked")
    odd = an_application("alpha")
    odd["evidence"][0]["file"] = "gone.txt"
    odd["evidence"].append({"kind": "policy"})
    with pytest.raises(HasProblems, match=r"alpha\.evidence"):
        applications.receive_applications(found.lead, REF, candidates_file([odd]), IN)
    odd["evidence"].pop(0)
    [one] = applications.receive_applications(found.lead, REF, candidates_file([odd]), IN)
    assert one.evidence[0].sha256 is None


def test_nothing_is_opened_where_nothing_came() -> None:
    with pytest.raises(Refused, match="Nothing was received"):
        applications.ask_opening(play("locked").lead, REF)


def test_nothing_is_opened_before_the_deadline() -> None:
    found = play("received")
    tenders.plan_milestone(found.lead, REF, "deadline", "2026-12-24", "A question came up")
    with pytest.raises(Refused, match="has not passed"):
        applications.ask_opening(found.lead, REF)


def test_an_opening_asked_for_in_time_is_not_confirmed_before_a_later_deadline() -> None:
    found = play("received")
    applications.ask_opening(found.lead, REF)
    tenders.plan_milestone(found.lead, REF, "deadline", "2026-12-24", "A question came up")
    with pytest.raises(Refused, match="has not passed"):
        confirming.confirm(found.lead, REF, "opening", person(SECOND))
    assert waiting(found) == ["opening"]


def test_without_a_deadline_in_the_rules_the_opening_has_no_date() -> None:
    found = play("received")
    with found.lead.work() as work:
        tender = tenders.get_tender(work, REF)
        rules = {key: value for key, value in tender.rules.items() if key != "milestone"}
        work.tenders.put(tender.model_copy(update={"rules": rules}))
        work.commit()
    found.clock.move(days=-365)
    assert applications.ask_opening(found.lead, REF).id == "opening"


def test_one_person_cannot_do_both_halves() -> None:
    found = play("received")
    applications.ask_opening(found.lead, REF)
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, "opening", person(LEAD))
    assert waiting(found) == ["opening"]
    assert set(found.codes.values()) == {""}


def test_an_act_is_done_once() -> None:
    found = play("opened")
    with pytest.raises(Refused, match="were opened on"):
        applications.ask_opening(found.lead, REF)
    with pytest.raises(Refused, match="already confirmed by Sam Second"):
        confirming.confirm(found.lead, REF, "opening", person(SECOND))


def test_an_unknown_act_is_refused_with_those_that_wait() -> None:
    found = play("opened")
    with pytest.raises(Refused, match=f"gate-{FAILED}-G-1-1"):
        confirming.confirm(found.lead, REF, "gate-x", person(SECOND))


def test_after_the_opening_nothing_more_is_received() -> None:
    with pytest.raises(Refused, match="no more can be received"):
        applications.receive_applications(
            play("opened").lead, REF, candidates_file(the_applications()), IN
        )


def test_codes_are_drawn_anew_for_every_opening() -> None:
    """R-30: codes of two openings differ."""
    one, other = play("opened"), play("received")
    other.stage = "another draw"
    applications.ask_opening(other.lead, REF)
    confirming.confirm(other.lead, REF, "opening", person(SECOND))
    assert one.codes != other.codes


# gates


def test_a_failure_waits_for_a_second_person() -> None:
    found = play("judged")
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Refuses")
    assert act is not None
    assert standings(found)["alpha"] == "admitted"
    assert waiting(found) == [act.id]
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    assert standings(found)["alpha"] == "excluded"
    last = gates.list_judgements(found.lead, REF)[-1]
    assert (last.by, last.confirmed_by) == (LEAD, SECOND)


@pytest.mark.parametrize("stage", ["judged", "issued", "closed"])
def test_a_failure_asked_by_mistake_is_withdrawn_by_judging_again(stage: str) -> None:
    found = play(stage)
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Mistake")
    assert act is not None
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "accepted", reason="Meant another")
    assert waiting(found) == []
    assert standings(found)["alpha"] == "admitted"
    assert found.log()[-2:] == ["act.withdraw", "gate.set"]
    with pytest.raises(Refused, match="no act gate-alpha-V-1"):
        confirming.confirm(found.lead, REF, act.id, person(SECOND))
    again = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Now so")
    assert again is not None
    assert waiting(found) == [again.id]


def test_a_withdrawn_act_is_not_in_the_record() -> None:
    found = play("identified")
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Mistake")
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "accepted", reason="Meant another")
    panels._reported(found)
    assert no(found.record()) == {}


def test_a_gate_that_was_mended_can_fail_again() -> None:
    found = play("judged")
    for expected in ("gate-alpha-V-1", "gate-alpha-V-1-again-2", "gate-alpha-V-1-again-3"):
        act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="No")
        assert act is not None
        assert act.id == expected
        confirming.confirm(found.lead, REF, act.id, person(SECOND))
        gates.judge_gate(found.lead, REF, "alpha", "V-1", "accepted", reason="Mended")
        assert standings(found)["alpha"] == "admitted"


def test_a_gate_may_fail_for_one_lot_only() -> None:
    found = play("judged", "lots")
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="No", lot="2")
    assert act is not None
    assert act.id == "gate-alpha-V-1-2"
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    alpha = applications.list_applicants(found.lead, REF)[0]
    assert [one.standing for one in alpha.admissions] == ["admitted", "excluded"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"candidate": "zulu"}, "no opened application zulu"),
        ({"gate_id": "Z-1"}, "There is no gate Z-1"),
        ({"outcome": "met"}, "cannot have the outcome met"),
        ({"outcome": "perhaps"}, "cannot have the outcome"),
        ({"gate_id": "G-1", "outcome": "comparable", "entity": "alpha Ltd"}, "cannot have"),
        ({"gate_id": "G-1", "outcome": "met", "entity": "Nobody Ltd"}, "not judged for Nobody"),
        ({"entity": "alpha Ltd"}, "for the whole application, not for alpha Ltd"),
        ({"gate_id": "G-1", "outcome": "met"}, "each legal entity on its own"),
        ({"gate_id": "G-1", "outcome": "met", "entity": "X"}, "is not judged for X"),
        ({"lot": "7"}, "did not apply for lot 7"),
        ({"reason": " "}, "A reason is required"),
    ],
    ids=str,
)
def test_a_gate_is_judged_as_the_rules_say(change: dict[str, Any], says: str) -> None:
    found = play("judged")
    given: dict[str, Any] = {
        "candidate": "alpha", "gate_id": "V-1", "outcome": "accepted", "reason": "Yes"
    }  # fmt: skip
    with pytest.raises(Refused, match=says):
        gates.judge_gate(found.lead, REF, **(given | change))


def test_no_gate_is_judged_before_the_opening() -> None:
    with pytest.raises(Refused, match="not opened yet"):
        gates.judge_gate(play("received").lead, REF, "alpha", "V-1", "accepted", reason="Yes")


@pytest.mark.parametrize("stage", ["issued", "closed", "identified"])
def test_once_issued_one_person_cannot_take_a_candidate_out(stage: str) -> None:
    found = play(stage)
    for outcome in ("not_judged", "accepted"):
        with pytest.raises(Refused, match="can now only be failed"):
            gates.judge_gate(found.lead, REF, "alpha", "V-1", outcome, reason="Changed my mind")
    assert standings(found)["alpha"] == "admitted"


def test_once_issued_two_persons_still_can() -> None:
    found = play("closed")
    act = gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Withdrew")
    assert act is not None
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    assert standings(found)["alpha"] == "excluded"
