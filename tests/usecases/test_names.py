"""Names of candidates, from the dossiers to the report: found, told, decided on (R-31)."""

from typing import Any

import pytest

from evalpanel.domain.errors import HasProblems, Refused
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.usecases import course, issuing, reporting, scoring, sealing
from evalpanel.usecases.deciding_names import AS_ANNOUNCED, decide_on_name
from evalpanel.usecases.names_in_decisions import list_names_in_decision, list_names_in_latest
from evalpanel.usecases.names_in_reasons import list_names_in_reasons
from evalpanel.usecases.searching_names import search_dossiers
from tests import panels, revisions
from tests.panels import (
    ASSESSORS,
    IN,
    OUT,
    REF,
    REPORT,
    Play,
    person,
    play,
)

WHY = "It is the name of the street, not of the candidate"
PLAN = "Our plan\nWe of Alpha Care work hard\n/Author bravo\fPage two\fWritten by Charlie"


def betrayed(plan: str = PLAN, **anonymity: Any) -> Play:
    """Everything up to the cards, with a name in the plan of alpha."""
    found = panels._played("consensus", "new").copy("new")
    found.files.content[IN / "alpha" / "plan.md"] = plan.encode()
    if anonymity:
        rules = found.rules
        rules["anonymity"] = {"candidates": True, "codes": "per_tender", **anonymity}
        found = Play(found.variant, {}, found.files, found.clock)
        from evalpanel.usecases import tenders

        tenders.create_tender(found.lead, panels.toml_file(rules))
    for stage in ("locked", "received", "opened", "judged", "invited", "declared", "carded"):
        getattr(panels, f"_{stage}")(found)
    return found


def issue(found: Play) -> PackageV1:
    issuing.issue_packages(found.lead, REF, OUT)
    data = person(panels.LEAD).decrypt(found.files.content[found.package])
    return PackageV1.from_document(found.lead.containers.unpack(data, PACKAGE_NAMESPACE).manifest)


def shown(found: Play) -> str:
    """The words that the panel gets of alpha."""
    package = issue(found)
    part = next(d for d in package.dossiers if d.candidate == found.codes["alpha"])
    with found.lead.work() as work:
        return work.documents.get(part.text).decode()


def test_what_the_panel_would_read_is_told_apart_from_what_is_left_behind() -> None:
    """`trust.md` 3, names leak: found everywhere; only visible text remains."""
    told: list[tuple[int, int]] = []
    searched = search_dossiers(betrayed().lead, REF, lambda done, total: told.append((done, total)))
    alpha = next(one for one in searched if one.id == "alpha")
    assert [(f.place.values.get("page"), f.whose, f.remains) for f in alpha.found] == [
        (1, "alpha", True), (3, "charlie", False), (None, "bravo", False),
    ]  # fmt: skip
    assert [f.blocks for f in alpha.found] == [True, False, False]
    assert told[-1] == (len(told), len(told))
    assert all(not one.found for one in searched if one.id != "alpha")


def test_a_name_blocks_the_package_until_a_person_says_why_it_stays() -> None:
    """R-31: with the reason, and for the record."""
    found = betrayed()
    with pytest.raises(HasProblems, match="nothing was issued") as refused:
        issue(found)
    [problem] = refused.value.problems
    assert problem.path == "alpha.plan"
    assert "page 1: Alpha Care betrays alpha" in str(problem.sentence)
    assert found.package not in found.files.content
    decide_on_name(found.lead, REF, "alpha", "alpha care", reason=WHY)
    assert "We of Alpha Care" in shown(found)
    assert "candidate.name" in found.log()


def test_a_decision_needs_a_reason_and_something_that_was_found() -> None:
    found = betrayed()
    with pytest.raises(Refused, match="reason is required"):
        decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=" ")
    with pytest.raises(Refused, match="Alfa was not found for alpha"):
        decide_on_name(found.lead, REF, "alpha", "Alfa", reason=WHY)
    with pytest.raises(Refused, match="no application zulu"):
        decide_on_name(found.lead, REF, "zulu", "Alpha Care", reason=WHY)
    with pytest.raises(Refused, match="not masked"):
        decide_on_name(
            found.lead, REF, "alpha", "Alpha", reason=WHY, measure="masked", where="reasons"
        )


def test_a_name_can_be_masked_in_what_the_panel_reads() -> None:
    found = betrayed()
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure="masked")
    words = shown(found)
    assert "We of █████ work hard" in words
    assert "Alpha" not in words


