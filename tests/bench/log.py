"""Verifying the log against nothing but its hashes, and twice the log against the log twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from evalpanel.domain.anchor import START
from evalpanel.domain.audit import Event, chain
from evalpanel.domain.audit_check import Link, check_links, link_of
from evalpanel.domain.errors import Sentence
from tests.bench.stopwatch import Race

ENTRIES = 100_000
REASON = "Het plan is concreter dan bij de eerste lezing bleek; zie bladzijde 2 met de toelichting."


def races() -> Iterator[Race]:
    """The promise is 500 ms for the first time and twice as long for twice as many."""
    links = _links()
    name = f"verify {ENTRIES} entries of the log"
    whole = partial(_verify, links)
    yield Race(f"{name} / sha256 of the same bytes", whole, partial(_hashes, links), seconds=0.5)
    half = partial(_verify, links[: ENTRIES // 2])
    yield Race(f"{name} / half of them twice", whole, lambda: (half(), half()), 1.2)


def _verify(links: list[Link]) -> Sentence | None:
    return check_links(links)


def _hashes(links: list[Link]) -> list[bytes]:
    return [hashlib.sha256(link.body).digest() for link in links if link.body is not None]


def _links() -> list[Link]:
    head, links = START, []
    for number in range(ENTRIES):
        event = Event(
            at=f"2026-11-22T10:{number % 60:02}:00Z",
            by="Ann de Vries",
            what="consensus.record",
            reference="GEM-2026-014",
            subject=f"1 K{number % 300} SC-{number % 40}",
            details={"old": "6", "new": "8", "version": number % 3 + 1},
            reason=REASON,
        )
        entry = chain(head, event)
        links.append(link_of(entry))
        head = entry.anchor
    return links
