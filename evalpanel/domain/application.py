"""What a candidate applied with, how its gates were judged and whether the panel sees it."""

from collections.abc import Iterable, Sequence
from typing import Literal

from evalpanel.domain.dossier import HandedIn
from evalpanel.domain.gates import GATE_ORDER, PASSING, REFUSING, GateOutcome
from evalpanel.domain.model import Model
from evalpanel.domain.rules import RuleSet


class Entity(Model):
    """A legal entity in an application."""

    name: str
    role: str
    registration: str


class Evidence(Model):
    """A piece of evidence as registered."""

    kind: str
    entity: str
    dated: str
    valid_until: str
    sha256: str | None


class StatedGate(Model):
    """An outcome that came with the application's file; it is judged only after the opening."""

    gate: str
    entity: str
    lot: str
    outcome: GateOutcome
    reason: str


class Application(Model):
    """A candidate's application as received; `code` is what the panel knows it by (R-30)."""

    reference: str
    id: str
    name: str
    received: str
    late: bool
    lots: tuple[str, ...]
    """In order of preference."""
    entities: tuple[Entity, ...]
    evidence: tuple[Evidence, ...]
    forbidden_words: tuple[str, ...]
    dossiers: tuple[HandedIn, ...]
    stated: tuple[StatedGate, ...] = ()
    code: str = ""
    """Empty until the opening."""

    @property
    def key(self) -> tuple[str, str]:
        """Tender and id."""
        return (self.reference, self.id)


class GateJudgement(Model):
    """One outcome of one gate, for one entity where the gate asks for each; the latest counts."""

    reference: str
    candidate: str
    gate: str
    entity: str
    """`*` where the application as a whole is judged."""
    lot: str
    """`*` where it counts for every lot."""
    outcome: GateOutcome
    reason: str
    by: str
    confirmed_by: str
    at: str

    @property
    def key(self) -> tuple[str, str]:
        """Tender and candidate."""
        return (self.reference, self.candidate)

    @property
    def place(self) -> tuple[str, str, str]:
        """Gate, entity and lot: a later judgement of the same place replaces this one."""
        return (self.gate, self.entity, self.lot)


class GateNeed(Model):
    """A judgement that is needed before a candidate can go to the panel."""

    gate: str
    title: str
    kind: str
    entity: str


Standing = Literal["late", "excluded", "open", "admitted"]


class Admission(Model):
    """Whether an application reaches the panel for a lot, and why (R-20, R-22)."""

    candidate: str
    lot: str
    standing: Standing
    gate: str
    reason: str


def gate_needs(rules: RuleSet, application: Application, lot: str) -> tuple[GateNeed, ...]:
    """Every judgement that an application needs in a lot, in the legal order (R-22, R-27)."""
    needs = []
    for gate in sorted(rules.gates, key=lambda gate: GATE_ORDER.index(gate.kind)):
        if gate.lots and lot not in gate.lots:
            continue
        entities = [e.name for e in application.entities] if gate.per_entity else ["*"]
        needs += [
            GateNeed(gate=gate.id, title=gate.title, kind=gate.kind, entity=entity)
            for entity in entities
        ]
    return tuple(needs)


def latest(judgements: Iterable[GateJudgement]) -> dict[tuple[str, str, str], GateJudgement]:
    """The judgement that counts at each place; judgements come in order of time."""
    return {judgement.place: judgement for judgement in judgements}


def admission(
    application: Application,
    lot: str,
    needs: Sequence[GateNeed],
    judgements: Iterable[GateJudgement],
) -> Admission:
    """Late, excluded by a failed gate, open where a gate is not yet judged, or admitted.

    The needs stand in the order of `GATE_ORDER`, so the first failed gate names the reason. The
    latest judgement counts, whether it was for this lot or for every lot.
    """
    if application.late:
        return _standing(application, lot, "late", "", "")
    in_time = tuple(judgements)
    undecided: Admission | None = None
    for need in needs:
        places = ((need.gate, need.entity, lot), (need.gate, need.entity, "*"))
        found = next((j for j in reversed(in_time) if j.place in places), None)
        if found is not None and found.outcome in REFUSING:
            return _standing(application, lot, "excluded", need.gate, found.reason)
        if undecided is None and (found is None or found.outcome not in PASSING):
            undecided = _standing(
                application, lot, "open", need.gate, found.reason if found else ""
            )
    return undecided or _standing(application, lot, "admitted", "", "")


def _standing(
    application: Application, lot: str, standing: Standing, gate: str, reason: str
) -> Admission:
    return Admission(candidate=application.id, lot=lot, standing=standing, gate=gate, reason=reason)
