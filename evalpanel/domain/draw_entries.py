"""Draws in the register: invited, committed to, held; and what of it stands (R-56).

A draw is between the candidates of one tie in one lot. Those concerned are invited first; then the
draw is committed to and revealed, or done by hand. Candidates stand here by their codes, so that
nothing in it joins a code to a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from evalpanel.domain.draw_check import moment_of, verify_draw
from evalpanel.domain.draw_record import DrawNotice, DrawRecordV1, Invited
from evalpanel.domain.errors import Sentence
from evalpanel.domain.registered_event import RegisteredEvent, of_kind


class DrawInvitation(RegisteredEvent):
    """That those concerned were told when, where and by whom is drawn; they may attend (R-56)."""

    kind: Literal["draw_invitation"] = "draw_invitation"
    lot: str
    candidates: tuple[str, ...]
    """Everybody in the tie, by code."""
    held_at: str
    place: str
    held_by: str
    invited: tuple[Invited, ...]

    def notice(self, rules_sha256: str, made_at: str) -> DrawNotice:
        """The announcement of this draw, as it is published at `made_at`."""
        return DrawNotice(
            reference=self.reference,
            lot=self.lot,
            rules_sha256=rules_sha256,
            candidates=self.candidates,
            made_at=made_at,
            held_at=self.held_at,
            place=self.place,
            by=self.held_by,
            invited=self.invited,
        )

    def announces(self, notice: DrawNotice) -> bool:
        """Whether an announcement is of the draw to which was invited."""
        return notice == self.notice(notice.rules_sha256, notice.made_at)


class DrawCommitment(RegisteredEvent):
    """A draw that was published with the hash of its code, before its value could be known."""

    kind: Literal["draw_commitment"] = "draw_commitment"
    record: DrawRecordV1


class DrawHeld(RegisteredEvent):
    """A draw that was held, by computation or by hand, with its whole record."""

    kind: Literal["draw_held"] = "draw_held"
    record: DrawRecordV1


@dataclass(frozen=True)
class Drawing:
    """How far a draw has come; an invitation for another time begins it anew."""

    invitation: DrawInvitation
    commitment: DrawCommitment | None = None
    held: DrawHeld | None = None

    @property
    def lot(self) -> str:
        """The lot in which is drawn."""
        return self.invitation.lot

    @property
    def candidates(self) -> tuple[str, ...]:
        """Between whom is drawn."""
        return self.invitation.candidates

    @property
    def record(self) -> DrawRecordV1 | None:
        """The record as far as it goes; None while it is only known who was invited."""
        entry = self.held or self.commitment
        return entry.record if entry else None

    def covers(self, tied: Iterable[str]) -> bool:
        """Whether this draw decides between these; others in it may have gone since."""
        return set(tied) <= set(self.candidates)

    def is_bound(self, now: str) -> bool:
        """Whether the public value can be known by now, so that only revealing is left."""
        return self.commitment is not None and moment_of(now) >= moment_of(self.invitation.held_at)


def drawings(entries: Iterable[object]) -> tuple[Drawing, ...]:
    """Every draw in the register, in the order in which they were first announced."""
    found: dict[tuple[str, tuple[str, ...]], Drawing] = {}
    for entry in entries:
        if isinstance(entry, DrawInvitation):
            found[entry.lot, entry.candidates] = Drawing(entry)
        elif isinstance(entry, DrawCommitment | DrawHeld):
            notice = entry.record.notice
            known = found.get((notice.lot, notice.candidates))
            if known is not None:
                found[notice.lot, notice.candidates] = (
                    replace(known, commitment=entry)
                    if isinstance(entry, DrawCommitment)
                    else replace(known, held=entry)
                )
    return tuple(found.values())


def drawn_orders(entries: Iterable[object]) -> dict[str, list[tuple[str, ...]]]:
    """The order of every draw that holds, per lot, the oldest first; computed again here."""
    orders: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries:
        if isinstance(entry, DrawHeld):
            order = verify_draw(entry.record).order
            if order:
                orders.setdefault(entry.record.notice.lot, []).append(order)
    return orders


def draws_flaw(entries: Sequence[object], reference: str, rules_sha256: str) -> Sentence | None:
    """The first thing wrong with the draws in a register, or None."""
    return next(_flaws(entries, reference, rules_sha256), None)


def _flaws(entries: Sequence[object], reference: str, rules_sha256: str) -> Iterator[Sentence]:
    held: list[DrawRecordV1] = []
    for entry in entries:
        if isinstance(entry, DrawHeld):
            notice = entry.record.notice
            for flaw in verify_draw(entry.record).flaws:
                yield _of(notice, flaw)
            if (notice.reference, notice.rules_sha256) != (reference, rules_sha256):
                yield _of(notice, Sentence("It was announced for another tender or other rules."))
            yield from _unannounced(entries, entry.record)
            yield from _held_before(held, entry.record)
            held.append(entry.record)


def _unannounced(entries: Sequence[object], record: DrawRecordV1) -> Iterator[Sentence]:
    """What was held is what those concerned were told, and what was published."""
    notice = record.notice
    if not any(isinstance(e, DrawInvitation) and e.announces(notice) for e in entries):
        yield _of(notice, Sentence("It was held without recorded invitations."))
    published = of_kind(entries, DrawCommitment)
    if record.commit is not None and not any(
        e.record.commit_sha256() == record.commit_sha256() and e.at == notice.made_at
        for e in published
    ):
        yield _of(notice, Sentence("It was not published before it was held."))
    for other in published:
        known = other.record
        if (
            known.notice.lot == notice.lot
            and set(notice.candidates) <= set(known.notice.candidates)
            and known.commit_sha256() != record.commit_sha256()
            and moment_of(known.notice.held_at) <= moment_of(notice.made_at)
        ):
            yield _of(notice, Sentence("It replaces a draw whose value could be known already."))


def _held_before(held: Iterable[DrawRecordV1], record: DrawRecordV1) -> Iterator[Sentence]:
    notice = record.notice
    for other in held:
        earlier = other.notice
        if earlier.lot == notice.lot and set(notice.candidates) <= set(earlier.candidates):
            yield _of(notice, Sentence("It was drawn before; a draw is held once."))


def _of(notice: DrawNotice, flaw: Sentence) -> Sentence:
    return Sentence(
        "The draw between {candidates} in lot {lot} does not hold: {why}",
        candidates=", ".join(notice.candidates),
        lot=notice.lot,
        why=flaw,
    )
