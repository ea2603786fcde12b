"""Conflicts, recusals and replacements played out (R-11 to R-15, R-41; edge cases 9 to 11)."""

from typing import Any

import pytest

from evalpanel.domain.acts import Act
from evalpanel.domain.errors import NotForMe, Refused, WrongUsage
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.panel_changes import Replacement
from evalpanel.domain.people import Conflict
from evalpanel.language import catalogue
from evalpanel.usecases import (
    confirming,
    conflicts,
    consensus,
    gates,
    issuing,
    opening_package,
    overview,
    panel,
    panel_changes,
    ranking,
    scoring,
)
from evalpanel.usecases.acts import open_acts
from evalpanel.usecases.meeting import open_meeting
from evalpanel.usecases.verification import verify_report
from tests import panels
from tests.panels import (
    ADMITTED,
    ASSESSORS,
    LEAD,
    OUT,
    REF,
    REPORT,
    SECOND,
    SECRET,
    Play,
    person,
    play,
)

ANN, BEN, CAS, DEE = ASSESSORS[:4]
INTEREST = Conflict(name="alpha Care", what="My brother works there")


def with_interest(variant: str = "consensus", name: str = ANN) -> Play:
    """All cards are in; one member has declared an interest."""
    found = play("carded", variant)
    found.clock.move(minutes=5)
    found.declare(name, [INTEREST])
    found.add(name, "observer" if name == SECOND else "assessor")
    return found


def decide(found: Play, measure: str, name: str = ANN, **changes: Any) -> None:
    given = {"measure": measure, "facts": "He is a director", "reason": "It would look partial"}
    conflicts.decide_case(found.lead, REF, name, INTEREST.name, **(given | changes))


def alternate(found: Play, name: str = DEE) -> None:
    found.declare(name)
    found.add(name, "alternate")


def package_of(found: Play) -> PackageV1:
    data = person(BEN).decrypt(found.files.content[found.package])
    return PackageV1.from_document(found.lead.containers.unpack(data, PACKAGE_NAMESPACE).manifest)


def issue(found: Play) -> PackageV1:
    issuing.issue_packages(found.lead, REF, OUT)
    return package_of(found)


# before the issue


def test_nothing_is_issued_while_a_case_is_open() -> None:
    """R-11: the case is named."""
    found = with_interest()
    with pytest.raises(Refused, match=f"interest of {ANN} in alpha Care is not decided"):
        issue(found)
    decide(found, "none")
    assert len(issue(found).scoring_members()) == 3
    [case] = conflicts.list_cases(found.lead, REF)
    assert case.decided is not None
    assert (case.decided.facts, case.decided.decided_by) == ("He is a director", LEAD)


def test_the_interest_of_somebody_who_keeps_the_minutes_is_a_case_too() -> None:
    """R-10, R-11."""
    found = with_interest(name=SECOND)
    with pytest.raises(Refused, match=f"interest of {SECOND}"):
        issue(found)


@pytest.mark.parametrize("measure", ["recusal", "replacement"])
def test_who_is_recused_receives_no_package_and_learns_no_code(measure: str) -> None:
    """R-12, never 9: with one lot the recusal is whole, and a replacement takes the seat."""
    found = with_interest()
    decide(found, measure)
    with pytest.raises(Refused, match="Lot 1 has 2 of 3 members"):
        issue(found)
    alternate(found)
    panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="She has an interest")
    package = issue(found)
    assert {e.name for e in package.scoring_members()} == {BEN, CAS, DEE}
    assert ANN not in {entry.name for entry in package.roster}
    with pytest.raises(NotForMe, match="meant for somebody else") as told:
        opening_package.open_package(found.desk(ANN), found.files.content[found.package])
    assert "you have no part in it any more" in str(told.value.hint)
    [item] = overview.list_work(found.desk(ANN))
    assert "you have no part any more" in str(item.next_step)
    with pytest.raises(Refused, match="you have no part any more"):
        scoring.open_desktop(found.desk(ANN), REF)
    assert SECRET not in package.canonical().decode()


def test_a_panel_goes_on_with_the_announced_minimum_but_not_below() -> None:
    """R-12, R-14: `continue_if_at_least = 2`."""
    found = with_interest("recusal")
    decide(found, "recusal")
    assert {e.name for e in issue(found).scoring_members()} == {BEN, CAS}
    other = with_interest("recusal")
    decide(other, "replacement")
    with pytest.raises(Refused, match="has 2 of 3"):
        issue(other)


def test_with_several_lots_only_the_lots_of_the_candidate_are_left() -> None:
    """R-12: a replacement for one lot; the member goes on in the other."""
    found = play("carded", "lots")
    alternate(found)
    panel_changes.recuse_member(found.lead, REF, ANN, reason="Recognised a plan", lots=["2"])
    panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Takes lot 2")
    package = issue(found)
    names = {entry.key: entry.name for entry in package.roster}
    who = {
        lot: {names[a.member] for a in package.assignments if a.lot == lot} for lot in ("1", "2")
    }
    assert who == {"1": {ANN, BEN, CAS}, "2": {DEE, BEN, CAS}}


