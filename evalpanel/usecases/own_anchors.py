"""The heads of the own log that others hold, as far as copies of those files are here.

They lie in packages issued and reports made by the owner of the workspace, in the owner's seals
and cards, and in packages of others whose roster holds the owner's card (`trust.md` 3).
"""

from collections.abc import Iterator

from evalpanel.domain.anchor import START, Anchor
from evalpanel.domain.canonical import read_canonical
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import CardV1
from evalpanel.domain.record import LogEntry, PackageEntry, RecordV1
from evalpanel.usecases.ports import Desk, UnitOfWork


def own_anchors(desk: Desk, work: UnitOfWork) -> tuple[Anchor, ...]:
    """Every head of the own log that stands in a file of which a copy is kept here.

    Raises:
        Unreadable: a copy is damaged or missing.
    """
    me = desk.me.sign_key
    found = dict.fromkeys((*_in_packages(work, me), *_in_seals(work, me), *_in_cards(work),
                           *_in_reports(work, me)))  # fmt: skip
    return tuple(sorted((a for a in found if a != START), key=lambda anchor: anchor.seq))


def _in_packages(work: UnitOfWork, me: str) -> Iterator[Anchor]:
    for stored in work.packages.of():
        yield from _in_package(
            PackageV1.from_manifest(read_canonical(work.documents.get(stored.manifest))), me
        )


def _in_package(package: PackageV1, me: str) -> Iterator[Anchor]:
    if package.signer == me:
        yield package.anchor
    for entry in package.roster:
        if entry.key == me and entry.signed.card.anchor is not None:
            yield entry.signed.card.anchor


def _in_seals(work: UnitOfWork, me: str) -> Iterator[Anchor]:
    for seal in work.seals.of():
        if seal.member == me and seal.anchor is not None:
            yield seal.anchor


def _in_cards(work: UnitOfWork) -> Iterator[Anchor]:
    for participation in work.participations.of():
        if participation.card:
            card = CardV1.from_bytes(work.documents.get(participation.card))
            if card.anchor is not None:
                yield card.anchor


def _in_reports(work: UnitOfWork, me: str) -> Iterator[Anchor]:
    """Reports are kept where they were made, with the packages that they rest on."""
    for report in work.reports.of():
        record = RecordV1.from_bytes(work.documents.get(report.record))
        log = record.the(LogEntry)
        if log is not None:
            yield log.anchor
        for entry in record.entries(PackageEntry):
            yield from _in_package(entry.package, me)
