"""Draws between equals at a cut: who was invited, what was published, what came out (R-55, R-56).

Only a tie that the ranking shows is drawn, where the rules announced it, after those concerned
were invited. The one-time code lies among the documents of the workspace under its own hash, which
is what is published; revealing takes it from there.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from evalpanel.domain import draw_check
from evalpanel.domain.allocation import OpenTie
from evalpanel.domain.draw import code_chain
from evalpanel.domain.draw_entries import (
    DrawCommitment,
    DrawHeld,
    Drawing,
    DrawInvitation,
    drawings,
)
from evalpanel.domain.draw_record import DrawCommit, DrawRecordV1, HandDraw, Invited
from evalpanel.domain.drawn_ranking import demand_announced
from evalpanel.domain.errors import Refused
from evalpanel.domain.slug import slug
from evalpanel.domain.tender import Tender
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import RankedTender, rank_tender
from evalpanel.usecases.tenders import get_locked_tender

_SECRET_BYTES = 32


@dataclass(frozen=True)
class InvitationInput:
    """What those concerned were told: when, where and by whom is drawn, and how they were told."""

    at: str
    place: str
    by: str
    told_by: str
    invited: tuple[str, ...]
    """Code, id or name of each."""
    told_at: str = ""
    """Empty for now."""


@dataclass(frozen=True)
class HandDrawInput:
    """A draw by hand: when, how, by whom, under whose eyes, and the order that came out."""

    at: str
    method: str
    by: str
    witness: str
    order: tuple[str, ...]
    present: tuple[str, ...] = ()


def invite_to_draw(desk: Desk, reference: str, lot: str, given: InvitationInput) -> Drawing:
    """Record that everybody in a tie was invited to the draw (R-56).

    An invitation for another time takes the place of an earlier one, until the value can be known.

    Raises:
        Refused: no tie is to be drawn, somebody in it was not invited or too late, or a draw that
            was published is past its time.
    """
    with desk.work() as work:
        tender = _tender_at_draw(desk, work, reference)
        ranked = rank_tender(work, tender)
        demand_announced(ranked.rules)
        codes = _codes_of(work, reference, given.invited)
        tie = _tie_to_draw(ranked, lot, codes)
        _demand_free(desk, work, reference, tie)
        told_at = _moment(given.told_at or desk.now())
        _demand_past(desk, told_at)
        entry = DrawInvitation(
            reference=reference,
            lot=tie.lot,
            candidates=tuple(sorted(tie.candidates)),
            held_at=_moment(given.at),
            place=_filled(given.place, "--place"),
            held_by=_filled(given.by, "--by"),
            invited=tuple(
                Invited(
                    candidate=code, told_at=told_at, told_by=_filled(given.told_by, "--told-by")
                )
                for code in sorted(set(codes))
            ),
            by=desk.me.name,
            at=desk.now(),
        )
        draw_check.demand_announcement(entry.notice(tender.rules_sha256, entry.at))
        work.register.add(entry)
        write_log(desk, work, "draw.invite", reference, tie.lot, held_at=entry.held_at,
                  candidates=list(entry.candidates))  # fmt: skip
        work.commit()
    return Drawing(entry)


def commit_draw(desk: Desk, reference: str, lot: str, source: str, at: str = "") -> Drawing:
    """Fix and publish a draw: candidates, code, source and time, before its value can be known.

    `at` repeats the time to which was invited.

    Raises:
        Refused: nobody was invited, another time, too late, or published already.
    """
    with desk.work() as work:
        tender = _tender_at_draw(desk, work, reference)
        found = _open_draw(work, tender, lot)
        if found.commitment is not None:
            raise Refused(
                "This draw was published already, with code {code}.",
                hint="Reveal it after {held}: evalpanel draw reveal {reference} --value V",
                code=found.commitment.record.commit_sha256(),
                held=found.invitation.held_at,
                reference=reference,
            )
        _demand_same_time(found.invitation, at)
        _, code = code_chain(desk.chance.token(_SECRET_BYTES), 1)
        record = draw_check.commit_draw(
            found.invitation.notice(tender.rules_sha256, desk.now()),
            DrawCommit(source=_filled(source, "--source"), code_sha256=work.documents.put(code)),
        )
        entry = DrawCommitment(
            reference=reference, record=record, by=desk.me.name, at=record.notice.made_at
        )
        work.register.add(entry)
        write_log(desk, work, "draw.commit", reference, found.lot, commit=record.commit_sha256())
        work.commit()
    return Drawing(found.invitation, entry)


def reveal_draw(
    desk: Desk, reference: str, value: str, lot: str = "", present: Sequence[str] = ()
) -> Drawing:
    """Complete a published draw with its public value; once, and never with another value.

    Raises:
        Refused: nothing was published, it is too early, or it was revealed with another value.
    """
    with desk.work() as work:
        known = _revealed(work, reference, lot)
        if known is not None:
            return _same_value(desk, work, known, value)
        tender = _tender_at_draw(desk, work, reference)
        found = _open_draw(work, tender, lot)
        if found.commitment is None:
            raise Refused(
                "This draw was not published before; its value could be chosen.",
                hint='First: evalpanel draw commit {reference} --lot {lot} --source "…"',
                reference=reference,
                lot=found.lot,
            )
        published = found.commitment.record
        commit = published.commit
        code = work.documents.get(commit.code_sha256 if commit else "")
        record = draw_check.reveal_draw(
            published, value, code, desk.now(), desk.me.name, _names(present)
        )
        return _hold(desk, work, found, record, "draw.reveal", value=value)


def record_draw(desk: Desk, reference: str, lot: str, given: HandDrawInput) -> Drawing:
    """Record a draw that was done by hand before a witness.

    Raises:
        Refused: nobody was invited, no second person saw it, other candidates, not yet held, or a
            published draw whose value can be known already has to be revealed.
    """
    with desk.work() as work:
        tender = _tender_at_draw(desk, work, reference)
        found = _open_draw(work, tender, lot)
        if found.is_bound(desk.now()):
            raise _only_reveal(found)
        _demand_past(desk, _moment(given.at))
        by_hand = HandDraw(
            drawn_at=given.at,
            method=_filled(given.method, "--method"),
            by=_filled(given.by, "--by"),
            witness=_filled(given.witness, "--witness"),
            present=_names(given.present),
            order=given.order,
        )
        notice = found.invitation.notice(tender.rules_sha256, found.invitation.at)
        record = draw_check.record_hand_draw(notice, by_hand)
        return _hold(desk, work, found, record, "draw.record", witness=by_hand.witness)


def list_draws(desk: Desk, reference: str) -> tuple[Drawing, ...]:
    """Every draw of a tender and how far it has come, in the order of their invitations."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return drawings(work.register.of(reference))