def test_a_masked_pdf_goes_as_words_alone() -> None:
    found = panels._played("consensus", "locked").copy("locked")
    found.files.content[IN / "alpha" / "plan.pdf"] = b"%PDF of Alpha Care\ftwo"
    one = panels.an_application("alpha", dossiers={"plan": "alpha/plan.pdf"})
    from evalpanel.usecases import applications

    applications.receive_applications(found.lead, REF, panels.candidates_file([one]), IN)
    for stage in ("opened", "judged", "invited", "declared", "carded"):
        getattr(panels, f"_{stage}")(found)
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure="masked")
    [part] = issue(found).dossiers
    assert part.document is None
    assert part.pages == 2


def test_where_redacting_was_announced_it_is_done_and_recorded() -> None:
    found = betrayed(on_identifying="redact")
    assert "We of █████ work hard" in shown(found)
    with found.lead.work() as work:
        [decision] = (e for e in work.register.of(REF) if isinstance(e, NameDecision))
    assert (decision.measure, decision.reason) == ("masked", AS_ANNOUNCED)


def test_where_setting_aside_was_announced_nothing_is_masked() -> None:
    found = betrayed(on_identifying="set_aside")
    with pytest.raises(HasProblems) as refused:
        issue(found)
    assert "set aside, by two persons" in str(refused.value.hint)
    with pytest.raises(Refused, match="cannot be masked"):
        decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure="masked")
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY)
    assert "Alpha Care" in shown(found)


def test_where_candidates_are_known_no_name_blocks() -> None:
    found = betrayed(on_identifying="ask", candidates=False)
    assert "Alpha Care" in shown(found)


def named(found: Play, **texts: str) -> None:
    """Let the first assessor write something about bravo."""
    desk = found.desk(ASSESSORS[0])
    score = next(s for s in found.scores(ASSESSORS[0]) if s.candidate == found.code("bravo", "1"))
    scoring.save_score(desk, REF, score.model_copy(update=texts))


def test_a_sheet_that_names_a_candidate_is_sealed_only_on_purpose() -> None:
    """R-31: each place is told; the reason goes into the sheet."""
    found = play("scored")
    named(found, reason="As Bravo Ltd has shown before, well founded", plus="bravo!")
    desk = found.desk(ASSESSORS[0])
    with pytest.raises(HasProblems, match="names a candidate; it was not sealed") as refused:
        sealing.seal_sheet(desk, REF, OUT)
    assert [str(p.sentence).partition(" on ")[0] for p in refused.value.problems] == [
        "reason", "plus point",
    ]  # fmt: skip
    assert sealing.seal_sheet(desk, REF, OUT, names_stay="It quotes a title").code


def test_nothing_is_said_of_names_where_there_are_none() -> None:
    found = play("scored")
    sealing.seal_sheet(found.desk(ASSESSORS[0]), REF, OUT, names_stay="just in case")
    for name in ASSESSORS[1:3]:
        sealing.seal_sheet(found.desk(name), REF, OUT)
    for stage in ("merged", "round"):
        getattr(panels, f"_{stage}")(found)
    with found.lead.work() as work:
        assert [sheet.sheet.names_stay for sheet in work.sheets.of(REF)] == ["", "", ""]


def reported(found: Play, **decision: str) -> Play:
    """On to where the report can be made, with one decision as given."""
    for stage in ("merged", "round", "decided"):
        getattr(panels, f"_{stage}")(found)
    if decision:
        found.decide("bravo", "6", "A1", **decision)
    for stage in ("closed", "identified"):
        getattr(panels, f"_{stage}")(found)
    return found


def test_a_reason_with_a_name_blocks_the_report_until_it_is_resolved() -> None:
    """R-31: what was sealed stays; a person says why, and the report holds that."""
    found = play("sealed")
    reported(found, reason="We all know Bravo Care from before")
    with pytest.raises(HasProblems, match="the report was not made") as refused:
        reporting.make_report(found.lead, REF, REPORT)
    assert "reason on A1" in str(refused.value)
    code = found.code("bravo", "1")
    decide_on_name(found.lead, REF, code, "Bravo Care", reason=WHY, where="reasons")
    reporting.make_report(found.lead, REF, REPORT)
    [entry] = (e for e in found.record().register() if isinstance(e, NameDecision))
    assert (entry.candidate, entry.reason) == ("bravo", WHY)


def test_what_a_member_said_on_sealing_resolves_the_names_that_the_member_knew() -> None:
    found = play("scored")
    named(found, reason="As Bravo Ltd has shown before, well founded")
    sealing.seal_sheet(found.desk(ASSESSORS[0]), REF, OUT, names_stay="It quotes a title")
    for name in ASSESSORS[1:3]:
        sealing.seal_sheet(found.desk(name), REF, OUT)
    reported(found)
    [written] = list_names_in_reasons(found.lead, REF)
    assert (written.writer, written.member_says, written.blocks) == (
        ASSESSORS[0], "It quotes a title", False,
    )  # fmt: skip
    reporting.make_report(found.lead, REF, REPORT)


