"""Draws between equals at a cut: who was invited, what was published, what came out (R-55, R-56).

Only a tie that the ranking shows is drawn, where the rules announced it, after those concerned
were invited. The one-time code lies among the documents of the workspace under its own hash, which
is what is published; revealing takes it from there.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from evalpanel.domain import draw_check
from evalpanel.domain.draw import code_chain
from evalpanel.domain.draw_entries import (
    DrawCommitment,
    DrawHeld,
    Drawing,
    DrawInvitation,
    drawings,
)
from evalpanel.domain.draw_record import DrawCommit, DrawRecordV1, HandDraw, Invited
from evalpanel.domain.errors import Refused
from evalpanel.domain.slug import slug
from evalpanel.domain.tie_orders import demand_announced
from evalpanel.usecases.draw_inputs import (
    HandDrawInput,
    InvitationInput,
    demand_past,
    filled,
    moment,
    names,
)
from evalpanel.usecases.journal import log_head, write_log
from evalpanel.usecases.open_draws import (
    demand_free,
    only_reveal,
    open_draws,
    revealed_draw,
    tie_to_draw,
)
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.ranking import rank_tender
from evalpanel.usecases.tenders import get_locked_tender, start_step

_SECRET_BYTES = 32


def invite_to_draw(desk: Desk, reference: str, lot: str, given: InvitationInput) -> Drawing:
    """Record that everybody in a tie was invited to the draw (R-56).

    An invitation for another time takes the place of an earlier one, until the value can be known.

    Raises:
        Refused: no tie is to be drawn, somebody in it was not invited or too late, or a draw that
            was published is past its time.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "draw")
        ranked = rank_tender(work, tender)
        demand_announced(ranked.rules)
        in_lot = tie_to_draw(ranked, lot, ()).lot
        codes = _codes_of(work, reference, in_lot, given.invited)
        tie = tie_to_draw(ranked, in_lot, codes)
        demand_free(desk, work, reference, tie)
        told_at = moment(given.told_at or desk.now())
        demand_past(desk, told_at)
        entry = DrawInvitation(
            reference=reference,
            lot=tie.lot,
            candidates=tuple(sorted(tie.candidates)),
            held_at=moment(given.at),
            place=filled(given.place, "--place"),
            held_by=filled(given.by, "--by"),
            invited=tuple(
                Invited(candidate=code, told_at=told_at, told_by=filled(given.told_by, "--told-by"))
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
        tender = start_step(desk, work, reference, "draw")
        waiting = open_draws(work, tender, lot)
        found = next((d for d in waiting if d.commitment is None), waiting[0])
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
            DrawCommit(source=filled(source, "--source"), code_sha256=work.documents.put(code)),
        )
        entry = DrawCommitment(
            reference=reference,
            record=_anchored(work, record),
            by=desk.me.name,
            at=record.notice.made_at,
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
        known = revealed_draw(work, reference, lot)
        if known is not None:
            return _same_value(desk, work, known, value)
        tender = start_step(desk, work, reference, "draw")
        waiting = open_draws(work, tender, lot)
        found = next((d for d in waiting if d.commitment), waiting[0])
        if found.commitment is None:
            raise Refused(
                "This draw was not published before; its value could be chosen.",
                hint='First: evalpanel draw commit {reference} --lot {lot} --source "…"',
                reference=reference,
                lot=found.lot,
            )
        _demand_due(found.invitation, desk.now())
        published = found.commitment.record
        commit = published.commit
        code = work.documents.get(commit.code_sha256 if commit else "")
        record = draw_check.reveal_draw(
            published, value, code, desk.now(), desk.me.name, names(present)
        )
        return _hold(desk, work, found, record, "draw.reveal", value=value)


def record_draw(desk: Desk, reference: str, lot: str, given: HandDrawInput) -> Drawing:
    """Record a draw that was done by hand before a witness.

    Raises:
        Refused: nobody was invited, no second person saw it, other candidates, not yet held, or a
            published draw whose value can be known already has to be revealed.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "draw")
        waiting = open_draws(work, tender, lot)
        found = next((d for d in waiting if d.covers(given.order)), waiting[0])
        if found.is_bound(desk.now()):
            raise only_reveal(found)
        _demand_known(found, given.order)
        demand_past(desk, moment(given.at))
        by_hand = HandDraw(
            drawn_at=given.at,
            method=filled(given.method, "--method"),
            by=filled(given.by, "--by"),
            witness=filled(given.witness, "--witness"),
            present=names(given.present),
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
    for number, found in enumerate(list_draws(desk, reference), start=1):
        if found.record is not None:
            file = folder / f"{slug(reference)}-draw-{number}.json"
            desk.files.write(file, found.record.canonical())
            files.append(file)
    if not files:
        raise Refused("No draw of {reference} was published or held yet.", reference=reference)
    return tuple(files)


def _hold(
    desk: Desk, work: UnitOfWork, found: Drawing, record: DrawRecordV1, what: str, **details: str
) -> Drawing:
    reference = record.notice.reference
    entry = DrawHeld(
        reference=reference, record=_anchored(work, record), by=desk.me.name, at=desk.now()
    )
    work.register.add(entry)
    order = list(draw_check.verify_draw(record).order)
    write_log(desk, work, what, reference, found.lot, order=order, **details)
    work.commit()
    return Drawing(found.invitation, found.commitment, entry)


def _anchored(work: UnitOfWork, record: DrawRecordV1) -> DrawRecordV1:
    """The record with the head of the log, as it is kept and handed out."""
    return record.model_copy(update={"anchor": log_head(work)})


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


def _codes_of(work: UnitOfWork, reference: str, lot: str, given: Iterable[str]) -> list[str]:
    """The codes in a lot of candidates that are named by code, id or name."""
    found = {}
    for application in work.applications.of(reference):
        if application.code:
            own = application.code_in(lot)
            found.update(dict.fromkeys((application.name.casefold(), application.id, own), own))
    codes = []
    for name in given:
        code = found.get(name) or found.get(name.strip().casefold())
        if code is None:
            raise Refused("{name} is no candidate before the panel.", name=name)
        codes.append(code)
    return codes


def _demand_due(invitation: DrawInvitation, now: str) -> None:
    if draw_check.moment_of(now) < draw_check.moment_of(invitation.held_at):
        raise Refused(
            "The draw is announced for {held}; it is not that late yet.",
            hint="Reveal it then, with the value that the source gives at that time.",
            held=invitation.held_at,
        )


def _demand_same_time(invitation: DrawInvitation, at: str) -> None:
    if at and draw_check.moment_of(moment(at)) != draw_check.moment_of(invitation.held_at):
        raise Refused(
            "Those concerned were invited for {held}, not for {at}.",
            hint="Invite them again for the new time: evalpanel draw invite {reference}",
            held=invitation.held_at,
            at=at,
            reference=invitation.reference,
        )


def _demand_known(found: Drawing, order: Iterable[str]) -> None:
    for code in order:
        if code not in found.candidates:
            raise Refused(
                "{code} is not in this draw.",
                hint="In it: {candidates}.",
                code=code,
                candidates=", ".join(found.candidates),
            )
