"""Whether acts of two persons and what they brought about belong together in a record.

Each effect needs its act, signed about exactly this; each act has its effect, so that none can be
taken back without a trace. What one person may do alone is not here: it stands in the log only.
"""

from collections.abc import Iterator, Mapping, Sequence

from evalpanel.domain.acts import Act, ActKind
from evalpanel.domain.conflicts import ConflictCase, decisions_on_cases
from evalpanel.domain.errata import Erratum
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.domain.panel_changes import Recusal, Replacement, changes_of, touches_scores
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    RecordV1,
    TenderEntry,
)
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.revision_chain import all_packages
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_decisions import TieDecision
from evalpanel.domain.tie_orders import demand_way

Effect = Recusal | Replacement | ConflictCase | Erratum | TieDecision
_KINDS: Mapping[type, ActKind] = {
    Recusal: "panel_change",
    Replacement: "panel_change",
    ConflictCase: "conflict",
    Erratum: "erratum",
    TieDecision: "tie",
}


def acts_flaw(record: RecordV1, rules: RuleSet) -> Sentence | None:
    """The first act without effect, effect without act, or erratum out of its row; or None."""
    return next(_flaws(record, rules), None)


def _flaws(record: RecordV1, rules: RuleSet) -> Iterator[Sentence]:
    register = record.register()
    acts = [entry.act for entry in record.entries(ActEntry)]
    effects = [entry for entry in register if isinstance(entry, Effect)]
    for effect in effects:
        if _needs_act(record, effect, register) and not any(_is_of(a, effect) for a in acts):
            yield _alone(effect)
    for act in acts:
        if act.kind in _KINDS.values() and not any(_is_of(act, effect) for effect in effects):
            yield _without_effect(act)
    yield from _gate_flaws(record, acts)
    yield from _tie_flaws(rules, effects)
    yield from _erratum_flaws(record, of_kind(effects, Erratum))


def _needs_act(record: RecordV1, effect: Effect, register: Sequence[object]) -> bool:
    """Whether one person could not bring this about alone.

    Who leaves the panel without having scored does so by the word of one; where scores were given
    two must sign, because from the opening on everybody knows whom it helps (R-15). Two also sign
    that somebody leaves a package that is out, before a revision of it goes to the others.
    """
    if isinstance(effect, Erratum | TieDecision):
        return True
    if isinstance(effect, ConflictCase) and decisions_on_cases(register)[effect.place] != effect:
        return False
    return any(touches_scores(change, all_packages(record)) for change in changes_of([effect]))


def _is_of(act: Act, effect: Effect) -> bool:
    """Whether both signed exactly this."""
    if act.kind != _KINDS[type(effect)]:
        return False
    signed = act.subject | {"approved_by": act.subject.get("approved_by") or act.confirmed_by}
    if isinstance(effect, Erratum | TieDecision) and effect.confirmed_by != act.confirmed_by:
        return False
    if isinstance(effect, ConflictCase) and effect.decided_by != act.confirmed_by:
        return False
    return effect.by == act.by and effect.subject().items() <= signed.items()


def _alone(effect: Effect) -> Sentence:
    if isinstance(effect, Erratum):
        return Sentence("Erratum {number} was not signed by two persons.", number=effect.number)
    if isinstance(effect, TieDecision):
        return Sentence(
            "The decision between {candidates} was not signed by two persons.",
            candidates=", ".join(effect.candidates),
        )
    return Sentence(
        "A member who had scored left the panel, and that was not signed by two persons. "
        "Reason: {reason}",
        reason=effect.reason,
    )


def _without_effect(act: Act) -> Sentence:
    return Sentence("What two persons did in act {act} is missing in the record.", act=act.id)


def _gate_flaws(record: RecordV1, acts: Sequence[Act]) -> Iterator[Sentence]:
    """A failure that two persons signed stands among the judgements, even if judged anew later."""
    judged = [
        {"candidate": judgement.candidate, **judgement.to_json()}
        for entry in record.entries(ApplicationEntry)
        for judgement in entry.judgements
    ]
    for act in acts:
        if act.kind == "gate" and not any(
            all(str(found[name]) == value for name, value in act.subject.items())
            for found in judged
        ):
            yield _without_effect(act)


def _tie_flaws(rules: RuleSet, effects: Sequence[Effect]) -> Iterator[Sentence]:
    """Two persons decide between equals only where the rules are exhausted (R-55)."""
    for effect in effects:
        if isinstance(effect, TieDecision) and effect.lot:
            try:
                demand_way(rules, effect.decided)
            except EvalPanelError as error:
                yield error.sentence


def _erratum_flaws(record: RecordV1, errata: Sequence[Erratum]) -> Iterator[Sentence]:
    """Every erratum starts where the one before ended; the last gave the rules as they are."""
    tender = record.the(TenderEntry)
    row = sorted(errata, key=lambda erratum: erratum.number)
    ends = [*(erratum.before_sha256 for erratum in row[1:]), tender.rules_sha256 if tender else ""]
    for place, (erratum, end) in enumerate(zip(row, ends, strict=bool(row)), start=1):
        if erratum.number != place or erratum.after_sha256 != end:
            yield Sentence(
                "Erratum {number} does not lead to the rules that follow it.",
                number=erratum.number,
            )
