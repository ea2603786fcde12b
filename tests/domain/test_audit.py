"""The log: whatever is changed in it shows."""

import pytest

from evalpanel.domain.audit import START, Entry, Event, chain, check_chain
from evalpanel.domain.package import Anchor


def an_event(number: int, **changes: object) -> Event:
    given = {"at": "now", "by": "Ann", "what": "did", "reference": "T", "subject": str(number),
             "details": {"n": number}, "reason": ""}  # fmt: skip
    return Event.model_validate(given | changes)


def a_log(count: int = 5, **changes: object) -> list[Entry]:
    entries: list[Entry] = []
    for number in range(count):
        head = entries[-1].anchor if entries else START
        entries.append(chain(head, an_event(number, **changes)))
    return entries


def said(entries: list[Entry], *anchors: Anchor) -> str:
    return str(check_chain(entries, anchors) or "")


def test_an_untouched_log_is_whole() -> None:
    log = a_log()
    assert said(log, START, *(entry.anchor for entry in log)) == ""
    assert said([]) == ""


@pytest.mark.parametrize("number", range(5))
def test_an_edited_entry_is_named(number: int) -> None:
    """R-93: one edited entry fails at that entry."""
    log = a_log()
    log[number] = log[number].model_copy(update={"event": an_event(number, by="Ben")})
    assert said(log) == f"The log was changed at entry {number + 1}."


def test_an_entry_taken_out_moved_or_doubled_is_named() -> None:
    log = a_log()
    assert "entry 3" in said(log[:2] + log[3:])
    assert "entry 2" in said([log[0], log[2], log[1], *log[3:]])
    assert "entry 3" in said([*log[:2], log[1], *log[2:]])


def test_a_log_that_was_rewritten_or_cut_shows_only_against_an_anchor() -> None:
    log, other = a_log(), a_log(by="Ben")
    assert said(other) == ""
    assert "rewritten: entry 4" in said(other, log[3].anchor)
    assert said(log[:3]) == ""
    assert "cut: entry 4" in said(log[:3], log[4].anchor, log[3].anchor)


def test_two_different_heads_of_one_entry_cannot_both_be_true() -> None:
    log, other = a_log(), a_log(by="Ben")
    for anchors in ((log[3].anchor, other[3].anchor), (other[3].anchor, log[3].anchor)):
        assert "rewritten: entry 4" in said(log, *anchors)
    assert "cut: entry 0" in said(log, Anchor(seq=0, hash="f" * 64))
