"""The record: salted leaves under one root."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.record import (
    LogEntry,
    OpeningEntry,
    RecordV1,
    ReportEntry,
    TenderEntry,
    make_record,
    root_of,
)
from tests.fakes import SeededChance

HASH = "ab" * 32


def test_every_signature_has_a_field_of_its_own() -> None:
    report = ReportEntry(
        reference="T-1", version=1, language="nl", made_at="", made_by="",
        chair="c", signers=("a", "b"),
    )  # fmt: skip
    assert report.signature_fields == {"chair": "c", "member-1": "a", "member-2": "b"}


def a_record(count: int = 3, seed: str = "one") -> RecordV1:
    entries = [LogEntry(anchor=Anchor(seq=n, hash=HASH)) for n in range(count)]
    chance = SeededChance(seed)
    return make_record(entries, lambda: chance.token(16).hex())


def test_a_record_has_the_root_of_its_leaves() -> None:
    record = a_record()
    assert record.computed_root() == record.root
    assert len(record.entries(LogEntry)) == 3
    assert record.the(LogEntry) == LogEntry(anchor=Anchor(seq=0, hash=HASH))
    assert record.the(TenderEntry) is None
    assert record.entries(OpeningEntry) == ()


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)))
def test_order_and_leaving_out_keep_the_root(order: list[int], out: set[int]) -> None:
    record = a_record(5)
    leaves = [record.leaves[n] for n in order]
    variant = record.model_copy(
        update={
            "variant": "shareable",
            "leaves": tuple(leaf for n, leaf in zip(order, leaves, strict=True) if n not in out),
            "hidden": tuple(record.leaves[n].hash() for n in out),
        }
    )
    assert variant.computed_root() == record.root


def test_equal_entries_have_different_leaves() -> None:
    entry = LogEntry(anchor=Anchor(seq=1, hash=HASH))
    chance = SeededChance("salt")
    record = make_record([entry, entry], lambda: chance.token(16).hex())
    assert len({leaf.hash() for leaf in record.leaves}) == 2
    assert a_record(seed="other").root != a_record().root


def test_an_empty_record_has_a_root() -> None:
    assert make_record([], lambda: "00").root == root_of([])


def test_a_record_reads_back_what_it_writes() -> None:
    record = a_record()
    assert RecordV1.from_bytes(record.canonical()) == record


@pytest.mark.parametrize("schema", ["evalpanel/record/2", "evalpanel/sheet/1", None])
def test_another_format_is_refused(schema: str | None) -> None:
    with pytest.raises(Unreadable):
        RecordV1.from_document(a_record().to_json() | {"schema": schema})
    with pytest.raises(Unreadable):
        RecordV1.from_document("text")


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(Unreadable):
        RecordV1.from_document(a_record().to_json() | {"extra": 1})
