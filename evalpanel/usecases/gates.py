"""Gates: judging what is met or not, with a second person where a candidate falls out."""

from collections.abc import Sequence

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement, StatedGate, counting
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.evidence import LACKING, lack_of
from evalpanel.domain.gates import (
    PASSING,
    REFUSING,
    GateOutcome,
    needs_proportionality,
    outcomes_of,
)
from evalpanel.domain.rules import Gate
from evalpanel.domain.tender import Tender
from evalpanel.language import catalogue
from evalpanel.usecases.acts import ask_act, free_id, open_acts, withdraw_act
from evalpanel.usecases.clarifying import send_request
from evalpanel.usecases.evidence import evidence_of, get_opened
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.lifecycle import demand_step
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, get_locked_tender, rules_of, start_step


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
    proportionality: str = "",
    evidence_reason: str = "",
    sent: str = "",
    days: int = 0,
) -> Act | None:
    """Judge a gate; gives the act to confirm when the outcome excludes the candidate.

    `repair` sends a request: the reason is the question, the term runs from `sent` (today where
    empty) for `days` (0 for the announced ones) (R-24). Refused where R-25 or evidence forbid it.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "fail_gate")
        application = get_opened(work, tender, candidate)
        if not _may_follow(work, application, outcome, (gate_id, entity, lot)):
            demand_step(desk, work, tender, "gate")
        stated = StatedGate(
            gate=gate_id,
            entity=entity,
            lot=lot,
            outcome=_checked_outcome(work, application, gate_id, outcome, lot, entity),
            reason=demand_reason(reason),
            proportionality=proportionality.strip(),
            evidence_reason=evidence_reason.strip(),
        )
        _demand_grounds(work, tender, application, stated)
        act = judge(desk, work, application, stated, sent=sent, days=days)
        work.commit()
    return act


def _may_follow(
    work: UnitOfWork, application: Application, outcome: str, place: tuple[str, str, str]
) -> bool:
    """Whether it can be judged after the issue: failed, a failure taken back, or let in late."""
    takes_back = outcome in PASSING and waiting_failure(work, application, *place)
    return outcome in REFUSING or bool(takes_back) or _is_new(work, application)


def _demand_grounds(
    work: UnitOfWork, tender: Tender, application: Application, stated: StatedGate
) -> None:
    _demand_proportionality(tender, stated)
    _demand_evidence(work, tender, application, stated)


def _is_new(work: UnitOfWork, application: Application) -> bool:
    """Whether it was let in late, so that its gates are judged before its own round."""
    packages = (load_package(work, stored) for stored in work.packages.of(application.reference))
    shown = {code for package in packages for _, code, _ in package.cells()}
    return bool(application.admitted_at) and shown.isdisjoint(application.codes)


def fail_gate(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed failure: it is recorded with both names."""
    start_step(desk, work, act.reference, "fail_gate")
    subject = dict(act.subject)
    candidate = subject.pop("candidate")
    stated = StatedGate.model_validate(subject)
    record_judgement(desk, work, act.reference, candidate, stated, confirmed_by=act.confirmed_by)


def list_judgements(desk: Desk, reference: str) -> tuple[GateJudgement, ...]:
    """Every judgement of a tender, oldest first."""
    with desk.work() as work:
        get_locked_tender(work, reference)
        return work.judgements.of(reference)


def judge(
    desk: Desk,
    work: UnitOfWork,
    application: Application,
    stated: StatedGate,
    *,
    sent: str = "",
    days: int = 0,
) -> Act | None:
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
            **{name: str(value) for name, value in _filled(stated).items()},
        )
    waiting = waiting_failure(work, application, stated.gate, stated.entity, stated.lot)
    if waiting:
        withdraw_act(desk, work, waiting)
    record_judgement(desk, work, application.reference, application.id, stated, confirmed_by="")
    if stated.outcome == "repair":
        tender = get_locked_tender(work, application.reference)
        send_request(desk, work, tender, application.id, stated, sent=sent, days=days)
    return None


