"""The rule set of one evaluation: what was published, as frozen values (R-1)."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pydantic import Field

from evalpanel.domain.contract_rules import Contract
from evalpanel.domain.criterion_rules import (
    Aspect,
    Band,
    Criterion,
    DossierKind,
    Item,
    Minimum,
    Range,
    Scale,
    Step,
)
from evalpanel.domain.evidence_rules import EvidenceRules
from evalpanel.domain.exact import exact
from evalpanel.domain.panel_rules import ContinueIf, Fallback, Method, Panel
from evalpanel.domain.ranking_rules import Lot, LotLimits, Ranking, Rounding, SelectBetween
from evalpanel.domain.rule_types import Count, Day, Filled, Id, Moment, Sha256
from evalpanel.domain.toml_model import TomlModel

__all__ = [
    "ALL_LOTS", "Anonymity", "Aspect", "Band", "ContinueIf", "Contract", "Criterion", "DossierKind",
    "Fallback", "Gate", "Item", "Lot", "LotLimits", "Method", "Milestone", "Minimum", "Panel",
    "Range", "Ranking", "Rounding", "RuleSet", "Scale", "SelectBetween", "Source", "Step", "Terms",
]  # fmt: skip

ALL_LOTS = "*"
"""The lot under which a criterion with `scope = "tender"` is scored."""

Procedure = Literal[
    "sas-emvi", "sas-zemvi1", "sas-zemvi2", "sas-zemvi3", "sas-zemvi4",
    "toelating", "openbaar", "niet-openbaar", "dialoog", "mvo",
]  # fmt: skip
LEAST_INVITED: Mapping[str, int] = {"niet-openbaar": 5, "dialoog": 3, "mvo": 3}
"""How many candidates a procedure invites at least (art. 2.99(3) Aanbestedingswet; R-7)."""


class Source(TomlModel):
    """A published paper that the rules come from."""

    id: Id
    title: Filled
    version: str = ""
    date: Day | None = None
    file_sha256: Sha256 | None = Field(default=None, alias="sha256")


class Terms(TomlModel):
    """The term after the decision and its basis, which decides the wording of letters (R-67)."""

    basis: Literal["statutory", "contractual", "none"]
    days: Count
    extension: Literal["atw", "none"]
    extra_holidays: tuple[Day, ...] = ()


class Anonymity(TomlModel):
    """Whether candidates have codes, per what, and what follows on text that identifies (R-30)."""

    candidates: bool
    codes: Literal["per_tender", "per_lot"]
    on_identifying: Literal["redact", "set_aside", "ask"]


class Gate(TomlModel):
    """A requirement that is met or not; it never has points (R-6)."""

    id: Id
    kind: Literal["exclusion", "suitability", "condition", "selection"]
    title: Filled
    text: str = ""
    mandatory: bool = False
    per_entity: bool = False
    comparable: bool = False
    evidence: tuple[Filled, ...] = ()
    lots: tuple[Id, ...] = ()


class Milestone(TomlModel):
    """A date in the planning, with the precision in which it is written (R-9)."""

    id: Id
    title: Filled
    planned: Moment
    actual: Moment | None = None
    source: str = ""
    """Where this date was published."""


class RuleSet(TomlModel):
    """Everything that was announced; read with `rulefile.check_rules` or `parse_rules`."""

    format: Literal["evalpanel/tender/1"] = Field(alias="schema")
    reference: Id
    title: Filled
    authorities: tuple[Filled, ...] = Field(min_length=1)
    on_behalf_of: tuple[Filled, ...] = ()
    track: str = ""
    procedure: Procedure
    language: Literal["nl", "en"]
    parts: tuple[Filled, ...] = ()
    goals: tuple[Filled, ...] = ()
    sources: tuple[Source, ...] = Field(alias="source", min_length=1)
    terms: Terms
    anonymity: Anonymity
    panels: tuple[Panel, ...] = Field(alias="panel", min_length=1)
    scales: tuple[Scale, ...] = Field(alias="scale", min_length=1)
    dossiers: tuple[DossierKind, ...] = Field(alias="dossier", min_length=1)
    criteria: tuple[Criterion, ...] = Field(alias="criterion", min_length=1)
    ranking: Ranking
    lots: tuple[Lot, ...] = Field(alias="lot", min_length=1)
    lot_limits: LotLimits | None = Field(default=None, alias="lots")
    gates: tuple[Gate, ...] = Field(alias="gate")
    evidence: EvidenceRules = EvidenceRules()
    contract: Contract | None = None
    milestones: tuple[Milestone, ...] = Field(default=(), alias="milestone")

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the file."""
        return tuple(item for criterion in self.criteria for item in criterion.items)

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError where there is none."""
        return self._items[item_id]

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion with this id; KeyError where there is none."""
        return {criterion.id: criterion for criterion in self.criteria}[criterion_id]

    def criterion_of(self, item_id: str) -> Criterion:
        """The criterion that this item belongs to; KeyError where there is none."""
        return self._criteria_by_item[item_id]

    def scale_of(self, item: Item) -> Scale:
        """The scale on which an item is scored."""
        return {scale.id: scale for scale in self.scales}[item.scale]

    def lot(self, lot_id: str) -> Lot:
        """The lot with this id; KeyError where there is none."""
        return {lot.id: lot for lot in self.lots}[lot_id]

    def gate(self, gate_id: str) -> Gate:
        """The gate with this id; KeyError where there is none."""
        return {gate.id: gate for gate in self.gates}[gate_id]

    def dossier(self, dossier_id: str) -> DossierKind:
        """The kind of dossier with this id; KeyError where there is none."""
        return {dossier.id: dossier for dossier in self.dossiers}[dossier_id]

    def points_of(self, item: Item) -> Fraction:
        """The points an item can bring: its own, or total × criterion weight × item weight."""
        if item.points is not None:
            return exact(item.points)
        weight = self.criterion_of(item.id).weight or "1"
        return exact(self.ranking.total_points) * exact(weight) * exact(item.weight or "0")

    def criteria_in(self, lot_id: str) -> tuple[Criterion, ...]:
        """The criteria that count in a lot, those with scope tender included."""
        return tuple(c for c in self.criteria if not c.lots or lot_id in c.lots)

    def scored_items(self, lot_id: str) -> tuple[Item, ...]:
        """The items that count in a lot, those of criteria with scope tender included."""
        return tuple(item for criterion in self.criteria_in(lot_id) for item in criterion.items)

    def score_lot(self, lot_id: str, item_id: str) -> str:
        """The lot under which an item that counts in `lot_id` is scored: itself or `*`."""
        return ALL_LOTS if self.criterion_of(item_id).scope == "tender" else lot_id

    @cached_property
    def score_lots(self) -> tuple[str, ...]:
        """Every value of `lot` in score files: the lots in order, and `*` where it is used."""
        shared = any(criterion.scope == "tender" for criterion in self.criteria)
        return (*(lot.id for lot in self.lots), *((ALL_LOTS,) if shared else ()))

    def items_under(self, score_lot: str) -> tuple[Item, ...]:
        """The items scored under one value of `score_lots`: each item stands under one kind."""
        if score_lot == ALL_LOTS:
            shared = (c for c in self.criteria if c.scope == "tender")
            return tuple(item for criterion in shared for item in criterion.items)
        own = (c for c in self.criteria_in(score_lot) if c.scope == "lot")
        return tuple(item for criterion in own for item in criterion.items)

    def panel_of(self, lot_id: str, item_id: str) -> Panel:
        """The panel that scores an item in a lot (a lot id or `*`); LookupError without one."""
        return self.panels_of(lot_id, item_id)[0]

    def panels_of(self, lot_id: str, item_id: str) -> tuple[Panel, ...]:
        """The panels that the file names for an item in a lot; a sound rule set names one."""
        criterion = self.criterion_of(item_id)
        is_shared = lot_id == ALL_LOTS or criterion.scope == "tender"
        lots = set(criterion.lots) if is_shared else {lot_id}
        return tuple(
            panel
            for panel in self.panels
            if (not panel.lots or not lots or lots.intersection(panel.lots))
            and (not panel.criteria or criterion.id in panel.criteria)
        )

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _criteria_by_item(self) -> dict[str, Criterion]:
        return {item.id: criterion for criterion in self.criteria for item in criterion.items}
