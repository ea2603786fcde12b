"""Rounds in a record: cards and codes of their time, and admissions by two persons."""

from typing import Any

import pytest

from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    Leaf,
    MappingEntry,
    PackageEntry,
    RecordV1,
    RegisterEntry,
    SheetEntry,
)
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.round_chain import (
    admission_act_flaw,
    former_cards,
    is_committed,
    is_known_roster,
    rounds_flaw,
)
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from tests.later_rounds import late_candidate
from tests.panels import play


def without(record: RecordV1, *kinds: type[Any], keep: Any = lambda _: False) -> RecordV1:
    """The record without these entries, but those that `keep` says."""
    leaves = tuple(x for x in record.leaves if not isinstance(x.entry, kinds) or keep(x.entry))
    return record.model_copy(update={"leaves": leaves})


@pytest.fixture(scope="module")
def record() -> RecordV1:
    """A record with a candidate that was let in late, so that everybody declared twice."""
    return late_candidate()


def test_an_honest_record_of_two_rounds_passes(record: RecordV1) -> None:
    assert [c for c in check_record(record, SshSignatures().verify) if c.ok is not True] == []


def test_a_package_is_committed_to_the_codes_of_its_time(record: RecordV1) -> None:
    """Edge case 14: round 1 knew nothing of who was let in later."""
    first, second = (entry.package for entry in record.entries(PackageEntry))
    assert is_committed(record, first)
    assert is_committed(record, second)
    assert first.mapping_commitment != second.mapping_commitment
    no_act = without(record, ActEntry, keep=lambda e: e.act.kind != "admit")
    assert not is_committed(no_act, first)
    used = first.model_copy(update={"assignments": second.assignments})
    assert not is_committed(record, used)
    assert not is_committed(without(record, MappingEntry), second)


def test_a_roster_holds_cards_that_the_record_knows(record: RecordV1) -> None:
    """R-10: the cards of round 1 were renewed, and are kept."""
    first, second = (entry.package for entry in record.entries(PackageEntry))
    assert len(former_cards(record)) == 5
    assert is_known_roster(record, first)
    assert is_known_roster(record, second)
    bare = without(record, RegisterEntry)
    assert former_cards(bare) == ()
    assert not is_known_roster(bare, first)
    assert is_known_roster(bare, second)
    assert former_cards(without(record, SheetEntry)) == former_cards(record)


def test_a_former_card_is_signed_too(record: RecordV1) -> None:
    leaves = []
    for leaf in record.leaves:
        entry = leaf.entry
        if isinstance(entry, RegisterEntry) and isinstance(entry.entry, Renewal):
            signed = entry.entry.before.signed.model_copy(update={"signature": "none"})
            before = entry.entry.before.model_copy(update={"signed": signed})
            renewal = entry.entry.model_copy(update={"before": before})
            leaves.append(Leaf(salt=leaf.salt, entry=RegisterEntry(entry=renewal)))
        else:
            leaves.append(leaf)
    changed = record.model_copy(update={"leaves": tuple(leaves)})
    found = {c.check: str(c.sentence) for c in check_record(changed, SshSignatures().verify)}
    assert "is not signed by" in found["record_chain"]


def test_nobody_is_let_in_without_two_persons(record: RecordV1) -> None:
    assert admission_act_flaw(record) is None
    no_act = without(record, ActEntry)
    assert "admission of Foxtrot was not signed" in str(admission_act_flaw(no_act))
    plain = play("reported").record()
    assert admission_act_flaw(plain) is None
    moved = plain.model_copy(
        update={"leaves": (*plain.leaves, *(x for x in record.leaves if x.entry.kind == "act"))}
    )
    assert "Foxtrot" in str(admission_act_flaw(moved))
    assert len(plain.entries(ApplicationEntry)) == 6


def test_a_round_left_out_of_a_record_is_seen(record: RecordV1) -> None:
    rules = parse_rules(record.entries(PackageEntry)[0].package.rules)
    assert rounds_flaw(record, rules) is None
    last = without(record, PackageEntry, keep=lambda e: e.package.round == 2)
    assert "do not follow each other" in str(rounds_flaw(last, rules))
