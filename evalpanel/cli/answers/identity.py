"""Answers of `identity`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


class SecretKeyAnswer(Answer):
    """`identity keys`: the secret with which stock age opens what came for this person."""

    format: Literal["evalpanel/secret-key/1"] = Field("evalpanel/secret-key/1", alias="schema")
    receive_secret: str
    """An age identity; whoever has it reads every file that was encrypted to this person."""


class IdentityAnswer(Answer):
    """`identity new / show / restore / passphrase`: who owns the workspace, and their keys."""

    format: Literal["evalpanel/identity-answer/1"] = Field(
        "evalpanel/identity-answer/1", alias="schema"
    )
    name: str
    organisation: str
    function: str
    home: str
    file: str
    """The key file."""
    sign_key: str
    """Ed25519 public key, hexadecimal."""
    receive_key: str
    """The age recipient."""
    pdf_key: str
    """Compressed P-256 point, hexadecimal."""
    recovery_code: str | None
    """Only from `identity new` without `--recovery-file`; it is never kept on the laptop."""
    recovery_file: str | None