def supported(
    desk: Desk, work: UnitOfWork, tender: Tender, application: Application, stated: StatedGate
) -> StatedGate:
    """The outcome that came with the file; `not_judged` where the evidence for `met` lacks."""
    lacking = _lacking(work, tender, application, stated)
    if not lacking:
        return stated
    say = catalogue(rules_of(tender).language).say
    reason = say(Sentence("Stated as met; evidence is incomplete: {lacking}.", lacking=lacking))
    write_log(
        desk, work, "gate.incomplete", tender.reference, application.id, gate=stated.gate,
        entity=stated.entity, lacking=lacking,
    )  # fmt: skip
    return stated.model_copy(update={"outcome": "not_judged", "reason": reason})


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
    earlier = work.judgements.of(reference, candidate)
    known = counting(earlier, stated.gate, stated.entity, stated.lot)
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
        lot=stated.lot,
        old=known.outcome if known else "",
        new=stated.outcome,
        confirmed_by=confirmed_by,
    )


def _filled(stated: StatedGate) -> dict[str, str]:
    """What an act is about; reasons that were not needed are left out."""
    may_lack = ("proportionality", "evidence_reason")
    found = stated.to_json()
    return {name: value for name, value in found.items() if value or name not in may_lack}


def _demand_proportionality(tender: Tender, stated: StatedGate) -> None:
    gate = rules_of(tender).gate(stated.gate)
    if needs_proportionality(gate, stated.outcome) and not stated.proportionality:
        raise Refused(
            "Gate {gate} is a facultative ground for exclusion: say why excluding is "
            "proportionate.",
            hint="Add --proportionality WHY to the reason.",
            gate=gate.id,
        )


def _demand_evidence(
    work: UnitOfWork, tender: Tender, application: Application, stated: StatedGate
) -> None:
    lacking = _lacking(work, tender, application, stated)
    if lacking:
        raise Refused(
            "Gate {gate} of {candidate} is incomplete, so it is not met: {lacking}.",
            hint="Ask for it (repair), register it (evalpanel candidate evidence), or say why it "
            "is met all the same, as with foreign evidence: --evidence-reason WHY",
            gate=stated.gate,
            candidate=application.id,
            lacking=lacking,
        )


def _lacking(work: UnitOfWork, tender: Tender, application: Application, stated: StatedGate) -> str:
    """The evidence without which a gate is not met, unless a reason was given for it."""
    if stated.outcome != "met" or stated.evidence_reason.strip():
        return ""
    found = evidence_of(work, tender, application, stated.gate, stated.entity)
    say = catalogue(rules_of(tender).language).say
    return "; ".join(say(lack_of(each)) for each in found if each.state in LACKING)


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
        raise _wrong_entity(gate, entity, entities)
    if lot not in ("*", *application.lots):
        raise Refused("{candidate} did not apply for lot {lot}.", candidate=application.id, lot=lot)
    return found


def _gate_act_id(work: UnitOfWork, application: Application, stated: StatedGate) -> str:
    """A name for the act; a gate that failed before and was mended gets the next number."""
    entities = [entity.name for entity in application.entities]
    which = f"-{entities.index(stated.entity) + 1}" if stated.entity in entities else ""
    lot = "" if stated.lot == "*" else f"-{stated.lot}"
    return free_id(work, application.reference, f"gate-{application.id}-{stated.gate}{which}{lot}")


def _wrong_entity(gate: Gate, entity: str, entities: Sequence[str]) -> Refused:
    """Why a gate is not judged for somebody, and what to say instead."""
    if not gate.per_entity:
        return Refused(
            "Gate {gate} is judged for the whole application, not for {entity}.",
            hint="Leave --entity out.",
            gate=gate.id,
            entity=entity,
        )
    known = ", ".join(f'"{name}"' for name in entities)
    if entity == "*":
        return Refused(
            "Gate {gate} is judged for each legal entity on its own.",
            hint="Say which with --entity, one of: {known}",
            gate=gate.id,
            known=known,
        )
    return Refused(
        "Gate {gate} is not judged for {entity}.",
        hint="Say which with --entity, one of: {known}",
        gate=gate.id,
        entity=entity,
        known=known,
    )
