"""What a check of the record finds in revisions, by whoever made them (`trust.md` 2.4 and 3)."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from evalpanel.domain.errata import Erratum
from evalpanel.domain.panel_changes import Replacement
from evalpanel.domain.record import ActEntry, PackageEntry, RecordV1, SheetEntry
from evalpanel.domain.revision_chain import revisions_flaw
from evalpanel.domain.revisions import Committed, Revision
from evalpanel.domain.sheet import SHEET_NAMESPACE, sheet_commitment
from evalpanel.usecases import rounds
from tests.panels import REF, person
from tests.revisions import (
    ANN,
    all_sealed_again,
    flaws,
    roster_revised,
    rules_revised,
    sealed_anew,
    to_report,
)
from tests.usecases.test_dishonest_lead import changed, entries, without


@cache
def roster_record() -> RecordV1:
    found = all_sealed_again(roster_revised())
    found.settle_unjudged()
    to_report(found)
    assert flaws(found) == []
    return found.record()


@cache
def rules_record() -> RecordV1:
    found = sealed_anew(rules_revised())
    rounds.open_round(found.lead, REF)
    found.settle_unjudged()
    to_report(found)
    assert flaws(found) == []
    return found.record()


def _panel_acts(record: RecordV1) -> list[Any]:
    leaves = entries(record, ActEntry)
    return [leaf for leaf in leaves if leaf.entry.act.kind == "panel_change"]  # type: ignore[union-attr] # an ActEntry


def _other_sheet(record: RecordV1, **changes: Any) -> RecordV1:
    """Ann's sheet with something else in it, signed by her all the same."""
    me = person(ANN)
    leaves = []
    for leaf in record.leaves:
        entry = leaf.entry
        if isinstance(entry, SheetEntry) and entry.sheet.member == me.sign_key:
            inner = entry.sheet.sheet.model_copy(update=changes).canonical()
            sheet = entry.sheet.model_copy(
                update={"inner": inner.decode(), "signature": me.sign(inner, SHEET_NAMESPACE)}
            )
            commitment = sheet_commitment(inner)
            entry = entry.model_copy(update={"sheet": sheet, "commitment": commitment})
        leaves.append(leaf.model_copy(update={"entry": entry}))
    return record.model_copy(update={"leaves": tuple(leaves)})


ROSTER: dict[str, tuple[Callable[[RecordV1], RecordV1], str]] = {
    "the revision taken out": (
        lambda r: without(r, *entries(r, Revision)), "are not whole"),
    "another reason": (
        lambda r: changed(r, Revision, "entry.entry.reason", "Nothing special"),
        "the reason on record is another one"),
    "an earlier package that nobody signed": (
        lambda r: changed(r, Revision, "entry.entry.manifest.reason", "x"),
        "is not as it was issued"),
    "who left did so without a word": (
        lambda r: without(r, *entries(r, Replacement), *_panel_acts(r)),
        "left out of a revision of panel main without a recusal"),
    "who left did so by the word of one": (
        lambda r: without(r, *_panel_acts(r)), "was not signed by two persons"),
    "another sheet than was sealed before": (
        lambda r: changed(r, Revision, "entry.entry.seals", (
            Committed(member=person(ANN).sign_key, commitment="3" * 64),)),
        f"The sheet of {ANN} is another one than was sealed before"),
    "a revision of another round": (
        lambda r: changed(r, Revision, "entry.entry.round", 2), "leads nowhere"),
}  # fmt: skip
RULES: dict[str, tuple[Callable[[RecordV1], RecordV1], str]] = {
    "rules revised without an erratum": (
        lambda r: without(r, *entries(r, Erratum)), "revised without an erratum"),
    "a sheet made for the rules before": (
        lambda r: _other_sheet(r, package=entries(r, Revision)[0].entry.entry.sha256),  # type: ignore[union-attr] # a Revision
        "belongs to another package"),
    "a sheet that does not name the one before": (
        lambda r: _other_sheet(r, supersedes=None), "another one than was sealed before"),
    "carried over what was changed": (
        lambda r: _other_sheet(r, carried_over=(_changed_cell(r),)),
        f"The sheet of {ANN} carries over scores of what was changed"),
    "carried over what was never scored": (
        lambda r: _other_sheet(r, carried_over=(("9", "X", "A1"),)),
        f"The sheet of {ANN} carries over scores of what was changed"),
}  # fmt: skip


def _changed_cell(record: RecordV1) -> tuple[str, str, str]:
    (sheet, *_) = [e.sheet.sheet for e in record.entries(SheetEntry)]
    return next(score.cell for score in sheet.scores if score.item == "B1")


@pytest.mark.parametrize("attack", ROSTER)
def test_a_check_of_the_record_finds_what_is_wrong_with_a_roster_revision(attack: str) -> None:
    how, says = ROSTER[attack]
    assert says in " ".join(flaws(None, how(roster_record())))


@pytest.mark.parametrize("attack", RULES)
def test_a_check_of_the_record_finds_what_is_wrong_with_a_rules_revision(attack: str) -> None:
    how, says = RULES[attack]
    assert says in " ".join(flaws(None, how(rules_record())))


def directly(record: RecordV1) -> str:
    """What is found when every signature is taken for good."""
    return str(revisions_flaw(record, lambda *_: True) or "")


def test_who_had_sealed_scores_the_same_after_a_roster_revision() -> None:
    record = roster_record()
    ann = person(ANN).sign_key
    leaves = []
    for leaf in record.leaves:
        entry = leaf.entry
        if isinstance(entry, PackageEntry):
            given = entry.manifest["assignments"]
            less = [a for a in given if (a["member"], a["item"]) != (ann, "A1")]
            entry = entry.model_copy(update={"manifest": entry.manifest | {"assignments": less}})
        leaves.append(leaf.model_copy(update={"entry": entry}))
    changed_record = record.model_copy(update={"leaves": tuple(leaves)})
    assert "changed what somebody scores who had sealed" in directly(changed_record)


def test_a_sheet_for_no_revision_carries_nothing_over() -> None:
    record = _other_sheet(rules_record(), package="9" * 64)
    assert "carries over scores of what was changed" in directly(record)


def test_the_sheets_of_another_round_are_not_asked() -> None:
    assert directly(_other_sheet(rules_record(), round=2, supersedes=None)) == ""
