"""Whether stored bodies are canonical events, checked in bulk: a log has 100,000 of them.

A body is right when it is exactly the canonical form (RFC 8785) of an event. Nearly all are seen
to be so without building the event: names and texts match a pattern of the canonical form, and
`details` are parsed and written again, many at once. Whatever does not pass this way is parsed in
full, so the quick way never decides that a body is wrong.
"""

import json
import re
from collections.abc import Sequence

from pydantic import ValidationError

from evalpanel.domain.audit import Event
from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.errors import Unreadable

_TEXT = r'"[^"\\\x00-\x1f]*(?:\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))[^"\\\x00-\x1f]*)*"'
_FLAT = r"\{[^{}\[\]]*(?:\[[^{}\[\]]*\][^{}\[\]]*)*\}"
"""Details without another object in them, and with lists of one level."""
_EVENT = re.compile(
    rf'\{{"at":{_TEXT},"by":{_TEXT},"details":({_FLAT}),"reason":{_TEXT},"reference":{_TEXT},'
    rf'"subject":{_TEXT},"what":{_TEXT}\}}'
)
_LONG_NUMBER = re.compile(r"[:,\[-][0-9]{16}")


def count_events(bodies: Sequence[bytes]) -> int:
    """How many bodies from the first on are canonical events; all of them when none is wrong."""
    slow = _not_seen_at_once(bodies)
    return next((place for place in slow if not is_event(bodies[place])), len(bodies))


def is_event(body: bytes) -> bool:
    """Whether the body is the canonical form of an event, parsed in full."""
    try:
        read_canonical(body)
        return Event.model_validate_json(body).canonical() == body
    except (Unreadable, ValidationError):
        return False


def _not_seen_at_once(bodies: Sequence[bytes]) -> Sequence[int]:
    """The places of bodies of which the quick way cannot tell."""
    slow, details = [], []
    for place, body in enumerate(bodies):
        try:
            found = _EVENT.fullmatch(body.decode())
        except UnicodeDecodeError:
            found = None
        if found is None:
            slow.append(place)
        else:
            details.append(found[1])
    return slow if _are_canonical(details) else range(len(bodies))


def _are_canonical(details: Sequence[str]) -> bool:
    """Whether texts, each of one flat object, are surely all in canonical form.

    Written one after the other they hold as many opening brackets as there are texts. Parsed as so
    many objects, each bracket is the start of one, and each text is one object to its end. Members
    are sorted here by code points; that is the canonical order unless a text has characters of
    more than 16 bits.
    """
    text = f"[{','.join(details)}]"
    if _LONG_NUMBER.search(text) or len(text.encode("utf-16-le")) != 2 * len(text):
        return False
    try:
        values = json.loads(text, parse_float=_refuse, parse_constant=_refuse)
    except ValueError:
        return False
    return len(values) == len(details) and _WRITE(values) == text


def _refuse(text: str) -> None:
    raise ValueError(text)


_WRITE = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
