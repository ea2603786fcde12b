"""The log of a workspace: append-only, each entry bound to the one before it (R-93)."""

import hashlib
from collections.abc import Iterable
from typing import Any

from evalpanel.domain.errors import Sentence
from evalpanel.domain.model import Model
from evalpanel.domain.package import Anchor

_TAG = b"evalpanel-audit-v1\0"
START = Anchor(seq=0, hash="0" * 64)


class Event(Model):
    """Who did what to which thing, why, and at what claimed time."""

    at: str
    by: str
    what: str
    reference: str
    subject: str
    details: dict[str, Any]
    reason: str


class Entry(Model):
    """An event in the chain."""

    seq: int
    previous: str
    hash: str
    event: Event

    @property
    def anchor(self) -> Anchor:
        """Number and hash, to be repeated in what leaves the workspace."""
        return Anchor(seq=self.seq, hash=self.hash)


def chain(head: Anchor, event: Event) -> Entry:
    """The entry that follows the head of the log."""
    seq = head.seq + 1
    return Entry(
        seq=seq, previous=head.hash, hash=_link(seq, head.hash, event.canonical()), event=event
    )


def check_chain(entries: Iterable[Entry], anchors: Iterable[Anchor] = ()) -> Sentence | None:
    """The first thing wrong with a log, or None; anchors are heads that others remember."""
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        if anchor != START:
            wanted.setdefault(anchor.seq, set()).add(anchor.hash)
    head = START
    for entry in entries:
        if entry != chain(head, entry.event):
            return Sentence("The log was changed at entry {seq}.", seq=head.seq + 1)
        if wanted.pop(entry.seq, {entry.hash}) != {entry.hash}:
            return Sentence("The log was rewritten: entry {seq} is another one.", seq=entry.seq)
        head = entry.anchor
    if wanted:
        return Sentence("The log was cut: entry {seq} is gone.", seq=min(wanted))
    return None


def _link(seq: int, previous: str, body: bytes) -> str:
    return hashlib.sha256(
        _TAG + seq.to_bytes(8, "big") + bytes.fromhex(previous) + body
    ).hexdigest()
