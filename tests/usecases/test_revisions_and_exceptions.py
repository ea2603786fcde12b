"""Revisions together with alternates, excuses and reopenings (`trust.md` 2.4, R-15, R-35)."""

import pytest

from evalpanel.domain.errors import Refused
from evalpanel.usecases import merging, opening_package, rounds, scoring, sealing
from tests.panels import OUT, REF, Play, person
from tests.revisions import (
    REVISED,
    amend,
    flaws,
    package_of,
    revise,
    score_all,
    sealed_by,
)
from tests.revisions import (
    replace as replace_seat,
)
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    DEE,
    finished,
    merge,
    reopen,
    seal,
    step_back,
    with_alternate,
)


def open_revision(found: Play, *names: str) -> None:
    for name in names:
        opening_package.open_package(found.desk(name), found.files.content[REVISED])


def test_an_alternate_who_sealed_becomes_a_member_with_the_same_sheet() -> None:
    """R-15: the sheet on standby is sealed again, this time with the key of the round."""
    found = with_alternate(variant="mean")
    seal(found, ANN, BEN)
    merge(found, *(found.seal(name) for name in (ANN, BEN, DEE)))
    code = scoring.open_desktop(found.desk(DEE), REF).sealed_code
    replace_seat(found, CAS, DEE)
    revise(found)
    open_revision(found, ANN, BEN, DEE)
    assert sealing.seal_sheet(found.desk(DEE), REF, OUT).code == code
    assert {v.verdict for v in sealed_by(found, ANN, BEN, DEE, revision=2)} == {"accepted"}
    rounds.open_round(found.lead, REF)
    assert flaws(found, finished(found)) == []


def test_an_alternate_who_stays_one_seals_again_behind_the_new_panel() -> None:
    found = with_alternate(variant="mean")
    seal(found, ANN, BEN)
    merge(found, *(found.seal(name) for name in (ANN, BEN, DEE)))
    found.declare("Eva Five")
    found.add("Eva Five", "alternate")
    replace_seat(found, CAS, "Eva Five")
    revise(found)
    open_revision(found, ANN, BEN, DEE, "Eva Five")
    score_all(found, "Eva Five")
    verdicts = sealed_by(found, ANN, BEN, DEE, "Eva Five", revision=2)
    assert [str(v.reason) for v in verdicts if v.reason] == []
    rounds.open_round(found.lead, REF)
    with found.lead.work() as work:
        assert person(DEE).sign_key not in {s.member for s in work.sheets.of(REF)}
        assert len(work.openings.of(REF)[0].standby) == 1
    assert flaws(found, finished(found)) == []


def test_who_stepped_back_is_no_reason_for_a_revision() -> None:
    found = with_alternate(variant="recusal_mean")
    made = step_back(found, ANN)
    merge(found, made.file)
    assert merging.merge_seals(found.lead, REF, []).to_revise == ()


def test_a_reopened_sheet_is_not_sealed_again_as_it_was_after_a_revision() -> None:
    """R-35: the chair took it back; a revision of the panel does not bring it back."""
    found = with_alternate(variant="mean")
    seal(found, ANN, BEN)
    merge(found, *(found.seal(name) for name in (ANN, BEN)))
    reopen(found, ANN)
    replace_seat(found, CAS, DEE)
    revise(found)
    open_revision(found, ANN, BEN, DEE)
    desktop = scoring.open_desktop(found.desk(ANN), REF)
    assert (desktop.sealed_code, desktop.seal_again) == ("", False)
    verdicts = sealed_by(found, ANN, BEN, DEE, revision=2)
    assert [str(v.reason) for v in verdicts if v.reason] == []
    rounds.open_round(found.lead, REF)
    assert flaws(found, finished(found)) == []


def test_an_erratum_while_an_alternate_has_sealed_lets_everybody_seal_anew() -> None:
    found = with_alternate(variant="mean")
    seal(found, ANN, BEN)
    merge(found, *(found.seal(name) for name in (ANN, BEN, DEE)))
    amend(found)
    with pytest.raises(Refused):
        rounds.open_round(found.lead, REF)
    revise(found, "Erratum 1")
    open_revision(found, ANN, BEN, CAS, DEE)
    for number, name in enumerate((ANN, BEN, CAS, DEE)):
        score_all(found, name, number)
    verdicts = sealed_by(found, ANN, BEN, CAS, DEE, revision=2)
    assert [str(v.reason) for v in verdicts if v.reason] == []
    rounds.open_round(found.lead, REF)
    assert package_of(found).revises == "rules"
    assert flaws(found, finished(found)) == []
