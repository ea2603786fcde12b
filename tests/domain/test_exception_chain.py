"""Exceptions in a record: each as signed, each with its trace (`trust.md` 2.4; R-12, R-15)."""

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any

import pytest

from evalpanel.domain.excuses import EXCUSE_NAMESPACE, Excuse, ExcuseV1, lots_left
from evalpanel.domain.panel_changes import Replacement, changes_of
from evalpanel.domain.record import Leaf, RecordV1, RegisterEntry, SheetEntry
from evalpanel.domain.reopenings import Reopening, SupersededSheet
from evalpanel.domain.standby import SteppedIn
from evalpanel.usecases import standing_by
from tests.domain.test_verification import at, change, no, rerooted
from tests.panels import OUT, REF, person, play
from tests.sealing_exceptions import (
    ANN,
    BEN,
    CAS,
    DEE,
    finished,
    merge,
    reopen,
    replace,
    rescore,
    seal,
    step_back,
    with_alternate,
)


@cache
def with_everything() -> RecordV1:
    """Ann stepped back, Dee stepped in for her, and Ben's sheet was reopened."""
    found = with_alternate(variant="mean")
    excuse = step_back(found, ANN)
    seal(found, BEN, CAS)
    merge(found, excuse.file, found.seal(BEN))
    reopen(found, BEN)
    rescore(found, BEN, "4")
    merge(found, *(found.seal(name) for name in (BEN, CAS, DEE)))
    replace(found)
    merge(found, standing_by.step_in(found.desk(DEE), REF, OUT).file)
    return finished(found)


def nth(record: RecordV1, kind: type) -> int:
    return next(n for n, e in enumerate(record.entries(RegisterEntry)) if isinstance(e.entry, kind))


def without(kind: type) -> Callable[[RecordV1], RecordV1]:
    return lambda record: change(RegisterEntry, lambda _: None, nth(record, kind))(record)


def signed_anew(record: RecordV1, by: str, **changes: object) -> RecordV1:
    """The excuse as somebody could have signed it with another program."""
    place = nth(record, Excuse)
    entry = record.entries(RegisterEntry)[place].entry
    assert isinstance(entry, Excuse)
    told = ExcuseV1.from_manifest(entry.manifest).model_copy(
        update={"signer": person(by).sign_key, **changes}
    )
    signature = person(by).sign(told.canonical(), EXCUSE_NAMESPACE)
    forged = entry.model_copy(
        update={
            "member": told.signer,
            "reason": told.reason,
            "manifest": told.to_json(),
            "signature": signature,
        }
    )
    return at(RegisterEntry, "entry", forged, place)(record)


def test_a_record_with_every_exception_verifies() -> None:
    assert no(with_everything()) == {}


def test_an_excuse_counts_as_a_recusal_of_the_whole_panel() -> None:
    """R-12."""
    [recusal, *_] = changes_of(with_everything().register())
    assert recusal.kind == "recusal"
    assert (recusal.leaves, recusal.lots, recusal.effect) == (person(ANN).sign_key, (), "void")


@pytest.mark.parametrize("changes", [{"package": "0" * 64}, {"roster_sha256": "0" * 64}])
def test_an_excuse_is_for_a_package_of_this_round(changes: dict[str, object]) -> None:
    forged = signed_anew(with_everything(), ANN, **changes)
    assert "belongs to another package" in no(forged)["record_chain"]


def test_nobody_steps_back_and_has_a_sheet() -> None:
    """A member who signs both, and an organiser who keeps both."""
    forged = signed_anew(with_everything(), CAS)
    assert "has a sheet all the same" in no(forged)["record_chain"]


def test_what_was_reopened_has_one_sheet_in_its_place() -> None:
    record = with_everything()
    [place] = [n for n, e in enumerate(record.entries(SheetEntry)) if e.sheet.sheet.supersedes]
    sheet = record.entries(SheetEntry)[place].sheet
    inner = sheet.sheet.model_copy(update={"supersedes": None}).canonical().decode()
    forged = at(SheetEntry, "sheet.inner", inner, place)(record)
    assert "none takes its place" in no(forged)["record_chain"]


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Reopening, "never reopened"),
        (SteppedIn, "without stepping in"),
        (Replacement, "without a seat to take"),
    ],
)
def test_no_half_of_an_exception_stands_alone(kind: type, says: str) -> None:
    assert says in no(without(kind)(with_everything()))["record_chain"]


@pytest.mark.parametrize("kind", [Excuse, Reopening, SteppedIn])
def test_an_exception_of_another_round_belongs_nowhere(kind: type) -> None:
    record = with_everything()
    forged = at(RegisterEntry, "entry.round", 7, nth(record, kind))(record)
    assert "belongs to no round" in no(forged)["record_chain"]


@pytest.mark.parametrize("kind", [Excuse, Reopening, SupersededSheet, SteppedIn])
def test_what_happened_once_stands_in_the_record_once(kind: type) -> None:
    """Also where the second entry names another file: a seal is taken back one time (R-35)."""
    record = with_everything()
    entry = record.entries(RegisterEntry)[nth(record, kind)].entry
    beside = {"document": "0" * 64} if "document" in type(entry).model_fields else {}
    again = RegisterEntry(entry=entry.model_copy(update=beside))
    forged = rerooted(record, (*record.leaves, Leaf(salt="ab" * 16, entry=again)))
    found = no(forged)
    assert set(found) == {"record_chain"}
    assert f"the same entry on {entry.kind} of" in found["record_chain"]


@pytest.mark.parametrize(
    ("panels", "cells", "lots"),
    [
        (("main",), [("1", "K", "A1")], ()),
        (("main", "second"), [("1", "K", "A1")], ("1",)),
        (("main", "second"), [("1", "K", "A1"), ("2", "K", "A1")], ()),
        (("main", "second"), [("*", "K", "A1")], ()),
    ],
)
def test_an_excuse_is_for_the_lots_of_its_panel(
    panels: tuple[str, ...], cells: list[tuple[str, str, str]], lots: tuple[str, ...]
) -> None:
    """Who is on another panel too leaves this one only."""
    rules: Any = SimpleNamespace(
        panels=[SimpleNamespace(id="main"), SimpleNamespace(id="second")],
        lots=[SimpleNamespace(id="1"), SimpleNamespace(id="2")],
    )
    package: Any = SimpleNamespace(assigned_to=lambda _: cells)
    entry = play("carded").lead
    member: Any = SimpleNamespace(key=entry.me.sign_key, panels=panels)
    assert lots_left(rules, package, member) == lots
