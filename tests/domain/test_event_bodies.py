"""Stored bodies are checked in bulk, and no body passes that is not a canonical event."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalpanel.domain.audit import Event
from evalpanel.domain.event_bodies import count_events, is_event

TEXTS = st.text(max_size=12) | st.sampled_from(
    ["", '"', "\\", "}", '{","', "\x1f", "\x7f", "é", "😀"]
)
VALUES = st.recursive(
    TEXTS | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
EVENTS = st.builds(
    Event, at=TEXTS, by=TEXTS, what=TEXTS, reference=TEXTS, subject=TEXTS, reason=TEXTS,
    details=st.dictionaries(TEXTS, VALUES, max_size=4), after=TEXTS,
)  # fmt: skip


def an_event(**changes: object) -> Event:
    """An event without anything unusual."""
    given = {"at": "now", "by": "Ann", "what": "did", "reference": "T", "subject": "1",
             "details": {"n": 1, "old": ["a", "b"]}, "reason": ""}  # fmt: skip
    return Event.model_validate(given | changes)


PLAIN = an_event().canonical()


@given(st.lists(EVENTS, max_size=6))
def test_every_event_passes(events: list[Event]) -> None:
    bodies = [event.canonical() for event in events]
    assert count_events(bodies) == len(bodies)


@given(st.lists(EVENTS, min_size=1, max_size=4), st.data())
def test_a_changed_byte_passes_only_where_the_body_is_still_a_canonical_event(
    events: list[Event], data: st.DataObject
) -> None:
    bodies = [bytearray(event.canonical()) for event in events]
    at = data.draw(st.integers(0, len(bodies) - 1))
    place = data.draw(st.integers(0, len(bodies[at]) - 1))
    bodies[at][place] = data.draw(st.sampled_from(b'"\\{}[],:0159 eu\x00\x1f\xff'))
    found = [bytes(body) for body in bodies]
    assert count_events(found) == (len(found) if is_event(found[at]) else at)


def _with(details: str) -> bytes:
    return PLAIN.replace(b'{"n":1,"old":["a","b"]}', details.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "body",
    [
        _with('{"old":1,"n":2}'),
        _with('{"n": 1}'),
        _with('{"n":1.5}'),
        _with('{"n":1e2}'),
        _with('{"n":-0}'),
        _with('{"n":NaN}'),
        _with('{"n":9007199254740993}'),
        _with('{"n":12345678901234567890}'),
        _with('{"n":1,"n":1}'),
        _with('{"n":"\\u0041"}'),
        _with('{"n":"\\ud800"}'),
        _with('{"n":"\ud800"}'),
        _with('{"\ue000":2,"\U0001f600":1}'),
        _with('{"n":' + "[" * 40 + "]" * 40 + "}"),
        _with('{"n":"}'),
        _with("[]"),
        _with("{}}"),
        _with('{},"extra":1'),
        PLAIN.replace(b'"now"', b"1"),
        PLAIN.replace(b'"now"', b'"\\u001F"'),
        PLAIN.replace(b'"now"', b'"\t"'),
        PLAIN.replace(b'{"at"', b'{"after":"","at"'),
        PLAIN.replace(b',"what":"did"', b""),
        PLAIN + b"\n",
        b" " + PLAIN,
        b"\xff" + PLAIN,
        b"",
        b"{}",
    ],
)
def test_another_form_of_an_event_is_no_event(body: bytes) -> None:
    assert count_events([PLAIN, body, PLAIN]) == 1


def test_bodies_that_only_together_look_right_are_not_right() -> None:
    """A text that begins in one body and ends in the next is no text."""
    first = _with('{"a":"}')
    second = _with('{","b":1}')
    assert count_events([first, second]) == 0
    assert count_events([PLAIN, first, _with("{}"), second]) == 1


def test_names_of_more_than_sixteen_bits_are_sorted_as_the_canonical_form_says() -> None:
    event = an_event(details={"\ue000": 1, "\U0001f600": 2})
    assert json.loads(event.canonical())["details"] == event.details
    assert count_events([PLAIN, event.canonical()]) == 2
    assert count_events([an_event(details={"n": 2**53 - 1}).canonical()]) == 1
