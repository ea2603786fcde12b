"""Later rounds, from issue to verify: re-assessment, late candidate, Delphi, replacement.

R-15, R-35, R-43; edge cases 11, 12, 14 and 24.
"""

from dataclasses import replace

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.record import PackageEntry, SheetEntry
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.rounds import RoundPlan
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import (
    admitting,
    confirming,
    consensus,
    gates,
    inviting,
    issuing,
    kept_packages,
    meeting,
    merging,
    opening_package,
    overview,
    panel,
    panel_changes,
    ranking,
    reporting,
    scoring,
)
from tests import panels
from tests.later_rounds import (
    DISCUSSED,
    REDO,
    WORSE,
    hold,
    issue,
    let_in,
    merge_and_open,
    package_file,
    report,
    score_and_seal,
)
from tests.panels import (
    ASSESSORS,
    LATE,
    OUT,
    REASON,
    REF,
    REPORT,
    SECOND,
    STRANGER,
    Play,
    person,
    play,
)

ANN, BEN, CAS = ASSESSORS[:3]


def ranks(found: Play) -> dict[str, int | None]:
    """The rank of every candidate, by its id."""
    names = {code: name for name, code in found.codes.items()}
    [lot] = ranking.rank_lots(found.lead, REF).lots
    return {names[one.candidate]: one.rank for one in lot.ranked}


def flaws(found: Play) -> dict[str, str]:
    """What `verify` finds wrong in the record of the report."""
    checks = check_record(found.record(), SshSignatures().verify)
    return {check.check: str(check.sentence) for check in checks if check.ok is not True}


def replaced(found: Play, old: str, new: str, effect: str = "kept") -> None:
    """Let somebody new take a seat."""
    found.declare(new)
    found.add(new, "alternate")
    panel.confirm_card(found.lead, REF, new)
    panel_changes.replace_member(
        found.lead,
        REF,
        old,
        new,
        reason="Court order",
        effect=effect,  # type: ignore[arg-type]  # one of two words
    )
    found.confirm_all()


def decided_anew(found: Play, item: str = "A1") -> None:
    """Decide the cells of a re-assessment and close."""
    for candidate, score in (("alpha", "2"), ("bravo", "8"), ("charlie", "4")):
        found.decide(candidate, score, item)
    consensus.close_meeting(found.lead, REF)


def reassessed() -> Play:
    found = play("closed")
    replaced(found, CAS, STRANGER)
    hold(found, REDO, (ANN, BEN, STRANGER), WORSE)
    return found


def test_some_items_are_assessed_again_and_the_new_decisions_count() -> None:
    found = play("closed")
    assert ranks(found) == {"alpha": 1, "bravo": 2, "charlie": 3}
    replaced(found, CAS, STRANGER)
    package = issue(found, REDO)
    assert {item for _, _, item in package.cells()} == {"A1"}
    assert {entry.name for entry in package.scoring_members()} == {ANN, BEN, STRANGER}
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    score_and_seal(found, (ANN, BEN, STRANGER), WORSE)
    merge_and_open(found, (ANN, BEN, STRANGER))
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    decided_anew(found)
    assert ranks(found) == {"bravo": 1, "alpha": 2, "charlie": 3}


def test_the_old_round_is_kept_and_the_report_holds_both() -> None:
    found = reassessed()
    decided_anew(found)
    report(found)
    assert flaws(found) == {}
    record = found.record()
    assert [entry.package.round for entry in record.entries(PackageEntry)] == [1, 2]
    assert len(record.entries(SheetEntry)) == 6
    reporting.sign_report(found.lead, REPORT)
    for name in (ANN, BEN, CAS, STRANGER):
        assert reporting.sign_report(found.desk(name), REPORT).own_sheet_is_identical


