"""Issue: one package for the announced panel, with nothing in it that the panel may not see."""

import pytest

from evalpanel.domain.errors import Refused, Unreadable
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.people import Conflict
from evalpanel.usecases import applications, gates, issuing
from evalpanel.usecases.packing import IssuedPackage
from tests import panels
from tests.panels import (
    ADMITTED,
    ASSESSORS,
    FAILED,
    IN,
    LATE,
    LEAD,
    OUT,
    REF,
    SECOND,
    SECRET,
    STRANGER,
    UNJUDGED,
    Play,
    an_application,
    candidates_file,
    person,
    play,
)


def issue(found: Play) -> tuple[IssuedPackage, ...]:
    return issuing.issue_packages(found.lead, REF, OUT)


def contents(found: Play) -> bytes:
    return person(ASSESSORS[0]).decrypt(found.files.content[found.package])


def test_the_package_holds_whoever_passed_every_gate_and_nobody_else() -> None:
    found = play("carded")
    [issued] = issue(found)
    container = found.lead.containers.unpack(contents(found), PACKAGE_NAMESPACE)
    package = PackageV1.from_document(container.manifest)
    admitted = {found.codes[name] for name in ADMITTED}
    assert {code for a in package.assignments for code in a.candidates} == admitted
    assert {part.candidate for part in package.dossiers} == admitted
    assert (issued.candidates, issued.withheld_pages) == (3, 3)
    assert [part.pages for part in package.dossiers] == [2, 2, 2]


def test_the_dossiers_stand_in_the_order_of_the_codes_and_not_of_receipt() -> None:
    """R-30: the invitation names all in alphabetical order, so any other order tells who is who."""
    found = play("carded", "five")
    issue(found)
    container = found.lead.containers.unpack(contents(found), PACKAGE_NAMESPACE)
    package = PackageV1.from_document(container.manifest)
    order = [part.candidate for part in package.dossiers]
    assert order == sorted(order) != [found.codes[name] for name in ADMITTED]


def test_no_package_holds_a_name_an_unscored_dossier_or_a_withheld_page() -> None:
    """R-5, R-23, R-32: the panel gets scored dossiers only, without names and excess pages."""
    found = play("issued")
    data = contents(found)
    for name in (*ADMITTED, FAILED, UNJUDGED, LATE):
        assert name.encode() not in data.lower()
        assert name.title().encode() not in data
    assert SECRET.encode() not in data
    assert b"Page three" not in data
    assert b"Page two" in data


def test_the_scored_and_the_rest_are_told_apart_by_code_only_in_the_organisers_workspace() -> None:
    found = play("sealed")
    for name in ASSESSORS[:3]:
        state = found.databases[name].state
        held = b"".join(state.documents.values()) + b"".join(
            body for shelf in state.shelves.values() for body in shelf.values()
        )
        for code in found.codes.values():
            assert not code or (b'"id":"%s"' % code.encode()) not in held
        assert b'"codes":{' not in held


@pytest.mark.parametrize("stage", ["locked", "judged", "invited", "declared"])
def test_without_the_organisers_own_declaration_nothing_is_issued(stage: str) -> None:
    with pytest.raises(Refused, match="your own interests"):
        issue(play(stage))


def test_an_act_that_waits_holds_the_issue_back() -> None:
    found = play("carded")
    gates.judge_gate(found.lead, REF, "alpha", "V-1", "not_accepted", reason="No")
    with pytest.raises(Refused, match="gate-alpha-V-1"):
        issue(found)
    assert found.package not in found.files.content


def test_no_gate_that_fails_or_is_open_reaches_the_panel() -> None:
    found = play("carded")
    gates.judge_gate(found.lead, REF, "alpha", "G-1", "repair", reason="?", entity="alpha Ltd")
    gates.judge_gate(found.lead, REF, "bravo", "V-1", "not_judged", reason="?")
    [issued] = issue(found)
    assert issued.candidates == 1