def test_a_candidate_is_excluded_by_a_failed_gate_only() -> None:
    """R-11: the case records the measure, two persons fail the gate."""
    found = with_interest()
    decide(found, "exclusion")
    with pytest.raises(Refused, match="is still admitted"):
        issue(found)
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="Unfair advantage")
    found.confirm_all()
    package = issue(found)
    assert len(package.scoring_members()) == 3
    assert found.codes["alpha"] not in {c for a in package.assignments for c in a.candidates}


def test_nobody_decides_on_his_or_her_own_interest() -> None:
    """R-11: the process lead's is decided by the second person."""
    found = with_interest(name=ANN)
    found.declare(LEAD, [INTEREST])
    found.add(LEAD, "chair")
    decide(found, "none")
    decide(found, "none", LEAD)
    decide(found, "none", LEAD, reason="On better words")
    assert [case.is_open for case in conflicts.list_cases(found.lead, REF)] == [True, False]
    with found.lead.work() as work:
        [act] = open_acts(work, REF)
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, act.id, person(LEAD))
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    cases = {case.member_name: case for case in conflicts.list_cases(found.lead, REF)}
    decided = cases[LEAD].decided
    assert decided is not None
    assert (decided.decided_by, decided.reason) == (SECOND, "On better words")
    issue(found)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"facts": " "}, "reason is required"),
        ({"reason": ""}, "reason is required"),
        ({"measure": "recusal", "lots": ["9"]}, "no lot 9"),
    ],
    ids=str,
)
def test_a_case_is_decided_with_facts_and_a_known_measure(
    change: dict[str, Any], says: str
) -> None:
    """R-11."""
    found = with_interest()
    with pytest.raises(WrongUsage, match="not a measure"):
        decide(found, "shrug")
    with pytest.raises(Refused, match=says):
        decide(found, **({"measure": "none"} | change))
    with pytest.raises(Refused, match="no declared or alleged interest in Bravo"):
        conflicts.decide_case(found.lead, REF, ANN, "Bravo", measure="none", facts="F", reason="R")


def test_an_interest_can_be_alleged_and_is_a_case_then() -> None:
    """R-11: the complainant need not prove bias."""
    found = play("carded")
    with pytest.raises(Refused, match="neither a candidate nor"):
        conflicts.raise_case(found.lead, REF, BEN, "Nobody", what="Shares", alleged_by="Bravo")
    conflicts.raise_case(found.lead, REF, BEN, "Alpha", what="Shares", alleged_by="Bravo Ltd")
    with pytest.raises(Refused, match=f"interest of {BEN} in Alpha"):
        issue(found)


@pytest.mark.parametrize(
    ("old", "new", "lots", "says"),
    [
        (ANN, BEN, (), "one seat only"),
        (ANN, ANN, (), "cannot take a seat"),
        (ANN, SECOND, (), "cannot take a seat"),
        (SECOND, DEE, (), "does not score"),
        (ANN, "Nobody", (), "has no card"),
        (ANN, DEE, ("9",), "no lot 9"),
    ],
)
def test_a_replacement_is_somebody_with_a_card_and_no_seat(
    old: str, new: str, lots: tuple[str, ...], says: str
) -> None:
    """R-15."""
    found = play("carded")
    alternate(found)
    with pytest.raises(Refused, match=says):
        panel_changes.replace_member(found.lead, REF, old, new, reason="Ill", lots=lots)


def test_who_took_a_seat_in_one_lot_takes_the_rest_of_it_and_no_other_seat() -> None:
    """R-15: a panel with one alternate is not stuck when the lots are named one by one."""
    found = play("carded", "lots")
    alternate(found)
    panel_changes.recuse_member(found.lead, REF, ANN, reason="Knows them")
    for lot in ("2", "1"):
        panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Steps in", lots=[lot])
    for old, lot in ((ANN, "1"), (BEN, "2")):
        with pytest.raises(Refused, match="one seat only"):
            panel_changes.replace_member(found.lead, REF, old, DEE, reason="Again", lots=[lot])
    issue(found)


def test_who_is_recused_cannot_replace_in_the_same_lot() -> None:
    """R-12, R-15."""
    found = play("carded")
    alternate(found)
    panel_changes.recuse_member(found.lead, REF, DEE, reason="Knows them")
    with pytest.raises(Refused, match="is recused from a lot"):
        panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Ill")


def test_a_member_sees_from_which_lots_he_or_she_is_recused_and_no_code() -> None:
    """R-12, R-39, never 9: recused is a state of its own, and shows nothing but the lot."""
    found = play("carded", "lots")
    alternate(found)
    panel_changes.recuse_member(found.lead, REF, ANN, reason="Recognised a plan", lots=["2"])
    panel_changes.replace_member(found.lead, REF, ANN, DEE, reason="Takes lot 2")
    issue(found)
    for name, lots in ((ANN, ("2",)), (DEE, ("1",)), (BEN, ())):
        data = found.files.content[found.package]
        opening_package.open_package(found.desk(name), data)
        desktop = scoring.open_desktop(found.desk(name), REF)
        assert desktop.recused_lots == lots
        assert not {cell[0] for cell in desktop.cells} & set(lots)