def test_a_name_in_a_decision_is_told_at_once() -> None:
    found = play("round")
    found.decide("bravo", "6", "A1", reason="We know Bravo", internal_note="Charlie Ltd too")
    with found.lead.work() as work:
        [decision] = work.decisions.of(REF)
    assert list_names_in_decision(found.lead, decision) == ("Bravo", "Charlie Ltd")


def text_of_alpha(found: Play) -> str:
    """The words of alpha in the package as it stands now."""
    part = next(
        d for d in revisions.package_of(found).dossiers if d.candidate == found.codes["alpha"]
    )
    with found.lead.work() as work:
        return work.documents.get(part.text).decode()


def more_pages(found: Play) -> dict[str, Any]:
    """Rules with room for the third page of every plan."""
    rules = dict(found.rules)
    rules["dossier"] = [
        dossier | ({"max_pages": 3} if "max_pages" in dossier else {})
        for dossier in rules["dossier"]
    ]
    return rules


def test_a_revision_keeps_the_masks_and_what_may_stay() -> None:
    """R-31: a package that is issued again shows no more than the one before."""
    found = betrayed(f"{PLAN}".replace("work hard", "work like Bravo Ltd"))
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure="masked")
    decide_on_name(found.lead, REF, "alpha", "Bravo Ltd", reason=WHY)
    words = shown(found)
    revisions.amend(found)
    revisions.revise(found, "Erratum 1")
    assert text_of_alpha(found) == words
    assert "We of █████ work like Bravo Ltd" in words


def test_what_a_revision_newly_shows_is_searched_before() -> None:
    found = betrayed()
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure="masked")
    issue(found)
    revisions.amend(found, more_pages(found))
    with pytest.raises(HasProblems, match="nothing was issued") as refused:
        revisions.revise(found, "Erratum 1")
    assert "page 3: Charlie betrays charlie" in str(refused.value)
    decide_on_name(found.lead, REF, "alpha", "Charlie", reason=WHY, measure="masked")
    revisions.revise(found, "Erratum 1")
    assert "We of █████ work hard" in text_of_alpha(found)
    assert "Written by █████" in text_of_alpha(found)


@pytest.mark.parametrize(("before", "after"), [("stays", "masked"), ("masked", "stays")])
def test_what_was_decided_since_shows_in_the_revision(before: Any, after: Any) -> None:
    found = betrayed()
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure=before)
    issue(found)
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=WHY, measure=after)
    revisions.amend(found)
    revisions.revise(found, "Erratum 1")
    assert ("Alpha Care" in text_of_alpha(found)) == (after == "stays")


def test_a_name_in_an_earlier_version_of_a_decision_blocks_too() -> None:
    """R-31: every version is in the record and in print, not only the one that counts."""
    found = play("round")
    found.decide("bravo", "6", "A1", reason="We know Bravo Care from before")
    for stage in ("decided", "closed", "identified"):
        getattr(panels, f"_{stage}")(found)
    with pytest.raises(HasProblems, match="the report was not made") as refused:
        reporting.make_report(found.lead, REF, REPORT)
    assert "Bravo Care betrays bravo" in str(refused.value)


def test_a_name_in_a_reason_beside_the_course_blocks_the_report() -> None:
    """R-31: of a suspension here; it is about no cell, so it counts as about who is betrayed."""
    found = play("identified").copy("suspended")
    course.suspend_tender(found.lead, REF, reason="Bravo Care complains")
    course.resume_tender(found.lead, REF, reason="It was settled")
    with pytest.raises(HasProblems, match="the report was not made") as refused:
        reporting.make_report(found.lead, REF, REPORT)
    assert "reason to suspend: Bravo Care betrays bravo" in str(refused.value)
    decide_on_name(found.lead, REF, "bravo", "Bravo Care", reason=WHY, where="reasons")
    reporting.make_report(found.lead, REF, REPORT)


def test_names_in_many_decisions_at_once_are_told() -> None:
    found = play("round")
    found.decide("bravo", "6", "A1", reason="We know Bravo")
    found.decide("bravo", "6", "A1", reason="Well founded in everything")
    found.decide("alpha", "8", "A1", reason="As Charlie Ltd does", remark="No, as Charlie Ltd")
    assert list_names_in_latest(found.lead, REF) == ("Charlie Ltd",)


def test_where_candidates_are_known_no_reason_blocks() -> None:
    found = play("round")
    found.decide("bravo", "6", "A1", reason="We know Bravo")
    with found.lead.work() as work:
        tender = work.tenders.get(REF)
        assert tender
        anonymity = {**tender.rules.get("anonymity", {}), "candidates": False}
        work.tenders.put(
            tender.model_copy(update={"rules": {**tender.rules, "anonymity": anonymity}})
        )
        work.commit()
    assert list_names_in_reasons(found.lead, REF) == ()
    assert list_names_in_latest(found.lead, REF) == ()
