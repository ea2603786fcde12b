"""A revision after a member dropped out: the same sheets, sealed again (`trust.md` 2.4, R-15).

The erratum after the issue is in `test_errata_after_issue`, attacks in `test_dishonest_revisions`.
"""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.domain.revisions import Revision
from evalpanel.usecases import (
    merging,
    panel_changes,
    revising,
    rounds,
    scoring,
    sealing,
)
from tests.panels import ADMITTED, LEAD, OUT, REF, Play, person, play
from tests.revisions import (
    ANN,
    BEN,
    CAS,
    DEE,
    REVISED,
    WHY,
    all_sealed_again,
    come,
    flaws,
    half_sealed,
    open_file,
    package_of,
    replace,
    revise,
    roster_revised,
    score_all,
    seal_file,
    sealed_by,
    to_report,
)


def sealed_code(found: Play, name: str) -> str:
    return scoring.open_desktop(found.desk(name), REF).sealed_code


def test_the_revision_names_who_left_who_came_and_why() -> None:
    found = roster_revised()
    lines = open_file(found, ANN)
    assert f"This is revision 2 of the package: {WHY}" in lines
    assert f"No longer scoring: {CAS}." in lines
    assert any(line.startswith(f"Scoring from now on: {DEE}, with card ") for line in lines)
    assert f"Your sheet under {sealed_code(found, ANN)} stays as it is; seal it once more " in (
        " ".join(lines).replace("for the new panel.", "")
    )


def test_a_revision_changes_nothing_but_the_panel() -> None:
    found = half_sealed()
    before = package_of(found)
    come(found)
    replace(found)
    revise(found)
    after = package_of(found)
    assert (after.revision, after.revises, after.revised_because) == (2, "roster", WHY)
    assert after.cells() == before.cells()
    assert (after.rules, after.dossiers, after.round) == (before.rules, before.dossiers, 1)
    assert {entry.name for entry in after.scoring_members()} == {ANN, BEN, DEE}


def test_the_same_sheet_is_sealed_again_under_the_same_code() -> None:
    found = roster_revised()
    code = sealed_code(found, ANN)
    open_file(found, ANN)
    assert scoring.open_desktop(found.desk(ANN), REF).seal_again
    again = sealing.seal_sheet(found.desk(ANN), REF, OUT)
    assert (again.code, again.file) == (code, seal_file(ANN))
    assert not scoring.open_desktop(found.desk(ANN), REF).seal_again
    assert sealing.seal_sheet(found.desk(ANN), REF, OUT).again


def test_nothing_sealed_can_change_after_a_revision_of_the_panel() -> None:
    found = roster_revised()
    open_file(found, ANN)
    with pytest.raises(Refused, match="is sealed under code"):
        scoring.save_score(found.desk(ANN), REF, found.scores(ANN)[0])


def test_who_had_not_sealed_keeps_what_was_written() -> None:
    found = play("scored")
    sealed_by(found, ANN)
    come(found)
    replace(found)
    revise(found)
    open_file(found, BEN)
    assert not scoring.open_desktop(found.desk(BEN), REF).gaps
    assert [v.verdict for v in sealed_by(found, BEN, revision=2)] == ["accepted"]


def test_the_round_waits_for_every_seal_of_the_new_panel() -> None:
    found = roster_revised()
    assert merging.merge_seals(found.lead, REF, []).waiting_for == tuple(
        entry.name for entry in package_of(found).scoring_members()
    )
    with pytest.raises(Refused, match="Not everybody has sealed"):
        rounds.open_round(found.lead, REF)


def test_a_seal_for_the_panel_before_is_refused() -> None:
    found = roster_revised()
    (verdict,) = merging.merge_seals(found.lead, REF, [found.seal(ANN)]).files
    assert verdict.verdict == "refused"
    assert "for revision 1 of the package; revision 2 was issued" in str(verdict.reason)


def test_a_revised_round_is_opened_decided_and_verified() -> None:
    """Issue 4: a roster revision with re-seal when a member drops out before sealing."""
    found = all_sealed_again(roster_revised())
    found.settle_unjudged()
    to_report(found)
    record = found.record()
    assert flaws(found) == []
    (revision,) = [e for e in record.register() if isinstance(e, Revision)]
    assert {seal.member for seal in revision.seals} == {person(ANN).sign_key, person(BEN).sign_key}
    assert (revision.changes, revision.reason) == ("roster", WHY)


