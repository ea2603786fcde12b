"""Answers of `receive`, `candidate`, `gate`, `opening` and `confirm`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class FilePart(Model):
    """A dossier as handed in; `read` says whether the panel sees it."""

    dossier: str
    lot: str
    file: str
    sha256: str
    pages: int
    read: bool


class ReceivedPart(Model):
    """An application as registered."""

    id: str
    name: str
    received: str
    late: bool
    admitted_to_pool: bool | None
    """False keeps it closed; null where there is no pool."""
    lots: tuple[str, ...]
    files: tuple[FilePart, ...]


class ReceiveAnswer(Answer):
    """`receive`: what came in and when."""

    format: Literal["evalpanel/receive/1"] = Field("evalpanel/receive/1", alias="schema")
    reference: str
    applications: tuple[ReceivedPart, ...]


class LotOutcomePart(Model):
    """Where a candidate stands for one lot, and its code there."""

    lot: str
    code: str | None
    outcome: str
    reason: str


class CandidatePart(Model):
    """A candidate; `outcome` is the best of its lots.

    Until the ranking it is admitted, open, withdrawn, set_aside, unsuitable, excluded, not_admitted
    or late.
    """

    id: str
    name: str
    code: str | None
    lots: tuple[str, ...]
    outcome: str
    reason: str
    per_lot: tuple[LotOutcomePart, ...]


class CandidateListAnswer(Answer):
    """`candidate list`: names and codes, in the organiser's workspace only."""

    format: Literal["evalpanel/candidate-list/1"] = Field(
        "evalpanel/candidate-list/1", alias="schema"
    )
    candidates: tuple[CandidatePart, ...]


class JudgementPart(Model):
    """One judgement of a gate; later ones of the same place replace earlier ones."""

    candidate: str
    gate: str
    entity: str
    lot: str
    outcome: str
    reason: str
    by: str
    confirmed_by: str | None
    at: str
    proportionality: str
    evidence_reason: str


class EvidencePart(Model):
    """What there is of a kind of evidence: valid, missing, expired, undated or to_confirm."""

    kind: str
    entity: str
    """`*` where it may be joint."""
    state: str
    expires: str | None
    """The last day on which it is good."""


class GateLinePart(Model):
    """A judgement that a candidate needs, in the legal order, and how far it is."""

    candidate: str
    gate: str
    kind: str
    entity: str
    lot: str
    """`*` for all lots without a judgement of their own."""
    outcome: str
    waits: bool
    """Whether a failure waits for a second person."""
    evidence: tuple[EvidencePart, ...]
    request: int | None
    """The number of the last request for clarification about it."""
    request_state: str | None
    """running, overdue, answered, answered_late or settled."""
    ends: str | None
    """The last day to answer the request."""


class GateListAnswer(Answer):
    """`gate list`: every judgement, oldest first, the acts that wait, and what is needed."""

    format: Literal["evalpanel/gate-list/1"] = Field("evalpanel/gate-list/1", alias="schema")
    judgements: tuple[JudgementPart, ...]
    waiting: tuple[str, ...]
    lines: tuple[GateLinePart, ...]


class ActAnswer(Answer):
    """`opening`, `identify`, `gate set` and `confirm`: an act and whether it has effect."""

    format: Literal["evalpanel/act/1"] = Field("evalpanel/act/1", alias="schema")
    reference: str
    act: str | None
    """The id to confirm; null where the outcome needs no second person."""
    kind: str
    done: bool
    by: str
    at: str
    confirmed_by: str | None
    confirmed_at: str | None
