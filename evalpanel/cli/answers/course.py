"""Answers of commands on the course of a procedure: `decision`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


class DecisionAnswer(Answer):
    """`decision record`: the decision as recorded."""

    format: Literal["evalpanel/selection-decision/1"] = Field("evalpanel/selection-decision/1", alias="schema")
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
