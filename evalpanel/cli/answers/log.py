"""Answers of `log` and `fsck`."""

from typing import Any, Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class LogPart(Model):
    """One entry of the log."""

    seq: int
    at: str
    """The time that the laptop claimed."""
    after: str
    """The latest time known before, where the clock was behind it; else empty."""
    by: str
    what: str
    subject: str
    reason: str
    details: dict[str, Any]
    """What was there before and what is there now, as `old` and `new` where something changed."""
    hash: str


class LogAnswer(Answer):
    """`log`: what happened in this workspace for a tender, and the head of the whole chain."""

    format: Literal["evalpanel/log/1"] = Field("evalpanel/log/1", alias="schema")
    reference: str
    head_seq: int
    head_hash: str
    entries: tuple[LogPart, ...]


class LogFileAnswer(Answer):
    """`log REF --out FILE`: where the log was written, and its head."""

    format: Literal["evalpanel/log-export/1"] = Field("evalpanel/log-export/1", alias="schema")
    reference: str
    file: str
    head_seq: int
    head_hash: str
    entries: int
    """How many are of this tender."""


class LogVerdictAnswer(Answer):
    """`log --verify` and `log verify FILE`: whether the log is whole, or its first flaw."""

    format: Literal["evalpanel/log-verdict/1"] = Field("evalpanel/log-verdict/1", alias="schema")
    valid: bool
    entries: int
    anchors: int
    """How many heads that others hold it was compared with."""
    head_seq: int
    head_hash: str
    sentence: str


class FsckLine(Model):
    """One check of the workspace; every flaw has a line of its own."""

    check: str
    ok: bool
    sentence: str


class FsckAnswer(Answer):
    """`fsck`: everything that is stored here, checked again."""

    format: Literal["evalpanel/fsck/1"] = Field("evalpanel/fsck/1", alias="schema")
    valid: bool
    checks: tuple[FsckLine, ...]
