"""Answers on the course of a procedure: decisions, suspension, archive, withdrawal."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


class DecisionAnswer(Answer):
    """`decision record`: the decision as recorded."""

    format: Literal["evalpanel/selection-decision/1"] = Field(
        "evalpanel/selection-decision/1", alias="schema"
    )
    reference: str
    version: int
    taken_by: str
    mandate: str
    date: str


class DecisionWithdrawnAnswer(Answer):
    """`decision withdraw`: which version no longer stands, and why."""

    format: Literal["evalpanel/selection-decision-withdrawn/1"] = Field(
        "evalpanel/selection-decision-withdrawn/1", alias="schema"
    )
    reference: str
    version: int
    reason: str


class CourseAnswer(Answer):
    """`tender suspend / resume`: whether the procedure stands still now, and why."""

    format: Literal["evalpanel/course/1"] = Field("evalpanel/course/1", alias="schema")
    reference: str
    suspended: bool
    reason: str
    at: str


class ArchivedAnswer(Answer):
    """`tender archive`: whether it was stopped before a decision."""

    format: Literal["evalpanel/archived/1"] = Field("evalpanel/archived/1", alias="schema")
    reference: str
    stopped: bool
    reason: str
    at: str


class CandidateWithdrawnAnswer(Answer):
    """`candidate withdraw`: from which lots (none named: from all)."""

    format: Literal["evalpanel/candidate-withdrawn/1"] = Field(
        "evalpanel/candidate-withdrawn/1", alias="schema"
    )
    reference: str
    candidate: str
    lots: tuple[str, ...]
    reason: str
    after_ranking: bool
