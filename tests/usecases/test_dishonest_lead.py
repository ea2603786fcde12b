"""What a dishonest process lead could write before anybody signs, and what `verify` says to it.

The lead makes the record and can count everything again, so every change here comes with a root,
a ranking and outcomes that fit it. Found is: whatever the members sealed, whatever the packages
say that they were signed for, and every act of two persons, with its effect, in both directions.

Not found from the record alone is what one person may do alone, and nothing that somebody else
signed repeats: those cases stand at the end, under `ONLY_IN_THE_LOG`. There the head of the log
in the record, which was in every package and sheet before, is the only witness; and for a whole
round that was left out each of its members, whose laptop refuses to sign.
"""

from collections.abc import Callable
from functools import cache

import pytest

from evalpanel.domain.calculation import lot_result
from evalpanel.domain.conflicts import ConflictCase
from evalpanel.domain.errors import EvalPanelError
from evalpanel.domain.evidence import EvidenceReceived
from evalpanel.domain.follow_ups import FollowUp
from evalpanel.domain.panel_changes import Recusal
from evalpanel.domain.ranking_check import Recomputed
from evalpanel.domain.reconciliation import places_in, reconcile
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    DecisionEntry,
    Leaf,
    OpeningEntry,
    OutcomeV1,
    PackageEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    SheetEntry,
)
from evalpanel.domain.record_chain import standing
from evalpanel.domain.selection_decision import SelectionDecision
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.domain.withdrawals import Withdrawal
from evalpanel.usecases import conflicts, consensus, panel_changes, withdrawing
from evalpanel.usecases.own_part import own_sheet_is_identical
from tests import panels
from tests.domain.test_verification import at, deep, no, rerooted
from tests.later_rounds import REDO, WORSE, hold
from tests.panels import ASSESSORS, LEAD, REF, Play, person, play
from tests.usecases.test_deciding_ties import decide, equal

ANN, BEN, CAS = ASSESSORS[:3]
EARLY, AT = "2026-11-23T00:00:00Z", "2026-11-23T10:00:00Z"


