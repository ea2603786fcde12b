"""The log of a workspace: append-only, each entry bound to the one before it (R-93)."""

import hashlib
from typing import Any

from pydantic import Field

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.model import Model

_TAG = b"evalpanel-audit-v1\0"


class Event(Model):
    """Who did what to which thing, why, and at what claimed time.

    `details` hold what was there before and what is there now, as `old` and `new` where something
    changed.
    """

    at: str
    """The time that the laptop claimed."""
    by: str
    what: str
    reference: str
    subject: str
    details: dict[str, Any]
    reason: str
    after: str = Field("", exclude_if=lambda text: not text)
    """The latest time known before, where the claimed time lies before it: a clock set back."""

    @property
    def latest(self) -> str:
        """The latest time known once this has happened."""
        return max(self.at, self.after)


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
        seq=seq, previous=head.hash, hash=link_hash(seq, head.hash, event.canonical()), event=event
    )


def link_hash(seq: int, previous: str, body: bytes) -> str:
    """The hash of an entry: over its number, the hash before it and its body."""
    return hashlib.sha256(
        _TAG + seq.to_bytes(8, "big") + bytes.fromhex(previous) + body
    ).hexdigest()
