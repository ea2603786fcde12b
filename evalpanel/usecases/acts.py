"""Acts of two persons: asked for on the organiser's laptop, confirmed there by another."""

from collections.abc import Callable, Mapping
from itertools import chain, count

from evalpanel.domain.acts import ACT_NAMESPACE, Act, ActKind, ActStatement
from evalpanel.domain.errors import Refused
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, Identity, UnitOfWork

Effect = Callable[[Desk, UnitOfWork, Act], None]


def ask_act(
    desk: Desk, work: UnitOfWork, reference: str, act_id: str, kind: ActKind, **subject: str
) -> Act:
    """Ask for an act; it has no effect until somebody else confirms it."""
    known = work.acts.get(reference, act_id)
    if known and known.is_confirmed:
        raise already_done(known)
    statement = ActStatement(
        reference=reference, id=act_id, kind=kind, subject=subject, at=desk.now()
    )
    act = Act(
        **statement.to_json(),
        by=desk.me.name,
        by_key=desk.me.sign_key,
        by_signature=desk.me.sign(statement.canonical(), ACT_NAMESPACE),
    )
    work.acts.put(act)
    write_log(desk, work, "act.ask", reference, act_id, about=subject)
    return act


def confirm_act(
    desk: Desk, reference: str, act_id: str, other: Identity, effects: Mapping[ActKind, Effect]
) -> Act:
    """Confirm an act as the second person and let it take effect.

    Raises:
        Refused: no such act, already confirmed, or the same person as the first.
    """
    with desk.work() as work:
        act = _open_act(work, reference, act_id)
        if other.sign_key == act.by_key:
            raise Refused(
                "{act} needs two persons; {name} asked for it and cannot confirm it too.",
                hint="Let somebody else confirm with their own key file.",
                act=act_id,
                name=act.by,
            )
        confirmed = act.model_copy(
            update={
                "confirmed_by": other.name,
                "confirmed_key": other.sign_key,
                "confirmed_signature": other.sign(act.statement().canonical(), ACT_NAMESPACE),
                "confirmed_at": desk.now(),
            }
        )
        work.acts.put(confirmed)
        effects[act.kind](desk, work, confirmed)
        write_log(desk, work, "act.confirm", reference, act_id, confirmed_by=other.name)
        work.commit()
    return confirmed


def list_open_acts(desk: Desk, reference: str) -> tuple[Act, ...]:
    """The acts of a tender that still wait for a second person."""
    with desk.work() as work:
        return open_acts(work, reference)


def open_acts(work: UnitOfWork, reference: str) -> tuple[Act, ...]:
    """The same in an open unit of work."""
    return tuple(act for act in work.acts.of(reference) if act.is_open)


def free_id(work: UnitOfWork, reference: str, name: str) -> str:
    """A name for an act; where one with this name was confirmed, the next number."""
    names = chain([name], (f"{name}-again-{number}" for number in count(2)))
    return next(
        found
        for found in names
        if (known := work.acts.get(reference, found)) is None or not known.is_confirmed
    )


def already_done(act: Act) -> Refused:
    """Why an act that two persons did is not asked for again."""
    return Refused(
        "{act} was already done by {by} and {confirmed_by} on {at}.",
        act=act.id,
        by=act.by,
        confirmed_by=act.confirmed_by,
        at=act.confirmed_at,
    )


def withdraw_act(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """Let an act that nobody confirmed wait no more; it stays in the log."""
    work.acts.put(act.model_copy(update={"withdrawn_at": desk.now()}))
    write_log(desk, work, "act.withdraw", act.reference, act.id)


def _open_act(work: UnitOfWork, reference: str, act_id: str) -> Act:
    act = work.acts.get(reference, act_id)
    if act is None or act.withdrawn_at:
        waiting = ", ".join(found.id for found in open_acts(work, reference)) or "-"
        raise Refused(
            "{reference} has no act {act} to confirm.",
            hint="Acts that wait for a second person: {waiting}.",
            reference=reference,
            act=act_id,
            waiting=waiting,
        )
    if act.is_confirmed:
        raise Refused(
            "{act} was already confirmed by {name} on {at}.",
            act=act_id,
            name=act.confirmed_by,
            at=act.confirmed_at,
        )
    return act
