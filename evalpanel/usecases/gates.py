"""Gates: judging what is met or not, with a second person where a candidate falls out."""

from itertools import chain, count

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement, StatedGate
from evalpanel.domain.errors import Refused
from evalpanel.domain.gates import PASSING, REFUSING, GateOutcome, outcomes_of
from evalpanel.usecases.acts import ask_act, open_acts, withdraw_act
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, rules_of


def judge_gate(
    desk: Desk,
    reference: str,
    candidate: str,
    gate_id: str,
    outcome: str,
    *,
    reason: str,
    lot: str = "*",
    entity: str = "*",
) -> Act | None:
    """Judge a gate; gives the act to confirm when the outcome excludes the candidate.

    Raises:
        Refused: not opened yet, unknown candidate, gate, lot or entity, an outcome that the kind
            of gate does not have, no reason, or an outcome that nobody confirms after the issue.
    """
    with desk.work() as work:
        application = _opened_application(work, reference, candidate)
        if not (outcome in PASSING and waiting_failure(work, application, gate_id, entity, lot)):
            _demand_no_package(work, reference, outcome)
        stated = StatedGate(
            gate=gate_id,
            entity=entity,
            lot=lot,
            outcome=_checked_outcome(work, application, gate_id, outcome, lot, entity),
            reason=demand_reason(reason),
        )
        act = judge(desk, work, application, stated)
        work.commit()
    return act


def fail_gate(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed failure: it is recorded with both names."""
    subject = dict(act.subject)
    candidate = subject.pop("candidate")
    stated = StatedGate.model_validate(subject)
    record_judgement(desk, work, act.reference, candidate, stated, confirmed_by=act.confirmed_by)


def list_judgements(desk: Desk, reference: str) -> tuple[GateJudgement, ...]:
    """Every judgement of a tender, oldest first."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return work.judgements.of(reference)


def judge(desk: Desk, work: UnitOfWork, application: Application, stated: StatedGate) -> Act | None:
    """Record an outcome; one that excludes takes effect only after a second person confirms.

    Any other outcome at the same place withdraws a failure that nobody confirmed yet.
    """
    if stated.outcome in REFUSING:
        return ask_act(
            desk,
            work,
            application.reference,
            _gate_act_id(work, application, stated),
            "gate",
            candidate=application.id,
            **{name: str(value) for name, value in stated.to_json().items()},
        )
    waiting = waiting_failure(work, application, stated.gate, stated.entity, stated.lot)
    if waiting:
        withdraw_act(desk, work, waiting)
    record_judgement(desk, work, application.reference, application.id, stated, confirmed_by="")
    return None


def waiting_failure(
    work: UnitOfWork, application: Application, gate: str, entity: str, lot: str
) -> Act | None:
    """The failure of a gate that still waits for a second person, if there is one."""
    place = {"candidate": application.id, "gate": gate, "entity": entity, "lot": lot}
    acts = open_acts(work, application.reference)
    return next((act for act in acts if place.items() <= act.subject.items()), None)


def record_judgement(
    desk: Desk,
    work: UnitOfWork,
    reference: str,
    candidate: str,
    stated: StatedGate,
    *,
    confirmed_by: str,
) -> None:
    """Add a judgement; the latest of a place counts."""
    work.judgements.add(
        GateJudgement(
            reference=reference,
            candidate=candidate,
            **stated.to_json(),
            by=desk.me.name,
            confirmed_by=confirmed_by,
            at=desk.now(),
        )
    )
    write_log(
        desk,
        work,
        "gate.set",
        reference,
        candidate,
        reason=stated.reason,
        gate=stated.gate,
        entity=stated.entity,
        outcome=stated.outcome,
    )


def _opened_application(work: UnitOfWork, reference: str, candidate: str) -> Application:
    tender = get_locked_tender(work, reference)
    if not tender.opened_at:
        raise Refused(
            "The applications of {reference} are not opened yet.",
            hint="Open them with two persons: evalpanel opening {reference}",
            reference=reference,
        )
    application = work.applications.get(reference, candidate)
    if application is None or application.late:
        raise Refused(
            "{reference} has no opened application {candidate}.",
            hint="Known: {known}.",
            reference=reference,
            candidate=candidate,
            known=", ".join(a.id for a in work.applications.of(reference) if not a.late),
        )
    return application


def _demand_no_package(work: UnitOfWork, reference: str, outcome: str) -> None:
    """Once the panel has the package only two persons can still take a candidate out of it."""
    if work.packages.of(reference) and outcome not in REFUSING:
        raise Refused(
            "The package of {reference} was issued; a gate can now only be failed, by two persons.",
            hint="A candidate that proves unfit: evalpanel gate set {reference} CANDIDATE GATE "
            "failed --reason R",
            reference=reference,
        )


def _checked_outcome(
    work: UnitOfWork, application: Application, gate_id: str, outcome: str, lot: str, entity: str
) -> GateOutcome:
    rules = rules_of(get_locked_tender(work, application.reference))
    gate = next((found for found in rules.gates if found.id == gate_id), None)
    if gate is None:
        known = ", ".join(found.id for found in rules.gates)
        raise Refused("There is no gate {gate}.", hint="Known: {known}.", gate=gate_id, known=known)
    found = next((known for known in outcomes_of(gate) if known == outcome), None)
    if found is None:
        raise Refused(
            "Gate {gate} cannot have the outcome {outcome}.",
            hint="Possible: {allowed}.",
            gate=gate_id,
            outcome=outcome,
            allowed=", ".join(outcomes_of(gate)),
        )
    entities = [found.name for found in application.entities] if gate.per_entity else ["*"]
    if entity not in entities:
        raise Refused(
            "Gate {gate} is not judged for {entity}.",
            hint="Choose one of: {entities}.",
            gate=gate_id,
            entity=entity,
            entities="; ".join(entities),
        )
    if lot not in ("*", *application.lots):
        raise Refused("{candidate} did not apply for lot {lot}.", candidate=application.id, lot=lot)
    return found


def _gate_act_id(work: UnitOfWork, application: Application, stated: StatedGate) -> str:
    """A name for the act; a gate that failed before and was mended gets the next number."""
    entities = [entity.name for entity in application.entities]
    which = f"-{entities.index(stated.entity) + 1}" if stated.entity in entities else ""
    lot = "" if stated.lot == "*" else f"-{stated.lot}"
    first = f"gate-{application.id}-{stated.gate}{which}{lot}"
    names = chain([first], (f"{first}-again-{number}" for number in count(2)))
    return next(
        name
        for name in names
        if (known := work.acts.get(application.reference, name)) is None or not known.is_confirmed
    )
