"""The log, and what happens when something fails in the middle."""

from collections.abc import Callable
from typing import Any

import pytest

from evalpanel.domain.audit_check import check_links, link_of
from evalpanel.domain.errors import EvalPanelError, Unreadable
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.record import LogEntry
from evalpanel.usecases import (
    applications,
    confirming,
    consensus,
    declaring,
    gates,
    inviting,
    issuing,
    merging,
    opening_package,
    panel,
    peeling,
    ranking,
    reporting,
    rounds,
    scoring,
    sealing,
    tenders,
)
from evalpanel.usecases.journal import log_head
from tests.fakes import FixedClock, MemoryFiles
from tests.panels import (
    ASSESSORS,
    IN,
    LEAD,
    OUT,
    REF,
    REPORT,
    SECOND,
    Play,
    candidates_file,
    person,
    play,
    the_applications,
    the_rules,
    toml_file,
)

ANN = ASSESSORS[0]


def _confirm(act: str) -> Callable[[Play], Any]:
    return lambda p: confirming.confirm(p.lead, REF, act, person(SECOND))


def _asked_opening(found: Play) -> None:
    applications.ask_opening(found.lead, REF)


def _asked_identify(found: Play) -> None:
    ranking.ask_identify(found.lead, REF)


WRITING: dict[str, tuple[str, str, Callable[[Play], Any]]] = {
    "tender.new": ("new", LEAD, lambda p: tenders.create_tender(
        p.lead, toml_file(the_rules(title="X")))),
    "tender.lock": ("new", LEAD, lambda p: tenders.lock_tender(p.lead, REF)),
    "tender.plan": ("locked", LEAD, lambda p: tenders.plan_milestone(
        p.lead, REF, "deadline", "2026-12", "Reason")),
    "application.receive": ("locked", LEAD, lambda p: applications.receive_applications(
        p.lead, REF, candidates_file(the_applications()), IN)),
    "act.ask": ("received", LEAD, _asked_opening),
    "gate.set": ("judged", LEAD, lambda p: gates.judge_gate(
        p.lead, REF, "alpha", "V-1", "accepted", reason="Yes")),
    "panel.invite": ("judged", LEAD, lambda p: inviting.invite_panel(p.lead, REF, OUT)),
    "panel.declare": ("invited", ANN, lambda p: p.declare(ANN)),
    "panel.add": ("declared", LEAD, lambda p: p.add(ANN, "assessor")),
    "panel.confirm": ("carded", LEAD, lambda p: panel.confirm_card(p.lead, REF, LEAD)),
    "package.issue": ("carded", LEAD, lambda p: issuing.issue_packages(p.lead, REF, OUT)),
    "package.open": ("issued", ANN, lambda p: opening_package.open_package(
        p.desk(ANN), p.files.content[p.package])),
    "scores.load": ("scored", ANN, lambda p: scoring.load_scores(
        p.desk(ANN), REF, scoring.export_scores(p.desk(ANN), REF))),
    "sheet.seal": ("scored", ANN, lambda p: sealing.seal_sheet(p.desk(ANN), REF, OUT)),
    "seal.merge": ("sealed", LEAD, lambda p: merging.merge_seals(p.lead, REF, [p.seal(ANN)])),
    "round.open": ("merged", LEAD, lambda p: rounds.open_round(p.lead, REF)),
    "consensus.record": ("round", LEAD, lambda p: p.decide("alpha", "8")),
    "consensus.close": ("decided", LEAD, lambda p: consensus.close_meeting(p.lead, REF)),
    "report.make": ("identified", LEAD, lambda p: reporting.make_report(p.lead, REF, REPORT)),
    "report.sign": ("reported", LEAD, lambda p: reporting.sign_report(p.lead, REPORT)),
}  # fmt: skip


@pytest.mark.parametrize("event", WRITING)
def test_whatever_changes_something_is_in_the_log(event: str) -> None:
    stage, who, act = WRITING[event]
    found = play(stage)
    before = len(found.log(who)) if who in found.databases else 0
    act(found)
    assert event in found.log(who)[before:]
    with found.desk(who).work() as work:
        entries = work.log.entries()
    assert check_links(map(link_of, entries)) is None
    assert entries[-1].event.by == who
    assert entries[-1].event.reference == REF


@pytest.mark.parametrize(
    ("stage", "ask", "act", "event"),
    [
        ("received", _asked_opening, "opening", "act.confirm"),
        ("closed", _asked_identify, "identify", "identify"),
    ],
)
def test_an_act_of_two_persons_is_in_the_log(
    stage: str, ask: Callable[[Play], None], act: str, event: str
) -> None:
    found = play(stage)
    ask(found)
    _confirm(act)(found)
    assert event in found.log()
    assert found.log()[-1] == "act.confirm"


@pytest.mark.parametrize("event", WRITING)
def test_a_full_database_leaves_nothing_of_the_act(event: str) -> None:
    stage, who, act = WRITING[event]
    found = play(stage)
    found.desk(who)
    database = found.databases[who]
    before = database.state
    database.full = True
    if event == "seal.merge":
        [verdict] = act(found).files
        assert verdict.verdict == "refused"
        assert "disk is full" in str(verdict.reason)
    else:
        with pytest.raises(Unreadable, match="disk is full"):
            act(found)
    assert database.state is before
    database.full = False
    act(found)
    assert event in found.log(who)


