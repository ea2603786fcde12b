"""Acts of two persons and what they brought about: errata and members who left, in a record."""

import pytest

from evalpanel.domain.act_chain import acts_flaw
from evalpanel.domain.conflicts import ConflictCase, Measure
from evalpanel.domain.errata import Erratum
from evalpanel.domain.panel_changes import Recusal, Replacement, touches_scores
from evalpanel.domain.record import ActEntry, PackageEntry, RecordV1, RegisterEntry, TenderEntry
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.usecases import amending, panel_changes
from tests import panels
from tests.domain.test_verification import at, gone, no, update
from tests.panels import ASSESSORS, LEAD, REF, SECOND, Play, person, play, toml_file
from tests.usecases.test_dishonest_lead import added, plain

ANN, BEN = ASSESSORS[:2]
AT = "2026-11-23T10:00:00Z"


def amend(found: Play, title: str) -> None:
    document = found.rules | {"title": title}
    amending.ask_erratum(
        found.lead, REF, toml_file(document), reason="A slip", ground="Proportionate"
    )
    found.confirm_all()


@pytest.fixture(scope="module")
def amended() -> RecordV1:
    """Two errata before the applications came in, then the whole course."""
    found = play("locked")
    amend(found, "First")
    amend(found, "Second")
    for stage in panels.STAGES[panels.STAGES.index("received") : -1]:
        found.clock.move(minutes=1)
        getattr(panels, f"_{stage}")(found)
    return found.record()


def test_errata_lead_from_the_locked_rules_to_those_that_hold(amended: RecordV1) -> None:
    """R-3."""
    assert no(amended) == {}
    assert len([e for e in amended.entries(RegisterEntry) if isinstance(e.entry, Erratum)]) == 2


@pytest.mark.parametrize(
    ("nth", "field", "new", "says"),
    [
        (0, "reason", "Other", "Erratum 1 was not signed by two persons"),
        (1, "after_sha256", "0" * 64, "Erratum 2 was not signed by two persons"),
        (0, "confirmed_by", "Nobody", "Erratum 1 was not signed"),
        (0, "number", 3, "does not lead to the rules that follow it"),
    ],
)
def test_an_erratum_stands_as_two_persons_signed_it(
    amended: RecordV1, nth: int, field: str, new: object, says: str
) -> None:
    changed = at(RegisterEntry, f"entry.{field}", new, nth)(amended)
    assert says in no(changed)["record_chain"]


def test_no_erratum_can_be_left_out_with_or_without_its_act(amended: RecordV1) -> None:
    assert "is missing in the record" in no(gone(RegisterEntry)(amended))["record_chain"]
    nth = [e.act.kind for e in amended.entries(ActEntry)].index("erratum")
    first = gone(ActEntry, nth)(gone(RegisterEntry)(amended))
    assert "does not lead to the rules" in no(first)["record_chain"]
    last = gone(ActEntry, nth + 1)(gone(RegisterEntry, 1)(amended))
    assert "does not lead to the rules" in no(last)["record_chain"]


def test_without_rules_no_erratum_leads_anywhere(amended: RecordV1) -> None:
    tender = amended.the(TenderEntry)
    assert tender is not None
    bare = gone(TenderEntry)(amended)
    assert "does not lead" in str(acts_flaw(bare, parse_rules(tender.rules)))


def test_a_decision_in_a_tie_needs_rules_that_are_exhausted() -> None:
    """R-55: the rules of this record end in a draw."""
    decision = TieDecision(
        reference=REF, lot="1", candidates=("B7", "K3"), order=("K3", "B7"), reason="R", ground="G",
        by=LEAD, confirmed_by=SECOND, at=AT,
    )  # fmt: skip
    record = added(plain(), decision)
    tender = record.the(TenderEntry)
    act = record.entries(ActEntry)[0].act
    assert tender is not None
    signed = act.model_copy(
        update={"kind": "tie", "subject": decision.subject(), "by": LEAD, "confirmed_by": SECOND}
    )
    both = update(ActEntry, act=signed)(record)
    assert "rules say what decides" in str(acts_flaw(both, parse_rules(tender.rules)))


def test_who_left_before_the_issue_did_so_by_the_word_of_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """R-15: nobody had scored; the package shows that the member never did."""
    found = play("carded", "recusal_mean")
    done = panel_changes.recuse_member(found.lead, REF, ANN, reason="Moved abroad")
    assert isinstance(done, Recusal)
    monkeypatch.setattr(Play, "assessors", property(lambda _: ASSESSORS[1:3]))
    stages = panels.STAGES[panels.STAGES.index("issued") : panels.STAGES.index("decided")]
    for stage in (*stages, "identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    assert no(found.record()) == {}


def a_case(measure: Measure) -> ConflictCase:
    return ConflictCase(
        reference=REF, member=person(ANN).sign_key, name="Alpha", what="Shares", alleged_by="",
        facts="F", investigation="", measure=measure, lots=(), reason="R", decided_by=LEAD, by=LEAD,
        at=AT,
    )  # fmt: skip


def test_of_the_decisions_on_a_case_only_the_last_one_counts() -> None:
    """R-11: what was thought better of before the issue took nobody's score away."""
    assert no(added(added(plain(), a_case("recusal")), a_case("none"))) == {}
    turned = no(added(added(plain(), a_case("none")), a_case("replacement")))
    assert "not signed by two persons" in turned["record_chain"]


def recusal(member: str, *lots: str) -> Recusal:
    return Recusal(
        reference=REF, member=member, lots=lots, reason="R", approved_by="S", by=LEAD, at=AT
    )


def replacement(old: str, new: str) -> Replacement:
    return Replacement(
        reference=REF, old=old, new=new, lots=(), reason="R", approved_by="S",
        candidates_informed=True, by=LEAD, at=AT,
    )  # fmt: skip


def test_scores_are_touched_in_the_lots_of_the_change_only() -> None:
    packages = [entry.package for entry in plain().entries(PackageEntry)]
    key = person(ANN).sign_key
    here, other = recusal(key, "1"), recusal(key, "9")
    leaves, comes = replacement(key, "x"), replacement("x", key)
    assert [touches_scores(c, packages) for c in (here, other, leaves, comes)] == [
        True, False, True, False,
    ]  # fmt: skip
    assert leaves.subject()["candidates_informed"] == "True"