def test_who_is_new_in_a_round_never_receives_an_old_score() -> None:
    """R-35, edge case 12: the laptop of a new member holds nothing of the round before."""
    found = reassessed()
    state = found.databases[STRANGER].state
    opened = person(STRANGER).decrypt(found.files.content[package_file(2)])
    with found.desk(STRANGER).work() as work:
        assert [stored.round for stored in work.packages.of(REF)] == [2]
        assert {draft.score.item for draft in work.drafts.of(REF)} == {"A1"}
        assert not work.sheets.of(REF)
        assert not work.decisions.of(REF)
    with found.lead.work() as work:
        old = [sheet.inner for sheet in work.sheets.of(REF, "main", "1")]
        decisions = [decision.reason for decision in work.decisions.of(REF, "main", "1")]
    held = b"".join([opened, *state.documents.values()])
    for secret in (*old, *decisions):
        assert secret.encode() not in held


def test_who_left_cannot_read_the_new_package() -> None:
    found = play("closed")
    replaced(found, CAS, STRANGER)
    issue(found, REDO)
    with pytest.raises(Unreadable):
        person(CAS).decrypt(found.files.content[package_file(2)])


def test_the_meeting_of_a_round_shows_what_was_given_in_it() -> None:
    found = reassessed()
    now = meeting.open_meeting(found.lead, REF)
    assert now.package.round == 2
    assert sorted(now.members.values()) == sorted((ANN, BEN, STRANGER))
    assert {item.cell[2] for item in now.agenda} == {"A1"}
    names = {code: name for name, code in found.codes.items()}
    given = {names[item.cell[1]]: set(item.spread.scores.values()) for item in now.agenda}
    assert given == {"alpha": {"2"}, "bravo": {"8"}, "charlie": {"4"}}
    before = meeting.open_meeting(found.lead, REF, number=1)
    assert {item.cell[2] for item in before.agenda} == {"B1"}
    assert before.is_closed


def test_a_sheet_of_the_old_round_cannot_be_changed_in_the_record() -> None:
    found = reassessed()
    decided_anew(found)
    report(found)
    record = found.record()
    leaves = list(record.leaves)
    place = next(
        n for n, leaf in enumerate(leaves)
        if isinstance(leaf.entry, SheetEntry) and leaf.entry.sheet.round == 1
    )  # fmt: skip
    entry = leaves[place].entry
    assert isinstance(entry, SheetEntry)
    inner = entry.sheet.inner.replace(REASON, "measured and badly founded", 1)
    sheet = entry.sheet.model_copy(update={"inner": inner})
    leaves[place] = leaves[place].model_copy(
        update={"entry": entry.model_copy(update={"sheet": sheet})}
    )
    changed = record.model_copy(update={"leaves": tuple(leaves)})
    bad = {c.check for c in check_record(changed, SshSignatures().verify) if c.ok is False}
    assert {"container", "seals"} <= bad


def test_members_see_the_newest_round_that_they_have_not_sealed() -> None:
    found = play("closed")
    issue(found, REDO)
    desk = found.desk(ANN)
    opening_package.open_package(desk, found.files.content[package_file(2)])
    assert scoring.open_desktop(desk, REF).package.round == 2
    old = scoring.open_desktop(desk, REF, number=1)
    assert (old.package.round, bool(old.sealed_code)) == (1, True)
    assert overview.list_work(desk)[0].phase == "scoring"


@pytest.mark.parametrize(
    ("stage", "plan", "says"),
    [
        ("merged", REDO, "seal|open"),
        ("round", REDO, "close"),
        ("closed", RoundPlan("reassessment", " "), "Say why"),
        ("closed", RoundPlan("reassessment", "R", items=("Z9",)), "nothing to score for Z9"),
        ("closed", RoundPlan("delphi", "R"), "is decided"),
        ("round", RoundPlan("delphi", "R"), "0 Delphi rounds"),
        ("closed", RoundPlan("late_candidate", "R"), "No candidate"),
        ("closed", RoundPlan(), "already issued"),
    ],
)
def test_a_round_that_cannot_follow_is_refused(stage: str, plan: RoundPlan, says: str) -> None:
    found = play(stage)
    with pytest.raises(Refused, match=says):
        issuing.issue_packages(found.lead, REF, OUT, plan)