# between issue and opening


def test_who_has_sealed_stays_until_the_round_is_open() -> None:
    """R-41: what was sealed is locked behind all; the sentence says what to do."""
    found = play("merged")
    with pytest.raises(Refused, match="has sealed, and the round is not open yet"):
        panel_changes.recuse_member(found.lead, REF, ANN, reason="Found out")


@pytest.mark.parametrize("stage", ["issued", "sealed"])
def test_who_leaves_a_package_that_is_out_does_so_by_the_word_of_two(stage: str) -> None:
    """`trust.md` 2.4: before a seal is in; the others get a revision."""
    found = play(stage)
    recuse(found, ANN, reason="Found out")
    assert "panel.recuse" in found.log()


# after the opening


def recuse(found: Play, name: str, **given: Any) -> None:
    """Recuse somebody who scored: an act of two persons."""
    act = panel_changes.recuse_member(found.lead, REF, name, **given)
    assert isinstance(act, Act)
    found.confirm_all()


def test_a_conflict_found_after_the_reveal_voids_and_blocks_the_lot() -> None:
    """Edge case 11, R-12: without announced minimum the lot waits for a replacement."""
    found = play("decided")
    recuse(found, ANN, reason="A brother works there")
    meeting = open_meeting(found.lead, REF)
    assert set(meeting.members.values()) == {BEN, CAS}
    assert meeting.decided == 0
    assert not meeting.is_complete
    with pytest.raises(Refused, match="waits until an approved replacement"):
        found.decide("alpha", "8")
    with pytest.raises(Refused, match=r"not decided|approved replacement"):
        consensus.close_meeting(found.lead, REF)


def test_a_closed_meeting_is_taken_up_again_when_scores_become_void() -> None:
    """Edge case 11: with an announced minimum the others decide anew, and the record verifies."""
    found = play("closed", "recusal")
    recuse(found, ANN, reason="A brother works there")
    assert "consensus.reopen" in found.log()
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    with pytest.raises(Refused, match=f"{ANN}.*left the panel"):
        found.decide("alpha", "8", present=(ANN, BEN, CAS))
    for candidate in ADMITTED:
        for item in ("A1", "B1"):
            score = open_score(found, candidate, item)
            found.decide(candidate, score, item)
    consensus.close_meeting(found.lead, REF)
    for stage in ("identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    desk = found.lead
    data = found.files.content[REPORT]
    done = verify_report(data, (), desk.paper, desk.signatures, catalogue("en"))
    checks = {check.check: check.ok for check in done.checks}
    assert checks.pop("signatures") is False
    assert False not in checks.values()


def open_score(found: Play, candidate: str, item: str) -> str:
    one = open_meeting(found.lead, REF).item_at(("1", found.codes[candidate], item))
    assert one is not None
    assert ANN not in one.required
    return next(iter(one.spread.scores.values()))


def test_void_scores_leave_the_mean() -> None:
    """R-15: 8, 6 and 10 for alpha; without the 8 the mean is 8, without the 10 it is 7."""
    for name, total in ((ANN, 16), (CAS, 14)):
        found = play("round", "recusal_mean")
        recuse(found, name, reason="A brother works there")
        [lot] = ranking.rank_lots(found.lead, REF).lots
        [alpha] = [one for one in lot.ranked if one.candidate == found.codes["alpha"]]
        assert alpha.total == total


def test_a_mean_with_too_few_scores_is_no_ranking() -> None:
    """R-12, R-39: recused is not 0 and not skipped."""
    found = play("round", "mean")
    recuse(found, ANN, reason="A brother works there")
    with pytest.raises(Refused, match="waits until an approved replacement"):
        ranking.rank_lots(found.lead, REF)


def test_who_fell_ill_keeps_the_scores_and_need_not_be_present() -> None:
    """Edge case 9, R-15: effect kept."""
    found = play("round")
    recuse(found, ANN, reason="In hospital", effect="kept")
    found.decide("alpha", "8")
    one = open_meeting(found.lead, REF).item_at(("1", found.codes["alpha"], "A1"))
    assert one is not None
    assert one.decision is not None
    assert set(one.decision.present) == {BEN, CAS}
    assert len(one.scores) == 3
    assert one.counts


def test_an_alternate_can_still_come_for_a_later_round() -> None:
    """R-15: nobody else joins after the issue."""
    found = play("round")
    recuse(found, ANN, reason="A brother works there")
    alternate(found)
    act = panel_changes.replace_member(
        found.lead, REF, ANN, DEE, reason="Takes the seat", approved_by="The mandate holder",
        candidates_informed=True,
    )  # fmt: skip
    assert isinstance(act, Act)
    found.confirm_all()
    with found.lead.work() as work:
        [done] = (e for e in work.register.of(REF) if isinstance(e, Replacement))
    assert (done.approved_by, done.candidates_informed) == ("The mandate holder", True)
    [late] = [one for one in panel.list_members(found.lead, REF) if one.entry.name == DEE]
    assert late.entry.roles == ("alternate",)
    with pytest.raises(Refused):
        found.add(DEE, "assessor")