WITH_FILE = (
    "panel.invite", "panel.declare", "package.issue", "sheet.seal", "report.make", "report.sign",
)  # fmt: skip


@pytest.mark.parametrize("event", WITH_FILE)
def test_a_full_disk_leaves_nothing_of_the_act(event: str) -> None:
    stage, who, act = WRITING[event]
    found = play(stage)
    found.desk(who)
    before = found.databases[who].state
    files = dict(found.files.content)
    found.files.full = True
    with pytest.raises(Unreadable, match="disk is full"):
        act(found)
    assert found.databases[who].state is before
    assert found.files.content == files
    found.files.full = False
    act(found)
    assert event in found.log(who)


class Interrupted(Exception):
    """What a power cut looks like from inside."""


@pytest.mark.parametrize("event", WRITING)
def test_an_interruption_in_the_middle_leaves_nothing_of_the_act(
    event: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage, who, act = WRITING[event]
    found = play(stage)
    found.desk(who)
    before = found.databases[who].state

    def interrupted(*_: object) -> None:
        raise Interrupted

    with monkeypatch.context() as patch:
        patch.setattr("tests.fakes.FakeUnitOfWork.commit", interrupted)
        with pytest.raises(Interrupted):
            act(found)
    assert found.databases[who].state is before


def test_a_failing_effect_leaves_the_act_unconfirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = play("received")
    _asked_opening(found)
    before = found.databases[LEAD].state

    def fails(*_: object, **__: object) -> None:
        raise Interrupted

    monkeypatch.setattr(applications, "give_codes", fails)
    with pytest.raises(Interrupted):
        _confirm("opening")(found)
    assert found.databases[LEAD].state is before


def test_heads_of_the_log_travel_and_are_found_again() -> None:
    found = play("reported")
    package = PackageV1.from_document(
        found.lead.containers.unpack(
            person(ANN).decrypt(found.files.content[found.package]), PACKAGE_NAMESPACE
        ).manifest
    )
    logged = found.record().the(LogEntry)
    assert logged is not None
    with found.lead.work() as work:
        entries = work.log.entries()
    assert check_links(map(link_of, entries), [package.anchor, logged.anchor]) is None
    rewritten = entries[: package.anchor.seq - 1]
    assert check_links(map(link_of, rewritten), [package.anchor]) is not None
    seal, _ = peeling.read_seal(found.lead, found.files.content[found.seal(ANN)])
    with found.desk(ANN).work() as work:
        assert check_links(map(link_of, work.log.entries()), [seal.anchor]) is None


def test_an_empty_log_has_the_start_as_its_head() -> None:
    found = Play("consensus", {}, MemoryFiles(), FixedClock())
    with found.desk(ANN).work() as work:
        assert log_head(work).seq == 0


def test_two_laptops_share_nothing_but_files() -> None:
    found = play("sealed")
    for name in ASSESSORS[1:3]:
        state = found.databases[name].state
        held = b"".join(state.documents.values())
        assert person(ANN).sign_key.encode() in held  # her card is on the roster
        for draft in state.shelves["drafts"].values():
            assert ANN.encode() not in draft
        assert len(state.shelves["seals"]) == 1


def test_an_error_says_what_to_do_next() -> None:
    found = play("sealed")
    with pytest.raises(EvalPanelError) as caught:
        rounds.open_round(found.lead, REF)
    assert caught.value.hint is not None
    assert "evalpanel merge T-1" in str(caught.value)


def test_the_declaration_is_in_the_language_of_the_tender() -> None:
    assert set(declaring.STATEMENT) == {"nl", "en"}


NAMED_BY_HASH = ("tender.new", "panel.declare", "package.issue", "seal.merge")
"""Whose old and new stand in the log as codes and hashes; here nothing was there before."""


def test_old_and_new_are_in_the_log_where_something_changed() -> None:
    """Issue: who, what, old, new, why, claimed time (R-93)."""
    found = play("decided")
    tenders.plan_milestone(found.lead, REF, "deadline", "2026-12", "A question")
    tenders.plan_milestone(found.lead, REF, "deadline", "2027-01", "Another question")
    found.decide("alpha", "6")
    with found.lead.work() as work:
        events = [entry.event for entry in work.log.entries()]
    changes = {
        event.what: (event.details["old"], event.details["new"])
        for event in events
        if "new" in event.details
    }
    assert all(changes[what][0] == "" != changes[what][1] for what in NAMED_BY_HASH)
    own, issued = changes.pop("package.open"), changes["package.issue"]
    assert own == (issued[1], issued[1])  # the lead opens the package that was kept at issuing
    for what in NAMED_BY_HASH:
        del changes[what]
    assert changes == {
        "panel.add": ([], ["assessor"]),
        "panel.confirm": ("unconfirmed", "confirmed"),
        "gate.set": ("", "not_accepted"),
        "tender.plan": ("2026-12", "2027-01"),
        "consensus.record": ("8", "6"),
    }
    first = next(event for event in events if event.what == "tender.plan")
    assert (first.details["old"], first.reason) == ("2026-11-20T12:00:00+01:00", "A question")
    assert all(event.by and event.at and event.what for event in events)
