"""An application as it is written down: the candidate, its entities, dossiers and gates."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from evalpanel.domain.gates import GateOutcome
from evalpanel.domain.rule_types import Day, Filled, Id
from evalpanel.domain.toml_model import TomlModel


def _clock(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PydanticCustomError("clock", "must be a time with its offset from UTC")
    return text


ClockTime = Annotated[str, AfterValidator(_clock)]
"""A time with its offset from UTC, kept as written."""


class EntityEntry(TomlModel):
    """A legal entity in an application, alone or in a combination."""

    name: Filled
    role: Literal["lead", "member", "relied_on"]
    registration: str = ""


class EvidenceEntry(TomlModel):
    """A piece of evidence; `file` is relative to the candidates file."""

    kind: Filled
    entity: str = ""
    dated: Day | None = None
    valid_until: Day | None = None
    file: str | None = None


class GateEntry(TomlModel):
    """What a gate came to, for one entity and one lot where they are named."""

    gate: Id
    entity: str = ""
    lot: str = ""
    outcome: GateOutcome
    reason: str = ""
    proportionality: str = ""
    """Why a facultative ground for exclusion is proportionate (R-25)."""
    evidence_reason: str = ""
    """Why it is met although evidence is missing or not valid (2.89(4))."""


class CandidateEntry(TomlModel):
    """One application; `lots` stand in order of preference."""

    id: Id
    name: Filled
    received: ClockTime
    lots: tuple[Id, ...] = Field(min_length=1)
    forbidden_words: tuple[Filled, ...] = ()
    admitted_to_pool: bool | None = None
    entities: tuple[EntityEntry, ...] = Field(alias="entity", min_length=1)
    dossiers: dict[str, Filled] = Field(default_factory=dict)
    evidence: tuple[EvidenceEntry, ...] = ()
    gates: tuple[GateEntry, ...] = Field(default=(), alias="gate")

    @property
    def received_at(self) -> datetime:
        """When it came in."""
        return datetime.fromisoformat(self.received)


class CandidateFile(TomlModel):
    """All applications."""

    format: Literal["evalpanel/candidates/1"] = Field(alias="schema")
    candidates: tuple[CandidateEntry, ...] = Field(default=(), alias="candidate")
