"""The heads of a log that others hold: in what left the workspace, as far as its content is kept.

A head fixes every entry before it, so that the last one known is worth as much as all of them
(`trust.md` 3: log rewritten by its owner).
"""

from collections.abc import Iterable, Iterator

from evalpanel.domain.anchor import Anchor
from evalpanel.domain.draw_entries import DrawCommitment, DrawHeld
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.package import PackageV1
from evalpanel.domain.record import LogEntry, PackageEntry, RecordV1
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.revisions import Revision
from evalpanel.domain.standby import SteppedIn


def log_anchors(record: RecordV1) -> tuple[Anchor, ...]:
    """The heads of the organiser's log that a record holds.

    Its own, of every package and every revision of one, of reopenings and of draws. What the
    organiser signed as a member may come from another laptop, and is left out.
    """
    own = [entry.anchor for entry in record.entries(LogEntry)]
    for entry in record.entries(PackageEntry):
        own.append(entry.package.anchor)
    signers = {entry.package.signer for entry in record.entries(PackageEntry)}
    happened = (head for key in signers for head in organiser_heads(record.register(), key))
    return tuple(sorted({*own, *happened}, key=lambda head: (head.seq, head.hash)))


def organiser_heads(register: Iterable[object], organiser: str) -> Iterator[Anchor]:
    """The heads in what an organiser (signing key) handed out that the register keeps."""
    for entry in register:
        match entry:
            case Revision() if entry.package.signer == organiser:
                yield entry.package.anchor
            case Reopening() if entry.reopening.signer == organiser:
                yield entry.reopening.anchor
            case DrawCommitment() | DrawHeld() if entry.record.anchor is not None:
                yield entry.record.anchor
            case _:
                pass


def member_heads(register: Iterable[object], member: str) -> Iterator[Anchor]:
    """The heads in what a member (signing key) handed in, beside card and seal."""
    for entry in register:
        match entry:
            case Excuse() if entry.member == member:
                yield entry.excuse.anchor
            case SteppedIn() if entry.member == member:
                yield entry.step_in.anchor
            case _:
                pass


def card_heads(package: PackageV1, member: str) -> Iterator[Anchor]:
    """The heads in a package of the log of a member (signing key): on the card."""
    for entry in package.roster:
        if entry.key == member and entry.signed.card.anchor is not None:
            yield entry.signed.card.anchor