def test_where_nobody_passes_there_is_no_package() -> None:
    found = play("carded")
    for name in ADMITTED:
        gates.judge_gate(found.lead, REF, name, "V-1", "not_judged", reason="?")
    with pytest.raises(Refused, match="No candidate may go to panel main"):
        issue(found)


def test_one_assessor_too_few_or_too_many_is_refused() -> None:
    found = play("declared")
    found.add(LEAD, "chair")
    for name in ASSESSORS[:2]:
        found.add(name, "assessor")
    with pytest.raises(Refused, match="has 2 assessors; 3"):
        issue(found)
    found.declare("Zed Last")
    for name in (ASSESSORS[2], "Zed Last"):
        found.add(name, "assessor")
    with pytest.raises(Refused, match="has 4 assessors; 3"):
        issue(found)


def test_none_or_two_chairs_are_refused() -> None:
    found = play("declared")
    found.add(LEAD, "process_lead")
    for name in ASSESSORS[:3]:
        found.add(name, "assessor")
    with pytest.raises(Refused, match="has 0 chairs"):
        issue(found)
    found.add(LEAD, "chair")
    found.add(SECOND, "chair")
    with pytest.raises(Refused, match="has 2 chairs"):
        issue(found)


def test_the_chair_is_not_counted_among_the_assessors() -> None:
    found = play("declared")
    found.add(LEAD, "process_lead")
    for name in ASSESSORS[:3]:
        found.add(name, "assessor")
    found.add(ASSESSORS[0], "chair")
    with pytest.raises(Refused, match=f"{ASSESSORS[0]} cannot be both"):
        issue(found)


def test_a_package_is_issued_once() -> None:
    found = play("issued")
    with pytest.raises(Refused, match="already issued"):
        issue(found)


def test_everybody_on_the_roster_can_open_it_and_nobody_else() -> None:
    found = play("issued")
    for name in (LEAD, SECOND, *ASSESSORS[:3]):
        assert person(name).decrypt(found.files.content[found.package])
    with pytest.raises(Unreadable):
        person(STRANGER).decrypt(found.files.content[found.package])


def test_only_the_chair_whose_scoring_was_announced_has_cells() -> None:
    for variant, expected in (("consensus", 3), ("chair_scores", 3)):
        found = play("issued", variant)
        container = found.lead.containers.unpack(contents(found), PACKAGE_NAMESPACE)
        package = PackageV1.from_document(container.manifest)
        names = {entry.name for entry in package.scoring_members()}
        assert len(names) == expected
        assert (LEAD in names) == (variant == "chair_scores")


def test_a_pdf_goes_with_its_first_pages() -> None:
    found = play("locked")
    found.files.content[IN / "alpha" / "plan.pdf"] = b"%PDF one\ftwo\fthree"
    one = an_application("alpha", dossiers={"plan": "alpha/plan.pdf"})
    applications.receive_applications(found.lead, REF, candidates_file([one]), IN)
    later = rest_of_the_way(found)
    [issued] = issue(later)
    assert b"%PDF one\ftwo" in contents(later)
    assert b"three" not in contents(later)
    assert issued.withheld_pages == 1


def rest_of_the_way(found: Play) -> Play:
    for stage in ("opened", "judged", "invited", "declared", "carded"):
        getattr(panels, f"_{stage}")(found)
    return found


def test_an_unlocked_tender_is_not_issued() -> None:
    with pytest.raises(Refused, match="not locked"):
        issue(play("new"))
    with pytest.raises(Refused, match="no tender T-9"):
        issuing.issue_packages(play("new").lead, "T-9", OUT)


def test_conflicts_of_those_who_do_not_assess_travel_with_the_card() -> None:
    found = play("invited")
    found.declare(SECOND, [Conflict(name="Alpha", what="Neighbour")])
    found.add(SECOND, "secretary")
    with found.lead.work() as work:
        [member] = work.members.of(REF)
    assert member.declaration.declaration.conflicts[0].name == "Alpha"
