"""One legal entity in two applications for a lot: found, shown and decided about (R-26)."""

from collections.abc import Iterable

from evalpanel.domain.application import Application
from evalpanel.domain.errors import Refused
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.same_entity import SameEntityDecision, SharedEntity, shared_entities
from evalpanel.domain.withdrawals import Withdrawal, withdrawn_from
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, start_step


def list_shared_entities(desk: Desk, reference: str) -> tuple[SharedEntity, ...]:
    """Every entity that applies twice for a lot, with what was decided about it."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return shared_entities_of(work, reference)


def shared_entities_of(work: UnitOfWork, reference: str) -> tuple[SharedEntity, ...]:
    """The same in an open unit of work; what stays closed or was withdrawn does not count."""
    register = work.register.of(reference)
    withdrawals = of_kind(register, Withdrawal)
    return tuple(
        shared_entities(
            (
                _still_in(found, withdrawals)
                for found in work.applications.of(reference)
                if found.is_opened_with_others
            ),
            of_kind(register, SameEntityDecision),
        )
    )


def decide_same_entity(
    desk: Desk, reference: str, entity: str, decision: str, lot: str = "*"
) -> tuple[SameEntityDecision, ...]:
    """Record what was decided about an entity in one lot, or in every lot where it is twice.

    What follows, such as an exclusion, is a judgement of a gate of its own.

    Raises:
        Refused: the entity does not apply twice there, or nothing was decided.
    """
    with desk.work() as work:
        start_step(desk, work, reference, "clarify")
        shared = _shared(work, reference, entity, lot)
        decisions = tuple(
            SameEntityDecision(
                reference=reference,
                entity=entity,
                lot=found.lot,
                candidates=tuple(sorted(found.roles)),
                decision=demand_reason(decision),
                by=desk.me.name,
                at=desk.now(),
            )
            for found in shared
        )
        for made in decisions:
            work.register.add(made)
            write_log(
                desk, work, "entity.decide", reference, made.lot, reason=made.decision,
                entity=entity, candidates=list(made.candidates),
            )  # fmt: skip
        work.commit()
    return decisions


def _shared(work: UnitOfWork, reference: str, entity: str, lot: str) -> list[SharedEntity]:
    """Where an entity applies twice, in one lot or in all."""
    shared = [
        found
        for found in shared_entities_of(work, reference)
        if found.entity == entity and lot in ("*", found.lot)
    ]
    if not shared:
        raise Refused(
            "{entity} does not stand in two applications for the same lot.",
            hint="See those that do: evalpanel candidate twice {reference}",
            entity=entity,
            reference=reference,
        )
    return shared


def _still_in(application: Application, withdrawals: Iterable[Withdrawal]) -> Application:
    lots = tuple(
        lot for lot in application.lots if not withdrawn_from(withdrawals, application.id, lot)
    )
    return application.model_copy(update={"lots": lots})
