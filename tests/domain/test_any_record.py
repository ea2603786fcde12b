"""Records that no program of ours made: each is refused or judged, none ends in a fault."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.printed import missing_in_print
from evalpanel.domain.record import Leaf, RecordV1
from tests.conftest import heavy
from tests.domain.test_verification import no, rerooted, the_record
from tests.strategies import json_values


def _paths(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here]
    if isinstance(value, dict):
        for key, below in value.items():
            found += _paths(below, (*here, key))
    if isinstance(value, list):
        for index, below in enumerate(value):
            found += _paths(below, (*here, index))
    return found


def _put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _put(value[path[0]], path[1:], new)
    return copy


DOCUMENT = the_record().to_json()
PATHS = _paths(DOCUMENT)


@settings(max_examples=heavy(600))
@given(st.sampled_from(PATHS), json_values(), st.booleans())
def test_no_record_whatever_ends_in_a_fault(path: tuple[Any, ...], new: Any, reroot: bool) -> None:
    try:
        record = RecordV1.from_bytes(canonical_bytes(_put(DOCUMENT, path, new)))
    except Unreadable:
        return
    if reroot:
        with_root = [leaf for leaf in record.leaves if _has_hash(leaf)]
        record = rerooted(record, tuple(with_root))
    found = no(record)
    assert found or record.leaves == RecordV1.from_document(DOCUMENT).leaves or reroot
    missing_in_print_of(record)


def _has_hash(leaf: Leaf) -> bool:
    try:
        return bool(leaf.hash())
    except ValueError:
        return False


def missing_in_print_of(record: RecordV1) -> None:
    try:
        missing_in_print(record, [""])
    except Unreadable:
        return


@settings(max_examples=heavy(300))
@given(st.integers(0), st.integers(1, 255))
def test_no_changed_byte_of_a_record_goes_unseen(place: int, bits: int) -> None:
    data = bytearray(canonical_bytes(DOCUMENT))
    data[place % len(data)] ^= bits
    try:
        record = RecordV1.from_bytes(bytes(data))
    except Unreadable:
        return
    assert "container" in no(record)


def test_a_salt_that_is_no_number_gives_no_root() -> None:
    record = the_record()
    odd = record.model_copy(
        update={"leaves": (record.leaves[0].model_copy(update={"salt": "zz"}), *record.leaves[1:])}
    )
    assert "its root does not follow" in no(odd)["container"]