def test_the_new_member_must_be_taken_in_before_the_revision() -> None:
    """R-14: the announced number is a promise, also in a revision."""
    found = half_sealed()
    panel_changes.recuse_member(found.lead, REF, CAS, reason=WHY)
    found.confirm_all()
    with pytest.raises(Refused, match=r"announced with 3 evaluators; 2 score"):
        revise(found)


def test_a_member_whose_seal_is_in_stays() -> None:
    found = half_sealed()
    come(found)
    with pytest.raises(Refused, match="has sealed, and the round is not open"):
        replace(found, ANN)


def test_a_member_who_seals_before_the_second_person_confirms_stays() -> None:
    found = half_sealed()
    come(found)
    panel_changes.replace_member(found.lead, REF, CAS, DEE, reason=WHY)
    sealed_by(found, CAS)
    with pytest.raises(Refused, match="has sealed, and the round is not open"):
        found.confirm_all()


def test_who_must_seal_again_and_cannot_is_replaced_too() -> None:
    found = roster_revised()
    come(found, "Eva Five")
    replace(found, BEN, "Eva Five")
    assert revise(found, "Ben cannot be reached either").name == "T-1-main-1-r3.evpack"
    assert {e.name for e in package_of(found).scoring_members()} == {ANN, DEE, "Eva Five"}


def test_a_member_may_have_missed_a_revision() -> None:
    found = roster_revised()
    come(found, "Eva Five")
    replace(found, BEN, "Eva Five")
    third = revise(found, "Ben cannot be reached either")
    lines = open_file(found, ANN, third)
    assert f"No longer scoring: {BEN}, {CAS}." in lines or f"No longer scoring: {CAS}, {BEN}." in (
        lines
    )
    assert [v.verdict for v in sealed_by(found, ANN, revision=3)] == ["accepted"]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_revision_needs_a_reason(reason: str) -> None:
    found = half_sealed()
    come(found)
    replace(found)
    with pytest.raises(Refused, match="A reason is required"):
        revise(found, reason)


def test_nothing_is_revised_where_nothing_changed() -> None:
    found = half_sealed()
    with pytest.raises(Refused, match="Neither the panel nor the rules"):
        revise(found)


def test_a_revision_waits_for_the_second_person() -> None:
    found = half_sealed()
    come(found)
    panel_changes.replace_member(found.lead, REF, CAS, DEE, reason=WHY)
    with pytest.raises(Refused, match="wait for a second person"):
        revise(found)


def test_an_open_round_is_not_revised() -> None:
    found = play("round")
    with pytest.raises(Refused, match="is open; its package can no longer change"):
        revising.revise_packages(found.lead, REF, OUT, reason=WHY)


def test_only_the_process_lead_revises() -> None:
    found = half_sealed()
    with pytest.raises(Refused):
        revising.revise_packages(found.desk(ANN), REF, OUT, reason=WHY)


def test_the_newcomer_gets_the_dossiers_and_no_score_of_anybody() -> None:
    found = roster_revised()
    open_file(found, DEE)
    desktop = scoring.open_desktop(found.desk(DEE), REF)
    assert len(desktop.gaps) == len(desktop.cells) == len(ADMITTED) * 2
    score_all(found, DEE)
    assert sealing.seal_sheet(found.desk(DEE), REF, OUT).code


def test_the_sheet_stays_made_for_the_first_revision() -> None:
    found = all_sealed_again(roster_revised())
    with found.lead.work() as work:
        sheets = {s.member: s.sheet for s in work.sheets.of(REF)}
    lineage = package_of(found).lineage
    assert sheets[person(ANN).sign_key].package == lineage[0]
    assert sheets[person(DEE).sign_key].package not in lineage
    assert {sheet.supersedes for sheet in sheets.values()} == {None}


def test_the_log_says_what_was_revised() -> None:
    found = roster_revised()
    assert "package.revise" in found.log(LEAD)
    assert REVISED in found.files.content
