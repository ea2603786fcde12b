"""Answers of `consensus`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class RoundAnswer(Answer):
    """`consensus open / close`: the round and its one opening."""

    format: Literal["evalpanel/round/1"] = Field("evalpanel/round/1", alias="schema")
    reference: str
    panel: str
    round: int
    opened_at: str
    opened_by: str
    sheets_sha256: str
    closed_at: str | None


class DecisionPart(Model):
    """A decision of the panel on one cell."""

    lot: str
    candidate: str
    item: str
    version: int
    score: str
    reason: str
    present: tuple[str, ...]
    agrees: tuple[str, ...]
    remark: str
    outside_reason: str
    counts: bool


class AgendaPart(Model):
    """A cell on the agenda: what each member gave, how far apart, and what was agreed."""

    lot: str
    candidate: str
    item: str
    scores: dict[str, str]
    spread_steps: int
    must_discuss: bool
    speaking: tuple[str, ...]
    decision: DecisionPart | None


class AgendaAnswer(Answer):
    """`consensus agenda`: most points at stake first; never a total or a rank."""

    format: Literal["evalpanel/agenda/1"] = Field("evalpanel/agenda/1", alias="schema")
    reference: str
    panel: str
    round: int
    decided: int
    total: int
    closed: bool
    items: tuple[AgendaPart, ...]


class DecisionAnswer(Answer):
    """`consensus record`: the decision as recorded."""

    format: Literal["evalpanel/decision/1"] = Field("evalpanel/decision/1", alias="schema")
    decision: DecisionPart


class DecisionLoadAnswer(Answer):
    """`consensus load`: how many decisions were recorded."""

    format: Literal["evalpanel/decision-load/1"] = Field(
        "evalpanel/decision-load/1", alias="schema"
    )
    reference: str
    loaded: int
    decided: int
    total: int