def finished(found: Play) -> RecordV1:
    for stage in ("identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    record = found.record()
    assert no(record) == {}
    return record


@cache
def plain() -> RecordV1:
    """Means of three, of whom two would do; nobody was recused."""
    return finished(play("round", "recusal_mean"))


@cache
def recused() -> RecordV1:
    """The same, and two persons recused Ann after the opening."""
    found = play("round", "recusal_mean")
    panel_changes.recuse_member(found.lead, REF, ANN, reason="A brother works there")
    found.confirm_all()
    return finished(found)


@cache
def case_closed() -> RecordV1:
    """The same, and an interest of Ann was decided to need no measure."""
    found = play("round", "recusal_mean")
    conflicts.raise_case(found.lead, REF, ANN, "Bravo", what="Shares", alleged_by="Charlie")
    conflicts.decide_case(found.lead, REF, ANN, "Bravo", measure="none", facts="F", reason="R")
    return finished(found)


@cache
def case_recused() -> RecordV1:
    """The same, and two persons decided on an interest of Ann that she is recused."""
    found = play("round", "recusal_mean")
    conflicts.raise_case(found.lead, REF, ANN, "Bravo", what="Shares", alleged_by="Charlie")
    conflicts.decide_case(found.lead, REF, ANN, "Bravo", measure="recusal", facts="F", reason="R")
    found.confirm_all()
    return finished(found)


@cache
def two_rounds() -> tuple[Play, RecordV1]:
    """A consensus, then item A1 assessed again in a second round."""
    found = play("closed")
    hold(found, REDO, (ANN, BEN, CAS), WORSE)
    for candidate, score in (("alpha", "2"), ("bravo", "8"), ("charlie", "4")):
        found.decide(candidate, score)
    consensus.close_meeting(found.lead, REF)
    return found, finished(found)


@cache
def plain_consensus() -> RecordV1:
    return finished(play("closed"))


@cache
def withdrawn(late: bool = False) -> RecordV1:
    """Bravo withdrew after it was scored: before the ranking, or after it."""
    found = play("identified" if late else "closed")
    found.clock.move(minutes=5)
    withdrawing.withdraw_candidate(found.lead, REF, "bravo", reason="No capacity")
    if late:
        panels._reported(found)
        return found.record()
    return finished(found)


def entries(record: RecordV1, kind: type) -> list[Leaf]:
    """The leaves of the register, or of an entry, of a kind."""
    return [
        leaf
        for leaf in record.leaves
        if isinstance(leaf.entry, kind)
        or (isinstance(leaf.entry, RegisterEntry) and isinstance(leaf.entry.entry, kind))
    ]


def without(record: RecordV1, *leaves: Leaf) -> RecordV1:
    return counted(rerooted(record, tuple(one for one in record.leaves if one not in leaves)))


def changed(record: RecordV1, kind: type, path: str, new: object) -> RecordV1:
    """The first entry of a kind with something else at a path, and everything counted again."""
    first = entries(record, kind)[0]
    leaves = tuple(deep(one, path, new) if one is first else one for one in record.leaves)
    return counted(rerooted(record, leaves))


def added(record: RecordV1, entry: object) -> RecordV1:
    leaf = Leaf(salt="00" * 16, entry=RegisterEntry(entry=entry))  # type: ignore[arg-type] # any kind
    return counted(rerooted(record, (*record.leaves, leaf)))


def counted(record: RecordV1) -> RecordV1:
    """Ranking and outcomes as they follow from what is in the record now."""
    count = Recomputed(record)
    try:
        results = [lot_result(count.rules, lot) for lot in count.rankings]
    except EvalPanelError:
        return record
    applications = record.entries(ApplicationEntry)
    settled = reconcile(
        count.rules,
        [standing(record, e, count.rules, lot) for e in applications for lot in e.application.lots],
        places_in([e.application for e in applications], count.rankings),
    )
    leaves = []
    for leaf in record.leaves:
        entry: object = leaf.entry
        if isinstance(entry, RankingEntry):
            entry = RankingEntry(result=results.pop(0))
        if isinstance(entry, ApplicationEntry):
            outcomes = tuple(
                OutcomeV1(lot=one.lot, outcome=one.outcome, reason=str(one.reason))
                for one in settled.of(entry.application.id)
            )
            entry = entry.model_copy(update={"outcomes": outcomes})
        leaves.append(leaf.model_copy(update={"entry": entry}))
    return rerooted(record, tuple(leaves))


def a_recusal(**changes: object) -> Recusal:
    given = {"reference": REF, "member": person(ANN).sign_key, "lots": (), "reason": "Brother",
             "approved_by": "Sam", "by": LEAD, "at": AT}  # fmt: skip
    return Recusal.model_validate(given | changes)


def of_two(record: RecordV1) -> list[Leaf]:
    """The acts about who leaves the panel."""
    return [leaf for leaf in entries(record, ActEntry) if leaf.entry.act.kind == "panel_change"]  # type: ignore[union-attr] # an ActEntry


LEFT = "left the panel, and that was not signed by two persons"
TAKEN_BACK = "is missing in the record"
FOUND: dict[str, tuple[Callable[[], RecordV1], str]] = {
    "a recusal added, to make a score void": (lambda: added(plain(), a_recusal()), LEFT),
    "a recusal added, as if before the issue": (
        lambda: added(plain(), a_recusal(at="2026-11-23T00:00:00Z")), LEFT),
    "a recusal added, to be rid of a vote": (
        lambda: added(plain(), a_recusal(effect="kept")), LEFT),
    "a recusal taken out": (
        lambda: without(recused(), *entries(recused(), Recusal)), TAKEN_BACK),
    "the act of a recusal taken out": (lambda: without(recused(), *of_two(recused())), LEFT),
    "the effect of a recusal": (
        lambda: changed(recused(), Recusal, "entry.entry.effect", "kept"), LEFT),
    "the lots of a recusal": (
        lambda: changed(recused(), Recusal, "entry.entry.lots", ("1",)), LEFT),
    "the reason of a recusal": (
        lambda: changed(recused(), Recusal, "entry.entry.reason", "Other"), LEFT),
    "who approved a recusal": (
        lambda: changed(recused(), Recusal, "entry.entry.approved_by", "The mayor"), LEFT),
    "the measure on an interest": (
        lambda: changed(case_closed(), ConflictCase, "entry.entry.measure", "recusal"),
        LEFT),
    "who decided on an interest": (
        lambda: changed(case_recused(), ConflictCase, "entry.entry.decided_by", LEAD), LEFT),
    "the measure on an interest taken back": (
        lambda: changed(case_recused(), ConflictCase, "entry.entry.measure", "none"), TAKEN_BACK),
    "a lot taken from a candidate that was scored in it": (
        lambda: changed(plain(), ApplicationEntry, "entry.application.lots", ("9",)),
        "did not apply for it"),
    "another dossier than the panel read": (
        lambda: changed(plain(), ApplicationEntry, "entry.application.dossiers.0.sha256", "0" * 64),
        "read another plan of Alpha"),
    "a candidate let in late by one person": (
        lambda: changed(plain(), ApplicationEntry, "entry.application.admitted_at", AT),
        "admission of Alpha was not signed"),
    "a failure that two persons signed taken back": (
        lambda: counted(at(ApplicationEntry, "judgements", (), 3)(plain())), TAKEN_BACK),
    "a decision of the first round kept in place of the second": (
        lambda: changed(two_rounds()[1], DecisionEntry, "entry.decision.round", 2), "not whole"),
    "an earlier version of a decision left out": (
        lambda: changed(plain_consensus(), DecisionEntry, "entry.decision.version", 2),
        "not whole"),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_what_others_signed_cannot_be_changed_unseen(name: str) -> None:
    how, says = FOUND[name]
    assert says in " ".join(no(how()).values())


@pytest.mark.parametrize("kind", [PackageEntry, SheetEntry, OpeningEntry, DecisionEntry])
def test_of_a_later_round_nothing_can_be_left_out_alone(kind: type) -> None:
    _, record = two_rounds()
    last = entries(record, kind)[-1]
    assert no(without(record, last)) != {}


def test_a_whole_round_left_out_is_refused_by_each_of_its_members() -> None:
    """Its decisions stand in the log, and nobody who sealed in it signs such a report."""
    found, record = two_rounds()
    gone = []
    for kind in (PackageEntry, SheetEntry, OpeningEntry, DecisionEntry):
        for leaf in entries(record, kind):
            inside = getattr(leaf.entry, "package", None) or getattr(leaf.entry, "sheet", None)
            inside = inside or getattr(leaf.entry, "decision", None) or leaf.entry
            gone += [leaf] if inside.round == 2 else []  # type: ignore[union-attr] # all have one
    cut = without(record, *gone)
    assert set(no(cut)) == {"log"}
    assert all(own_sheet_is_identical(found.desk(name), record) for name in (ANN, BEN, CAS))
    assert not any(own_sheet_is_identical(found.desk(name), cut) for name in (ANN, BEN, CAS))


def test_a_decision_between_equals_cannot_be_changed_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-55: neither its order, its reason, its ground nor its two names; nor can it be left out."""
    found = equal(monkeypatch)
    order = decide(found, "bravo", "charlie", "alpha")
    record = finished(found)
    path, alone = "entry.entry", "was not signed by two persons"
    for field, new in (("order", order[::-1]), ("reason", "Other"), ("ground", "Other"),
                       ("by", "Sam"), ("confirmed_by", "Lena"), ("lot", "2")):  # fmt: skip
        wrong = changed(record, TieDecision, f"{path}.{field}", new)
        assert alone in no(wrong)["record_chain"]
    taken_out = no(without(record, *entries(record, TieDecision)))
    assert TAKEN_BACK in taken_out["record_chain"]
    acts = [a for a in entries(record, ActEntry) if a.entry.act.kind == "tie"]  # type: ignore[union-attr] # an ActEntry
    assert alone in no(without(record, *acts))["record_chain"]


def test_a_decision_where_a_draw_was_announced_is_found() -> None:
    """R-55: even if two persons had signed it; here nobody did."""
    decision = TieDecision(
        reference=REF, lot="1", candidates=("B7", "K3"), order=("K3", "B7"), reason="R", ground="G",
        by=LEAD, confirmed_by="Sam", at=AT,
    )  # fmt: skip
    assert "not signed by two persons" in no(added(plain(), decision))["record_chain"]


def _withdrawal() -> Withdrawal:
    return Withdrawal(reference=REF, candidate="bravo", lots=(), reason="R", by=LEAD, at=EARLY)


ONLY_IN_THE_LOG: dict[str, Callable[[], RecordV1]] = {
    "a recusal left out together with its act": lambda: without(
        recused(), *entries(recused(), Recusal), *of_two(recused())
    ),
    "evidence made up, on any day": lambda: added(plain(), _evidence()),
    "what was done about an open place": lambda: added(plain(), _follow_up()),
    "the order in which a candidate prefers its lots": lambda: changed(
        play("reported", "lots").record(), ApplicationEntry, "entry.application.lots", ("2", "1")
    ),
}


def _evidence() -> EvidenceReceived:
    piece = plain().entries(ApplicationEntry)[0].application.evidence[0]
    dated = piece.model_copy(update={"dated": "2026-11-01"})
    return EvidenceReceived(reference=REF, candidate="alpha", evidence=dated, reason="R", by=LEAD,
                            at=AT)  # fmt: skip


def _follow_up() -> FollowUp:
    return FollowUp(reference=REF, lot="1", action="Done otherwise", by=LEAD, at=AT)


def _mandate() -> SelectionDecision:
    return SelectionDecision(reference=REF, version=1, taken_by="Director", mandate="None",
                             date="2026-11-24", by=LEAD, at=AT)  # fmt: skip


AGAINST_THE_LOG: dict[str, tuple[Callable[[], RecordV1], str]] = {
    "a withdrawal made up": (
        lambda: added(plain(), _withdrawal()), "at the wrong side of the ranking"),
    "a withdrawal before the ranking left out": (
        lambda: without(withdrawn(), *entries(withdrawn(), Withdrawal)), "is missing"),
    "a withdrawal after the ranking left out": (
        lambda: without(withdrawn(late=True), *entries(withdrawn(late=True), Withdrawal)),
        "is missing"),
}  # fmt: skip


DECISIONS: dict[str, tuple[Callable[[], RecordV1], str]] = {
    "a decision on the outcome made up": (
        lambda: added(plain(), _mandate()), "Of version 1 of the decision on the outcome"),
    "a score on which the panel agreed": (
        lambda: changed(plain_consensus(), DecisionEntry, "entry.decision.score", "2"),
        "the log tells others"),
}  # fmt: skip


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_that_the_log_tells_otherwise_is_seen(name: str) -> None:
    """Nobody signs it by itself; its entry in the log holds its hash (R-47, R-93)."""
    made, says = DECISIONS[name]
    assert says in no(made())["log"]


@pytest.mark.parametrize("name", AGAINST_THE_LOG)
def test_what_differs_from_the_log_in_the_record_is_seen(name: str) -> None:
    """The log is chained, and its head stands in every package (R-93)."""
    made, says = AGAINST_THE_LOG[name]
    assert says in no(made())["record_chain"]


@pytest.mark.parametrize("name", ONLY_IN_THE_LOG)
def test_what_one_person_does_alone_only_the_log_shows(name: str) -> None:
    """Told honestly: `verify` accepts each of these. Members see it in the report they sign."""
    assert no(ONLY_IN_THE_LOG[name]()) == {}


def test_none_of_it_can_be_done_after_a_signature() -> None:
    """The root is in every signature: a record that counts itself again has another one."""
    assert added(plain(), _withdrawal()).root != plain().root


def test_a_decision_changed_in_the_database_is_seen_in_the_report() -> None:
    """Ranking and public copies follow the changed score; only the log tells (R-47, R-93)."""
    found = play("closed")
    state = found.databases[LEAD].state
    (key, body), *others = state.ledgers["decisions"]
    better = body.replace(b'"score":"8"', b'"score":"10"')
    assert better != body
    state.ledgers["decisions"] = ((key, better), *others)
    for stage in ("identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    assert set(no(found.record())) == {"log"}
