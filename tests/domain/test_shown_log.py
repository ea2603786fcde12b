"""The log of one tender for outsiders: it can be followed, and shows nothing of other tenders."""

import pytest

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, chain
from evalpanel.domain.audit_check import link_of
from evalpanel.domain.errors import Unreadable
from evalpanel.domain.shown_log import LogV1, ShownLog, show_log, shown_log_flaw
from tests.domain.test_event_bodies import an_event

OTHERS = ("S", "S", "T", "S", "T", "T", "S")
"""Whose tender each entry is about."""


def a_log() -> list[Entry]:
    entries: list[Entry] = []
    for number, reference in enumerate(OTHERS):
        head = entries[-1].anchor if entries else START
        about = {"reference": reference, "subject": f"secret of {reference} {number}"}
        entries.append(chain(head, an_event(**about)))
    return entries


def shown(reference: str = "T") -> ShownLog:
    return show_log((link_of(entry) for entry in a_log()), reference)


def test_it_begins_where_the_tender_begins_and_ends_at_the_head() -> None:
    log, found = a_log(), shown()
    assert found.start == log[1].anchor
    assert [entry.event is not None for entry in found.entries] == [True, False, True, True, False]
    assert found.anchor == log[-1].anchor
    assert [event.subject for event in found.events()] == [
        "secret of T 2", "secret of T 4", "secret of T 5",
    ]  # fmt: skip
    anchors = [entry.anchor for entry in log[1:]]
    assert shown_log_flaw(found, "T", anchors) is None


def test_nothing_of_another_tender_is_in_it() -> None:
    file = LogV1(reference="T", owner="Lena", log=shown()).canonical()
    assert b"secret of T 4" in file
    assert b"secret of S" not in file
    assert LogV1.from_bytes(file).log == shown()


def test_a_text_that_names_the_tender_is_not_an_entry_of_it() -> None:
    entry = chain(START, an_event(reference="S", subject="T"))
    assert show_log([link_of(entry)], "T").entries == ()


def test_a_tender_that_is_not_in_the_log_has_none() -> None:
    nothing = shown("U")
    assert nothing.anchor == nothing.start == a_log()[-1].anchor
    assert str(shown_log_flaw(nothing, "U")) == "The log holds nothing about U."
    veiled = show_log(shown().links(), "U")
    assert veiled.entries == ()


def test_what_others_remember_of_it_must_lie_on_it() -> None:
    other = Anchor(seq=5, hash="f" * 64)
    assert "rewritten: entry 5" in str(shown_log_flaw(shown(), "T", [other]))
    before = Anchor(seq=2, hash="f" * 64)
    assert "rewritten: entry 2" in str(shown_log_flaw(shown(), "T", [before]))
    later = Anchor(seq=8, hash="f" * 64)
    assert "cut: entry 8" in str(shown_log_flaw(shown(), "T", [later]))


def test_another_form_of_the_file_is_refused() -> None:
    file = LogV1(reference="T", owner="Lena", log=shown()).canonical()
    for damaged in (file[:-1], file + b" ", file.replace(b"tender-log/1", b"tender-log/2"), b"{}"):
        with pytest.raises(Unreadable):
            LogV1.from_bytes(damaged)
