"""Answers of `backup` and `restore`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


class BackupAnswer(Answer):
    """`backup`: where the copy of the workspace is."""

    format: Literal["evalpanel/backup-answer/1"] = Field(
        "evalpanel/backup-answer/1", alias="schema"
    )
    file: str
    at: str
    """The claimed time of the copy, UTC."""
    tenders: int
    bytes: int
    log_seq: int
    """The head of the log that it holds."""
    log_hash: str


class RestoreAnswer(Answer):
    """`restore`: what the workspace goes on from."""

    format: Literal["evalpanel/restore-answer/1"] = Field(
        "evalpanel/restore-answer/1", alias="schema"
    )
    name: str
    home: str
    at: str
    """The claimed time of the backup, UTC."""
    tenders: int
    log_seq: int
    log_hash: str
    kept: str | None
    """Where the database is that was here before."""
