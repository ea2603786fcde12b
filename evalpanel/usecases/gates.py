"""Gates: judging what is met or not, with a second person where a candidate falls out."""

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement, StatedGate
from evalpanel.domain.errors import Refused
from evalpanel.domain.gates import PASSING, REFUSING, GateOutcome, outcomes_of
from evalpanel.usecases.applications import judge, record_judgement, waiting_failure
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
