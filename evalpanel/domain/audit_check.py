"""Checking a log: its entries recompute, each follows the one before, and nothing is missing.

A log that its owner rewrote as a whole is consistent in itself. That shows only against the
anchors: heads of the log that others hold in files they received (`trust.md` 3, R-93).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.audit import Entry, link_hash
from evalpanel.domain.errors import Sentence
from evalpanel.domain.event_bodies import count_events

_BATCH = 512
_HASH = re.compile("[0-9a-f]{64}")


class Link(NamedTuple):
    """An entry as stored; `body` is None where only the hash of somebody else's entry is shown."""

    seq: int
    previous: str
    hash: str
    body: bytes | None


def link_of(entry: Entry) -> Link:
    """An entry as it is stored."""
    return Link(entry.seq, entry.previous, entry.hash, entry.event.canonical())


def check_links(
    links: Iterable[Link], anchors: Iterable[Anchor] = (), start: Anchor = START
) -> Sentence | None:
    """The first thing wrong with what follows `start` in a log, or None.

    Anchors are heads that others remember; what is said of the start itself must be true as well.
    """
    if not _HASH.fullmatch(start.hash):
        return Sentence("The log was changed at entry {seq}.", seq=start.seq)
    wanted = _by_number(anchors)
    if wanted.pop(start.seq, {start.hash}) != {start.hash}:
        return Sentence("The log was rewritten: entry {seq} is another one.", seq=start.seq)
    head = start
    for batch in _batches(links):
        sound = batch[: _count_following(head, batch)]
        sound = sound[: _count_whole(sound)]
        for link in sound if wanted else ():
            if wanted.pop(link.seq, {link.hash}) != {link.hash}:
                return Sentence("The log was rewritten: entry {seq} is another one.", seq=link.seq)
        if len(sound) < len(batch):
            return Sentence("The log was changed at entry {seq}.", seq=head.seq + len(sound) + 1)
        head = Anchor(seq=sound[-1].seq, hash=sound[-1].hash)
    if wanted:
        return Sentence("The log was cut: entry {seq} is gone.", seq=min(wanted))
    return None


def _by_number(anchors: Iterable[Anchor]) -> dict[int, set[str]]:
    wanted: dict[int, set[str]] = {}
    for anchor in anchors:
        if anchor != START:
            wanted.setdefault(anchor.seq, set()).add(anchor.hash)
    return wanted


def _batches(links: Iterable[Link]) -> Iterator[list[Link]]:
    """The links in groups that are checked together."""
    rest = iter(links)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _count_following(head: Anchor, batch: Sequence[Link]) -> int:
    """How many links from the first on follow from the head and have the right hash."""
    number, previous = head.seq, head.hash
    for place, link in enumerate(batch):
        number += 1
        if link.seq != number or link.previous != previous:
            return place
        if not _is_right(link):
            return place
        previous = link.hash
    return len(batch)


def _is_right(link: Link) -> bool:
    """Whether the hash of a link is that of its body, or a hash at all where that is not shown."""
    if link.body is None:
        return _HASH.fullmatch(link.hash) is not None
    return link.hash == link_hash(link.seq, link.previous, link.body)


def _count_whole(links: Sequence[Link]) -> int:
    """How many links from the first on hold a canonical event, or nothing at all."""
    places = [place for place, link in enumerate(links) if link.body is not None]
    good = count_events([link.body for link in links if link.body is not None])
    return len(links) if good == len(places) else places[good]