def test_another_number_than_the_next_is_refused() -> None:
    with pytest.raises(Refused, match="next round of panel main is 2"):
        issuing.issue_packages(play("closed").lead, REF, OUT, REDO, 3)


def test_a_conflict_found_late_lets_a_replacement_score_blind() -> None:
    """Edge case 11: the scores are void, the others' stay, all is decided anew."""
    found = play("round")
    replaced(found, CAS, STRANGER, "void")
    plan = RoundPlan("replacement", "Interest found after the opening")
    given = {"alpha": ("6",), "bravo": ("6",), "charlie": ("6",)}
    package = hold(found, plan, (STRANGER,), given)
    assert [entry.name for entry in package.scoring_members()] == [STRANGER]
    assert {entry.name for entry in package.counting_members()} == {ANN, BEN, STRANGER}
    now = meeting.open_meeting(found.lead, REF)
    assert sorted(now.members.values()) == sorted((ANN, BEN, STRANGER))
    names = {code: name for name, code in found.codes.items()}
    cell = next(i for i in now.agenda if names[i.cell[1]] == "alpha" and i.cell[2] == "A1")
    assert {now.members[k]: s for k, s in cell.spread.scores.items()} == {
        ANN: "8", BEN: "6", STRANGER: "6",
    }  # fmt: skip
    panels._decided(found)
    panels._closed(found)
    assert ranks(found) == {"alpha": 1, "bravo": 2, "charlie": 3}
    report(found)
    assert flaws(found) == {}


def test_a_late_candidate_is_scored_in_a_round_of_its_own() -> None:
    """Edge case 14: late by a failure of the platform, let in by two persons."""
    found = play("closed")
    plan = let_in(found)
    code = found.codes[LATE]
    assert code
    assert len(set(found.codes.values())) == len(found.codes)
    package = hold(found, plan, (ANN, BEN, CAS), {LATE: ("10", "10", "10")})
    assert {cell[1] for cell in package.cells()} == {code}
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    found.decide(LATE, "10")
    found.decide(LATE, "10", "B1")
    consensus.close_meeting(found.lead, REF)
    assert ranks(found) == {LATE: 1, "alpha": 2, "bravo": 3, "charlie": 4}
    report(found)
    assert flaws(found) == {}


def test_members_declare_again_before_a_late_candidate_is_scored() -> None:
    """R-10: against the list with the new name in it, with the same keys on a newer card."""
    found = play("closed")
    act = admitting.ask_admission(found.lead, REF, LATE, reason="The platform failed")
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    plan = RoundPlan("late_candidate", "The platform failed")
    with pytest.raises(Refused, match=r"must declare again: .*Ann One"):
        issuing.issue_packages(found.lead, REF, OUT, plan)
    old_card = found.files.content[found.card(ANN)]
    inviting.invite_panel(found.lead, REF, OUT)
    with pytest.raises(Refused):
        panel.add_member(found.lead, REF, old_card, "assessor")
    found.declare(ANN)
    found.add(ANN, "assessor")
    with found.lead.work() as work:
        [renewal] = work.register.of(REF, "renewal")
        member = work.members.get(REF, person(ANN).sign_key)
    assert isinstance(renewal, Renewal)
    assert member is not None
    assert member.declaration.declaration.version == 2
    assert renewal.declaration.declaration.version == 1
    assert renewal.before.signed.card.release == member.entry.signed.card.release
    assert not member.confirmed
    with pytest.raises(Refused):
        panel.add_member(found.lead, REF, found.files.content[found.card(ANN)], "chair")


def test_who_is_let_in_before_the_issue_is_scored_with_the_others() -> None:
    found = play("carded")
    let_in(found)
    issuing.issue_packages(found.lead, REF, OUT)
    with found.lead.work() as work:
        assert not work.register.of(REF, "renewal")
        [stored] = work.packages.of(REF)
        cells = kept_packages.load_package(work, stored).cells()
    assert found.codes[LATE] in {code for _, code, _ in cells}


