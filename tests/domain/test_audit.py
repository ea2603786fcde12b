"""The log: whatever is changed in it shows."""

import pytest

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, Event, chain, link_hash
from evalpanel.domain.audit_check import Link, check_links, link_of


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
    return str(check_links(map(link_of, entries), anchors) or "")


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
    assert "rewritten: entry 0" in said(log, Anchor(seq=0, hash="f" * 64))


def links(count: int = 5) -> list[Link]:
    return [link_of(entry) for entry in a_log(count)]


def test_a_stored_body_must_be_the_canonical_form_of_an_event() -> None:
    """Also where somebody made the hashes right for what was written into it."""
    found = links()
    body = b'{"at": "now"}'
    head = found[2]
    forged = Link(4, head.hash, link_hash(4, head.hash, body), body)
    assert str(check_links([*found[:3], forged])) == "The log was changed at entry 4."


def test_an_entry_of_which_only_the_hash_is_shown_still_holds_the_chain_together() -> None:
    found = links()
    veiled = [found[0], found[1]._replace(body=None), *found[2:]]
    assert check_links(veiled, [a_log()[4].anchor]) is None
    veiled[1] = veiled[1]._replace(hash="f" * 64)
    assert str(check_links(veiled)) == "The log was changed at entry 3."
    assert check_links([link._replace(body=None) for link in found]) is None


def test_a_long_log_is_checked_to_its_end() -> None:
    found = links(1_300)
    assert check_links(found, [a_log(1_300)[-1].anchor]) is None
    for number in (512, 513, 1_024, 1_299):
        changed = list(found)
        body = found[number].body or b""
        changed[number] = found[number]._replace(body=body.replace(b"Ann", b"Ben"))
        assert str(check_links(changed)) == f"The log was changed at entry {number + 1}."


def test_a_clock_set_back_shows_in_the_event() -> None:
    """Both times are kept (`trust.md` 3, wrong clock)."""
    event = an_event(1, at="2026-01-01", after="2026-02-01")
    assert event.latest == "2026-02-01"
    assert an_event(1, at="2026-01-01").latest == "2026-01-01"
    assert "after" not in an_event(1).to_json()
    assert said([chain(START, event)]) == ""
