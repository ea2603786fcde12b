"""Answers of `excuse`, `step-in`, `panel reopen` and of `open` with a reopening."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


class ExcuseAnswer(Answer):
    """`excuse`: the file for the process lead, and the round that is closed for the owner."""

    format: Literal["evalpanel/excuse-answer/1"] = Field(
        "evalpanel/excuse-answer/1", alias="schema"
    )
    file: str
    panel: str
    round: int


class StepInAnswer(Answer):
    """`step-in`: the file that lets the own sheet be opened, and its seal code."""

    format: Literal["evalpanel/stepin-answer/1"] = Field(
        "evalpanel/stepin-answer/1", alias="schema"
    )
    file: str
    code: str


class ReopenAnswer(Answer):
    """`panel reopen`: the file for the member, and the code of the seal that was taken back."""

    format: Literal["evalpanel/reopen/1"] = Field("evalpanel/reopen/1", alias="schema")
    file: str
    member: str
    code: str


class ReopenedAnswer(Answer):
    """`open FILE.evreopen`: which sheet may change again, and why."""

    format: Literal["evalpanel/reopened/1"] = Field("evalpanel/reopened/1", alias="schema")
    reference: str
    panel: str
    round: int
    code: str
    by: str
    reason: str
    again: bool = False
    """The file was opened before, so that nothing changed."""
