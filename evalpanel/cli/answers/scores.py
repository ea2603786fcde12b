"""Answers of `score`, `seal` and `merge`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class ScoreLoadAnswer(Answer):
    """`score load`: how many cells were taken, and what draws attention without blocking."""

    format: Literal["evalpanel/score-load/1"] = Field("evalpanel/score-load/1", alias="schema")
    reference: str
    loaded: int
    open: int
    warnings: tuple[str, ...]


class CellPart(Model):
    """One score of one member."""

    lot: str
    candidate: str
    item: str
    score: str
    reason: str
    plus: str
    minus: str
    reference: str
    question: str


class ScoreExportAnswer(Answer):
    """`score export`: the own scores, or the empty grid."""

    format: Literal["evalpanel/score-export/1"] = Field("evalpanel/score-export/1", alias="schema")
    evaluator: str
    scores: tuple[CellPart, ...]


class GapPart(Model):
    """A cell that keeps the sheet from being sealed."""

    lot: str
    candidate: str
    item: str
    lacks_score: bool
    words_missing: int


class ScoreStatusAnswer(Answer):
    """`score status`: how far the own sheet has come."""

    format: Literal["evalpanel/score-status/1"] = Field("evalpanel/score-status/1", alias="schema")
    reference: str
    panel: str
    round: int
    done: int
    total: int
    open: tuple[GapPart, ...]
    saved_at: str | None
    seal_code: str | None
    recused_lots: tuple[str, ...]
    """Lots of the panel in which the owner does not score."""


class CarryPart(Model):
    """A score from before an erratum, and why it must be given anew (empty if it still stands)."""

    lot: str
    candidate: str
    item: str
    score: str
    why: str


class CarryAnswer(Answer):
    """`score carry`: what still stands after an erratum, and whether it was carried over."""

    format: Literal["evalpanel/score-carry/1"] = Field("evalpanel/score-carry/1", alias="schema")
    reference: str
    confirmed: bool
    stands: tuple[CarryPart, ...]
    anew: tuple[CarryPart, ...]


class SealAnswer(Answer):
    """`seal`: the file to hand back and the code to keep."""

    format: Literal["evalpanel/seal-answer/1"] = Field("evalpanel/seal-answer/1", alias="schema")
    file: str
    code: str


class VerdictPart(Model):
    """What became of one file."""

    file: str
    verdict: Literal["accepted", "already_here", "refused"]
    reason: str | None
    member: str | None


class MergeAnswer(Answer):
    """`merge`: a verdict per file, and who is still awaited."""

    format: Literal["evalpanel/merge/1"] = Field("evalpanel/merge/1", alias="schema")
    files: tuple[VerdictPart, ...]
    waiting_for: tuple[str, ...]
    ready: bool
    to_revise: tuple[str, ...] = ()
    """Why a package must be revised first."""
