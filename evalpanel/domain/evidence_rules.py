"""How old evidence may be, when that is measured, and the term for repair: the announced rules.

Every default here can be announced otherwise in the table `[evidence]` of the rule set. The ages
are those of 2.89 Aw, measured at submission; the contract standard measures at receipt (R-106).
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from evalpanel.domain.rule_types import Filled
from evalpanel.domain.toml_model import TomlModel

MeasuredAt = Literal["submission", "receipt", "award"]
"""The day on which evidence must be valid: of the application, of its receipt, of the award."""

REPAIR_DAYS = 14
"""Calendar days to answer a request for clarification, where nothing else was announced (R-24)."""
AWARD_MILESTONES = ("award", "decision", "selection")
"""Where the rule set names none, the first of these in the planning is the award."""
_HALF_YEAR, _TWO_YEARS = 6, 24
USUAL_AGES: Mapping[str, int] = {
    "trade_register_extract": _HALF_YEAR,
    "kvk-uittreksel": _HALF_YEAR,
    "conduct_certificate": _TWO_YEARS,
    "gva": _TWO_YEARS,
    "gedragsverklaring aanbesteden": _TWO_YEARS,
    "tax_compliance_statement": _HALF_YEAR,
    "verklaring fiscale verplichtingen": _HALF_YEAR,
}
"""Months that well-known evidence is good for (2.89 Aw), by its name in lower case."""


class EvidenceKind(TomlModel):
    """A kind of evidence with an age or a day of measuring of its own."""

    id: Filled
    max_age_months: Annotated[int, Field(ge=1, le=1200)] | None = None
    """Absent: no limit but the end date on the paper itself."""
    measured_at: MeasuredAt | None = None


class EvidenceRules(TomlModel):
    """What was announced about evidence; all of it may be absent."""

    measured_at: MeasuredAt = "submission"
    award: str = ""
    """The milestone of the award; empty for the first of `AWARD_MILESTONES`."""
    repair_days: Annotated[int, Field(ge=1, le=365)] = REPAIR_DAYS
    reconfirm: tuple[Filled, ...] = ("uea", "espd")
    """Kinds that the winner confirms anew at the award (2.85(4), R-106)."""
    kinds: tuple[EvidenceKind, ...] = Field(default=(), alias="kind")

    def max_age_of(self, kind: str) -> int | None:
        """In months: as announced, or else the usual age; None for no limit."""
        own = self._own(kind)
        return own.max_age_months if own else USUAL_AGES.get(kind.casefold())

    def measured_at_of(self, kind: str) -> MeasuredAt:
        """When the validity of a kind is measured."""
        own = self._own(kind)
        return (own.measured_at if own else None) or self.measured_at

    def _own(self, kind: str) -> EvidenceKind | None:
        return next((own for own in self.kinds if own.id == kind), None)
