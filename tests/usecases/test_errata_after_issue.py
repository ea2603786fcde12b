"""An erratum after the issue: scores that still stand are carried over once confirmed (R-3)."""

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.sheet import SEAL_NAMESPACE, OpenedSheet
from evalpanel.usecases import carrying_over, merging, rounds, scoring, sealing
from tests.builders import a_criterion, an_item
from tests.panels import ADMITTED, OUT, REASON, REF, Play, person, the_rules
from tests.revisions import (
    ANN,
    BEN,
    CAS,
    amend,
    flaws,
    half_sealed,
    open_file,
    package_of,
    revise,
    rules_revised,
    score_all,
    seal_file,
    sealed_anew,
    sealed_by,
    to_report,
)


def desktop(found: Play, name: str) -> scoring.Desktop:
    return scoring.open_desktop(found.desk(name), REF)


def opened(found: Play) -> dict[str, OpenedSheet]:
    with found.lead.work() as work:
        return {sheet.member: sheet for sheet in work.sheets.of(REF)}


def test_the_revision_says_what_changed_and_what_still_stands() -> None:
    found = rules_revised()
    lines = open_file(found, ANN)
    assert "This is revision 2 of the package: Erratum 1" in lines
    assert any("criterion B › item B1 › text" in line for line in lines)
    assert "Scores of yours that still stand: 3. Look at them and carry them over." in lines
    assert any(line.startswith("Scores to give anew") and line.endswith(": 3.") for line in lines)
    assert any("does not count any more; seal a new one" in line for line in lines)


def test_nothing_is_carried_over_by_itself() -> None:
    found = rules_revised()
    open_file(found, ANN)
    assert len(desktop(found, ANN).gaps) == 6
    assert not desktop(found, ANN).sealed_code


def test_what_still_stands_is_carried_over_once_confirmed() -> None:
    found = rules_revised()
    open_file(found, ANN)
    plan = carrying_over.plan_carry_over(found.desk(ANN), REF)
    assert {score.item for score in plan.carried} == {"A1"}
    assert {(cell[2], str(why)) for cell, why in plan.anew} == {("B1", "the item was changed.")}
    done = carrying_over.carry_scores(found.desk(ANN), REF)
    assert done == plan
    assert {gap.cell[2] for gap in desktop(found, ANN).gaps} == {"B1"}
    assert all(desktop(found, ANN).score(score.cell) == score for score in plan.carried)


def test_a_second_time_there_is_nothing_to_carry_over() -> None:
    found = rules_revised()
    open_file(found, ANN)
    carrying_over.carry_scores(found.desk(ANN), REF)
    with pytest.raises(Refused, match="no score to carry over"):
        carrying_over.carry_scores(found.desk(ANN), REF)


def test_what_was_written_after_the_erratum_is_not_overwritten() -> None:
    found = rules_revised()
    open_file(found, ANN)
    mine = found.scores(ANN)[0].model_copy(update={"score": "4", "reason": f"{REASON} anew"})
    scoring.save_score(found.desk(ANN), REF, mine)
    plan = carrying_over.carry_scores(found.desk(ANN), REF)
    assert mine.cell not in {score.cell for score in plan.carried}
    assert desktop(found, ANN).score(mine.cell) == mine


def test_a_new_sheet_names_the_one_whose_place_it_takes_and_what_it_carries_over() -> None:
    found = rules_revised()
    with found.lead.work() as work:
        before = {s.member: s.commitment for s in work.seals.of(REF)}
    sealed_anew(found)
    rounds.open_round(found.lead, REF)
    for name in (ANN, BEN, CAS):
        sheet = opened(found)[person(name).sign_key].sheet
        assert sheet.supersedes == before.get(person(name).sign_key)
        assert {cell[2] for cell in sheet.carried_over} == {"A1"}
        assert len(sheet.carried_over) == len(ADMITTED)
        assert sheet.package not in package_of(found).lineage


def test_the_first_new_sheet_stays_closed_whatever_was_given_away_before() -> None:
    """All three had sealed; their keys open nothing that is sealed after the erratum."""
    found = half_sealed()
    assert [v.verdict for v in sealed_by(found, CAS)] == ["accepted"]
    amend(found)
    revise(found, "Erratum 1")
    open_file(found, ANN)
    carrying_over.carry_scores(found.desk(ANN), REF)
    score_all(found, ANN, 0)
    [verdict] = sealed_by(found, ANN, revision=2)
    assert verdict.verdict == "accepted"
    envelopes, package = found.lead.envelopes, package_of(found)
    seal = found.lead.me.decrypt(found.files.content[seal_file(ANN, 2)])
    layer = found.lead.containers.unpack(seal, SEAL_NAMESPACE).part(sealing.ONION) or b""
    scope = package.release_scope
    given = [person(name).release_secret(scope, "main", 1) for name in (ANN, BEN, CAS)]
    for secret in given:
        with pytest.raises(Unreadable):
            envelopes.decrypt(layer, secret)
    last = person(package.scoring_members()[-1].name)
    assert envelopes.decrypt(layer, last.release_secret(package.release_scope, "main", 2))


def test_an_amended_round_is_opened_decided_and_verified() -> None:
    """Issue 4: a rule erratum that carries over what did not change, after confirmation."""
    found = sealed_anew(rules_revised())
    rounds.open_round(found.lead, REF)
    found.settle_unjudged()
    to_report(found)
    assert flaws(found) == []


def test_the_sheets_for_the_old_rules_are_not_opened() -> None:
    found = half_sealed()
    sealed_by(found, CAS)
    amend(found)
    with pytest.raises(Refused, match="were changed by an erratum after the package was issued"):
        rounds.open_round(found.lead, REF)


def test_the_old_sheet_does_not_come_in_again() -> None:
    found = rules_revised()
    (verdict,) = merging.merge_seals(found.lead, REF, [found.seal(ANN)]).files
    assert "for revision 1 of the package" in str(verdict.reason)


def test_who_had_not_sealed_carries_over_drafts() -> None:
    found = rules_revised()
    open_file(found, CAS)
    carrying_over.carry_scores(found.desk(CAS), REF)
    score_all(found, CAS)
    sealing.seal_sheet(found.desk(CAS), REF, OUT)
    assert seal_file(CAS) in found.files.content


def test_a_changed_scale_or_dossier_or_criterion_carries_nothing_over() -> None:
    found = half_sealed()
    criterion = a_criterion("A", an_item("A1")) | {"title": "Another title"}
    amend(found, the_rules(criterion=[criterion, a_criterion("B", an_item("B1"))]))
    revise(found, "Erratum 1")
    open_file(found, ANN)
    plan = carrying_over.plan_carry_over(found.desk(ANN), REF)
    assert {(cell[2], str(why)) for cell, why in plan.anew} == {
        ("A1", "its criterion was changed.")
    }
