"""The log of one tender for outsiders: its own entries whole, others as their hashes only.

What else its owner works on stays out of it, and still the chain can be followed from the first
entry of the tender to the head (R-93; `contract.md`, Record).
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import Field

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Event
from evalpanel.domain.audit_check import Link, check_links
from evalpanel.domain.canonical import canonical_bytes
from evalpanel.domain.errors import Sentence
from evalpanel.domain.model import Model, WireModel


class ShownEntry(Model):
    """An entry of the log; without the event where it is about another tender."""

    seq: int
    previous: str
    hash: str
    event: Event | None


class ShownLog(Model):
    """The entries from the first one of the tender to the head, and the head before them."""

    start: Anchor
    entries: tuple[ShownEntry, ...]

    @property
    def anchor(self) -> Anchor:
        """The head of the log."""
        if not self.entries:
            return self.start
        return Anchor(seq=self.entries[-1].seq, hash=self.entries[-1].hash)

    def events(self) -> tuple[Event, ...]:
        """What happened in the tender, in the order of the log."""
        return tuple(entry.event for entry in self.entries if entry.event is not None)

    def links(self) -> Iterator[Link]:
        """The entries in the form in which they are checked."""
        for entry in self.entries:
            body = None if entry.event is None else entry.event.canonical()
            yield Link(entry.seq, entry.previous, entry.hash, body)


class LogV1(WireModel):
    """The log of one tender as a file, to be checked without a workspace."""

    format: Literal["evalpanel/tender-log/1"] = Field("evalpanel/tender-log/1", alias="schema")
    reference: str
    owner: str
    """Whose laptop kept the log."""
    log: ShownLog


def show_log(links: Iterable[Link], reference: str) -> ShownLog:
    """The log as outsiders see it: events of other tenders are left out."""
    found: list[ShownEntry] = []
    start = START
    named = canonical_bytes(reference)
    for link in links:
        event = _event(link, reference, named)
        if event is None and not found:
            start = Anchor(seq=link.seq, hash=link.hash)
            continue
        found.append(ShownEntry(seq=link.seq, previous=link.previous, hash=link.hash, event=event))
    return ShownLog(start=start, entries=tuple(found))


def _event(link: Link, reference: str, named: bytes) -> Event | None:
    """The event of a link if it is about the tender; most are told apart without parsing."""
    if link.body is None or named not in link.body:
        return None
    event = Event.model_validate_json(link.body)
    return event if event.reference == reference else None


def shown_log_flaw(
    log: ShownLog, reference: str, anchors: Iterable[Anchor] = ()
) -> Sentence | None:
    """The first thing wrong with the log of a tender; anchors are heads that others remember."""
    if any(event.reference != reference for event in log.events()):
        return Sentence("The log shows what happened in another tender.")
    if not log.events():
        return Sentence("The log holds nothing about {reference}.", reference=reference)
    return check_links(log.links(), anchors, log.start)
