"""Answers of `clarify`, and of what `candidate` says about evidence and shared entities."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class GivenAnswerPart(Model):
    """An answer of a candidate."""

    answer: str
    received: str
    late: bool
    by: str


class ClarificationPart(Model):
    """A request to a candidate, its term and what became of it."""

    candidate: str
    number: int
    question: str
    gate: str | None
    entity: str
    lot: str
    sent: str
    days: int
    ends: str
    """The last day to answer."""
    state: str
    """running, overdue, answered, answered_late or settled."""
    answers: tuple[GivenAnswerPart, ...]
    outcome: str | None
    """What the gate came to."""
    result: str | None
    by: str


class ClarifyAnswer(Answer):
    """`clarify ask`, `answer` and `settle`: the request as it stands."""

    format: Literal["evalpanel/clarification/1"] = Field(
        "evalpanel/clarification/1", alias="schema"
    )
    reference: str
    request: ClarificationPart


class ClarifyListAnswer(Answer):
    """`clarify list`: every request to every candidate, oldest first."""

    format: Literal["evalpanel/clarification-list/1"] = Field(
        "evalpanel/clarification-list/1", alias="schema"
    )
    requests: tuple[ClarificationPart, ...]


class EvidenceAnswer(Answer):
    """`candidate evidence`: a piece of evidence that came in after the application."""

    format: Literal["evalpanel/evidence/1"] = Field("evalpanel/evidence/1", alias="schema")
    reference: str
    candidate: str
    kind: str
    entity: str
    dated: str | None
    valid_until: str | None
    received: str
    sha256: str | None


class ExpiryPart(Model):
    """Evidence that will not do on the day of the award."""

    candidate: str
    gate: str
    kind: str
    entity: str
    state: str
    """missing, expired, undated or to_confirm."""
    expires: str | None


class ExpiryAnswer(Answer):
    """`candidate expiry`: the watch list for the day of the award."""

    format: Literal["evalpanel/expiry/1"] = Field("evalpanel/expiry/1", alias="schema")
    on: str
    evidence: tuple[ExpiryPart, ...]


class SharedEntityPart(Model):
    """An entity in several applications for a lot; `roles` by application."""

    entity: str
    lot: str
    roles: dict[str, str]
    decision: str | None
    by: str | None


class SharedEntityAnswer(Answer):
    """`candidate twice` and `candidate decide`."""

    format: Literal["evalpanel/shared-entities/1"] = Field(
        "evalpanel/shared-entities/1", alias="schema"
    )
    entities: tuple[SharedEntityPart, ...]
