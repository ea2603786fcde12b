"""R-43: in a Delphi round each member starts from what he or she gave before."""

from dataclasses import replace

from evalpanel.domain.rounds import RoundPlan
from evalpanel.domain.scorefile import ScoreRow, read_scores
from evalpanel.domain.sheet import Score
from evalpanel.usecases import opening_package, scoring
from tests.later_rounds import DISCUSSED, REDO, issue, package_file
from tests.panels import ADMITTED, ASSESSORS, REF, SCORES, Play, play

ANN = ASSESSORS[0]


def rows(found: Play, *, empty: bool = False) -> tuple[ScoreRow, ...]:
    return read_scores(scoring.export_scores(found.desk(ANN), REF, empty=empty))


def begun(found: Play, plan: RoundPlan) -> Play:
    issue(found, plan)
    opening_package.open_package(found.desk(ANN), found.files.content[package_file(2)])
    return found


def test_the_own_scores_of_the_round_before_are_exported_to_be_weighed_anew() -> None:
    found = begun(play("round", "delphi"), DISCUSSED)
    desk = found.desk(ANN)
    assert scoring.open_desktop(desk, REF).scores == {}
    names = {code: name for name, code in found.codes.items()}
    given = {row.candidate: row.score for row in rows(found)}
    assert {names[code]: score for code, score in given.items()} == {
        name: SCORES[name][0] for name in ADMITTED
    }
    assert {row.score for row in rows(found, empty=True)} == {""}


def test_what_was_given_in_this_round_is_exported_as_it_was_given() -> None:
    found = begun(play("round", "delphi"), DISCUSSED)
    first, *others = rows(found)
    assert first.score != "10"
    cell = Score(lot=first.lot, candidate=first.candidate, item=first.item, score="10")
    scoring.save_score(found.desk(ANN), REF, cell)
    exported = rows(found)
    assert (exported[0].score, exported[0].reason) == ("10", "")
    assert list(exported[1:]) == others


def test_a_reassessment_starts_without_what_was_given_before() -> None:
    found = begun(play("closed"), replace(REDO, items=("A1",)))
    assert {row.score for row in rows(found)} == {""}