def export_draws(desk: Desk, reference: str, folder: Path) -> tuple[Path, ...]:
    """Write the record of every draw that was published or held, for `draw verify`."""
    files = []
    numbers: Counter[str] = Counter()
    for found in list_draws(desk, reference):
        numbers[found.lot] += 1
        if found.record is not None:
            name = slug(f"{reference}-draw-{found.lot}-{numbers[found.lot]}")
            file = folder / f"{name}.json"
            desk.files.write(file, found.record.canonical())
            files.append(file)
    if not files:
        raise Refused("No draw of {reference} was published or held yet.", reference=reference)
    return tuple(files)


def _tender_at_draw(desk: Desk, work: UnitOfWork, reference: str) -> Tender:
    tender = get_locked_tender(work, reference)
    demand_step(desk, work, tender, "draw")
    return tender


def _hold(
    desk: Desk, work: UnitOfWork, found: Drawing, record: DrawRecordV1, what: str, **details: str
) -> Drawing:
    reference = record.notice.reference
    entry = DrawHeld(reference=reference, record=record, by=desk.me.name, at=desk.now())
    work.register.add(entry)
    order = list(draw_check.verify_draw(record).order)
    write_log(desk, work, what, reference, found.lot, order=order, **details)
    work.commit()
    return Drawing(found.invitation, found.commitment, entry)


def _open_draw(work: UnitOfWork, tender: Tender, lot: str) -> Drawing:
    """The draw to which was invited and that a tie in the ranking still waits for."""
    ranked = rank_tender(work, tender)
    demand_announced(ranked.rules)
    tie = _tie_to_draw(ranked, lot)
    waiting = [tie, *(t for t in ranked.ties if t.lot == tie.lot)]
    known = drawings(work.register.of(tender.reference))
    found = next((d for t in waiting for d in _covering(known, t) if d.held is None), None)
    if found is None:
        raise Refused(
            "There is no record that {candidates} were invited to the draw.",
            hint="First: evalpanel draw invite {reference} --lot {lot} --at TIME --place P --by B "
            "--invited CANDIDATE …",
            candidates=", ".join(sorted(tie.candidates)),
            reference=tender.reference,
            lot=tie.lot,
        )
    return found


