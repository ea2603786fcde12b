"""What a candidate applied with, how its gates were judged and whether the panel sees it."""

from collections.abc import Iterable, Sequence
from typing import Literal

from evalpanel.domain.dossier import HandedIn
from evalpanel.domain.evidence import Evidence
from evalpanel.domain.gates import GATE_ORDER, PASSING, REFUSING, GateOutcome
from evalpanel.domain.model import Model
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.withdrawals import Withdrawal, withdrawn_from


class Entity(Model):
    """A legal entity in an application."""

    name: str
    role: str
    registration: str


class StatedGate(Model):
    """An outcome that came with the application's file; it is judged only after the opening."""

    gate: str
    entity: str
    lot: str
    outcome: GateOutcome
    reason: str
    proportionality: str = ""
    """Why a facultative ground for exclusion is proportionate here (R-25)."""
    evidence_reason: str = ""
    """Why the gate is met although evidence is missing or not valid (2.89(4))."""


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
    admitted_to_pool: bool | None = None
    """False keeps it out, unopened (R-109); None where there is no pool."""
    code: str = ""
    """Empty until the opening; with codes per lot, its code where all lots are scored at once."""
    lot_codes: dict[str, str] = {}
    """With codes per lot, its code in each of its lots."""
    admitted_at: str = ""
    """When two persons let it in although it was kept out (edge case 14)."""

    @property
    def key(self) -> tuple[str, str]:
        """Tender and id."""
        return (self.reference, self.id)

    def code_in(self, lot: str) -> str:
        """What the panel knows it by in a lot, or (`*`) in what is scored once for all lots."""
        return self.lot_codes.get(lot, self.code)

    @property
    def codes(self) -> tuple[str, ...]:
        """Everything that the panel knows it by; empty until the opening."""
        return (self.code, *self.lot_codes.values()) if self.code else ()

    @property
    def codes_by_lot(self) -> dict[str, str]:
        """Its code in each lot that it applied for."""
        return {lot: self.code_in(lot) for lot in self.lots}

    @property
    def drawn_codes(self) -> dict[str, str]:
        """Its codes by the names under which they are committed to: `id`, and `id@lot`."""
        in_lots = {f"{self.id}@{lot}": code for lot, code in self.lot_codes.items()}
        return {self.id: self.code, **in_lots} if self.code else {}

    @property
    def is_opened_with_others(self) -> bool:
        """Whether it came in time, from somebody who may apply, or was let in (R-21, R-109)."""
        return bool(self.admitted_at) or (not self.late and self.admitted_to_pool is not False)


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
    proportionality: str = ""
    evidence_reason: str = ""

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


Standing = Literal["late", "not_admitted", "withdrawn", "excluded", "open", "admitted"]
"""`not_admitted`: not in the supplier pool (R-109); `admitted`: it goes to the panel."""


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


def counting(
    judgements: Sequence[GateJudgement], gate: str, entity: str, lot: str
) -> GateJudgement | None:
    """The judgement that counts in a lot: the latest, whether for this lot or for every lot."""
    places = ((gate, entity, lot), (gate, entity, "*"))
    return next((j for j in reversed(judgements) if j.place in places), None)


def admission(
    application: Application,
    lot: str,
    needs: Sequence[GateNeed],
    judgements: Iterable[GateJudgement],
    withdrawals: Iterable[Withdrawal] = (),
) -> Admission:
    """Late, not in the pool, excluded, withdrawn, open where a gate is not judged, or admitted.

    Gates may be judged in any order. The needs stand in the legal order of `GATE_ORDER`, so the
    first failed gate in that order names the reason, whichever was judged first (R-22). Whoever
    withdraws after a failure stays excluded.
    """
    if not application.is_opened_with_others:
        standing: Standing = "late" if application.late else "not_admitted"
        return _standing(application, lot, standing, "", "")
    so_far = tuple(judgements)
    found = [(need.gate, counting(so_far, need.gate, need.entity, lot)) for need in needs]
    withdrawal = withdrawn_from(withdrawals, application.id, lot)
    for gate, judged in found:
        if judged is None or judged.outcome not in REFUSING:
            continue
        if withdrawal is None or judged in so_far[: withdrawal.judged]:
            return _standing(application, lot, "excluded", gate, judged.reason)
    if withdrawal is not None:
        return _standing(application, lot, "withdrawn", "", withdrawal.reason)
    for gate, judged in found:
        if judged is None or judged.outcome not in PASSING:
            return _standing(application, lot, "open", gate, judged.reason if judged else "")
    return _standing(application, lot, "admitted", "", "")


def _standing(
    application: Application, lot: str, standing: Standing, gate: str, reason: str
) -> Admission:
    return Admission(candidate=application.id, lot=lot, standing=standing, gate=gate, reason=reason)