def test_a_gate_of_who_was_let_in_can_still_be_judged() -> None:
    found = play("closed")
    let_in(found)
    gates.judge_gate(found.lead, REF, LATE, "V-1", "accepted", reason="Seen again")
    with pytest.raises(Refused):
        gates.judge_gate(found.lead, REF, "alpha", "V-1", "accepted", reason="Seen again")


def test_an_application_that_was_in_time_cannot_be_let_in() -> None:
    with pytest.raises(Refused, match="not an application that was kept out"):
        admitting.ask_admission(play("closed").lead, REF, "alpha", reason="R")


def test_after_discussion_members_score_again_in_private() -> None:
    """R-43, edge case 24: with the mean the second score counts, also where it is lower."""
    found = play("round", "delphi")
    assert ranks(found)["alpha"] == 1
    package = issue(found, DISCUSSED)
    with pytest.raises(Refused, match="seal"):
        ranking.rank_lots(found.lead, REF)
    score_and_seal(found, (ANN, BEN, CAS), WORSE)
    merge_and_open(found, (ANN, BEN, CAS))
    assert package.kind == "delphi"
    assert ranks(found) == {"bravo": 1, "charlie": 2, "alpha": 3}
    with pytest.raises(Refused, match="one Delphi"):
        issuing.issue_packages(found.lead, REF, OUT, DISCUSSED)
    report(found)
    assert flaws(found) == {}


def test_what_a_later_round_leaves_is_decided_in_the_round_before() -> None:
    """R-43: only A1 is scored again, so that each round has a meeting of its own."""
    found = play("round", "discussed")
    hold(found, replace(DISCUSSED, items=("A1",)), (ANN, BEN, CAS), WORSE)
    with pytest.raises(Refused, match="not on the agenda"):
        found.decide("alpha", "2")
    for candidate, score in (("alpha", "8"), ("bravo", "6"), ("charlie", "4")):
        found.decide(candidate, score, "B1")
    assert consensus.close_meeting(found.lead, REF).round == 1
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    decided_anew(found)
    assert ranks(found) == {"bravo": 1, "alpha": 2, "charlie": 3}
    report(found)
    assert flaws(found) == {}


def test_scores_that_become_void_after_two_rounds_are_decided_anew_in_both() -> None:
    """Edge case 11, after a re-assessment: the meetings of both rounds are taken up again."""
    found = play("closed")
    hold(found, REDO, (ANN, BEN, CAS), WORSE)
    decided_anew(found)
    replaced(found, CAS, STRANGER, "void")
    with pytest.raises(Refused):
        ranking.rank_lots(found.lead, REF)
    plan = RoundPlan("replacement", "Interest found afterwards")
    given = {"alpha": ("2",), "bravo": ("8",), "charlie": ("4",)}
    package = hold(found, plan, (STRANGER,), given, 3)
    assert {item for _, _, item in package.cells()} == {"A1", "B1"}
    panels._decided(found)
    panels._closed(found)
    assert ranks(found) == {"alpha": 1, "bravo": 2, "charlie": 3}
    report(found)
    assert flaws(found) == {}


def test_the_organiser_sees_what_a_later_round_waits_for() -> None:
    found = play("closed")
    issue(found, REDO)
    [item] = overview.list_work(found.lead)[:1]
    assert item.phase == "sealing"
    assert {status.name for status in merging.merge_status(found.lead, REF) if status.scores} == {
        ANN, BEN, CAS,
    }  # fmt: skip


def test_the_seal_of_a_round_is_known_by_its_round() -> None:
    found = play("closed")
    issue(found, REDO)
    again = merging.merge_seals(found.lead, REF, [found.seal(ANN)])
    assert again.files[0].verdict == "already_here"
    assert set(again.waiting_for) == {ANN, BEN, CAS}
