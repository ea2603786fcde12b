"""Answers of `report`, `sign`, `log` and `demo`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class ReportAnswer(Answer):
    """`report`: the paper as made, unsigned."""

    format: Literal["evalpanel/report-answer/1"] = Field(
        "evalpanel/report-answer/1", alias="schema"
    )
    reference: str
    file: str
    version: int
    root: str


class SignAnswer(Answer):
    """`sign`: in which field, and how many have signed now."""

    format: Literal["evalpanel/sign/1"] = Field("evalpanel/sign/1", alias="schema")
    file: str
    field: str
    certified: bool
    own_sheet_is_identical: bool | None
    """Null for somebody who did not score."""
    decisions_on_my_scores: int
    signed: int
    expected: int


class LogPart(Model):
    """One entry of the log."""

    seq: int
    at: str
    by: str
    what: str
    subject: str
    reason: str
    hash: str


class LogAnswer(Answer):
    """`log`: what happened in this workspace for a tender, and the head of the whole chain."""

    format: Literal["evalpanel/log/1"] = Field("evalpanel/log/1", alias="schema")
    reference: str
    head_seq: int
    head_hash: str
    entries: tuple[LogPart, ...]


class DemoPersonPart(Model):
    """A person of the demo and the workspace that is theirs."""

    name: str
    role: str
    roles: tuple[str, ...]
    home: str
    passphrase_file: str


class DemoAnswer(Answer):
    """`demo`: where everything lies that was made."""

    format: Literal["evalpanel/demo/1"] = Field("evalpanel/demo/1", alias="schema")
    report: str
    people: tuple[DemoPersonPart, ...]
    seals: tuple[str, ...]
    package: str
    seconds: float