def _tie_to_draw(ranked: RankedTender, lot: str, codes: Iterable[str] = ()) -> OpenTie:
    """The tie in a lot that these are in; without them the one closest to the top."""
    ties = [tie for tie in ranked.ties if lot in ("", tie.lot)]
    if not ties or len({tie.lot for tie in ties}) > 1:
        raise Refused(
            "There is no tie to draw for in lot {lot}."
            if not ties
            else "There are ties in several lots; say which lot.",
            hint="Lots with a tie: {lots}.",
            lot=lot or "-",
            lots=", ".join(dict.fromkeys(tie.lot for tie in ranked.ties)) or "-",
        )
    return next((tie for tie in ties if set(codes) & set(tie.candidates)), ties[0])


def _covering(known: Iterable[Drawing], tie: OpenTie) -> list[Drawing]:
    return [d for d in known if d.lot == tie.lot and d.covers(tie.candidates)]


def _demand_free(desk: Desk, work: UnitOfWork, reference: str, tie: OpenTie) -> None:
    """A draw whose value can be known is not replaced by another one."""
    for found in _covering(drawings(work.register.of(reference)), tie):
        if found.is_bound(desk.now()):
            raise _only_reveal(found)


def _only_reveal(found: Drawing) -> Refused:
    return Refused(
        "The draw of {held} was published, and its value can be known; it can only be revealed.",
        hint="Where the source gave nothing at that time, its first value after it counts: "
        "evalpanel draw reveal {reference} --value V",
        held=found.invitation.held_at,
        reference=found.invitation.reference,
    )


def _revealed(work: UnitOfWork, reference: str, lot: str) -> Drawing | None:
    """The draw that was revealed last, where no other one was published since."""
    known = [d for d in drawings(work.register.of(reference)) if lot in ("", d.lot)]
    if any(d.commitment and not d.held for d in known):
        return None
    return next((d for d in reversed(known) if d.record and d.record.reveal), None)


def _same_value(desk: Desk, work: UnitOfWork, known: Drawing, value: str) -> Drawing:
    reveal = known.record.reveal if known.record else None
    if reveal is None or reveal.value == value:
        return known
    write_log(desk, work, "draw.again", known.invitation.reference, known.lot, value=value)
    work.commit()
    raise Refused(
        "This draw was revealed on {at} with another value; a draw is held once.",
        hint="See it: evalpanel draw list {reference}",
        at=reveal.revealed_at,
        reference=known.invitation.reference,
    )


def _codes_of(work: UnitOfWork, reference: str, given: Iterable[str]) -> list[str]:
    """The codes of candidates that are named by code, id or name."""
    found = {}
    for application in work.applications.of(reference):
        if application.code:
            for known in (application.name.casefold(), application.id, application.code):
                found[known] = application.code
    codes = []
    for name in given:
        code = found.get(name) or found.get(name.strip().casefold())
        if code is None:
            raise Refused("{name} is no candidate before the panel.", name=name)
        codes.append(code)
    return codes


def _demand_same_time(invitation: DrawInvitation, at: str) -> None:
    if at and draw_check.moment_of(_moment(at)) != draw_check.moment_of(invitation.held_at):
        raise Refused(
            "Those concerned were invited for {held}, not for {at}.",
            hint="Invite them again for the new time: evalpanel draw invite {reference}",
            held=invitation.held_at,
            at=at,
            reference=invitation.reference,
        )


def _demand_past(desk: Desk, at: str) -> None:
    if draw_check.moment_of(at) > desk.clock.now():
        raise Refused("{at} is still to come; record what was done.", at=at)


def _moment(text: str) -> str:
    try:
        known = datetime.fromisoformat(text)
    except ValueError:
        known = None
    if known is None or known.tzinfo is None:
        raise Refused(
            "{at} is not a time with its offset.",
            hint='Write it as "2026-06-12T20:00:00+02:00".',
            at=text or "-",
        )
    return text


def _filled(text: str, option: str) -> str:
    if not text.strip():
        raise Refused("{option} must say something.", option=option)
    return text.strip()


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in names if name.strip())
