"""Answers of `tender`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class ProblemPart(Model):
    """Something wrong or odd in a file: its path and a sentence in the language in use."""

    path: str
    message: str


class PointsPart(Model):
    """The points of an item: as announced (`10`, or `40 × 60% × 25%`), and what they come to."""

    item: str
    announced: str
    points: str
    points_exact: str


class TenderCheckAnswer(Answer):
    """`tender check`: every problem at once, and the points where there is none."""

    format: Literal["evalpanel/tender-check/1"] = Field("evalpanel/tender-check/1", alias="schema")
    valid: bool
    rules_sha256: str
    problems: tuple[ProblemPart, ...]
    warnings: tuple[ProblemPart, ...]
    points: tuple[PointsPart, ...]


class MilestonePart(Model):
    """A milestone as it is planned now, and how often it moved."""

    id: str
    title: str
    planned: str
    shifts: int


class ErratumPart(Model):
    """A change of the rule set after the lock: when it took effect, by whom, and why."""

    number: int
    at: str
    by: str
    confirmed_by: str
    reason: str


class TenderAnswer(Answer):
    """`tender new / lock / show / plan`: the rule set in this workspace."""

    format: Literal["evalpanel/tender-answer/1"] = Field(
        "evalpanel/tender-answer/1", alias="schema"
    )
    reference: str
    title: str
    rules_sha256: str
    locked: bool
    locked_at: str | None
    locked_by: str | None
    opened_at: str | None
    identified: bool
    authorities: tuple[str, ...]
    panels: tuple[str, ...]
    lots: tuple[str, ...]
    items: tuple[str, ...]
    points: tuple[PointsPart, ...]
    contract: str | None
    """How long the contract lasts and can be prolonged, in words."""
    gates: tuple[str, ...]
    milestones: tuple[MilestonePart, ...]
    suspended: str | None = None
    """Why the procedure stands still; null while it goes on."""
    archived_at: str | None = None
    errata: tuple[ErratumPart, ...] = ()
    """What changed after the lock, in the order of time."""
    waits: tuple[str, ...] = ()
    """What must be settled before it can go on: interests, empty seats, a revision."""


class WorkPart(Model):
    """A tender in this workspace and what to do next."""

    reference: str
    title: str
    role: str
    phase: str
    done: int
    total: int
    seal_code: str | None
    next_step: str


class TenderListAnswer(Answer):
    """`tender list`: every tender in this workspace."""

    format: Literal["evalpanel/tender-list/1"] = Field("evalpanel/tender-list/1", alias="schema")
    tenders: tuple[WorkPart, ...]
