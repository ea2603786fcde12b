"""Answers of `report`, `sign` and `demo`."""

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
    variant: str = "full"
    record_file: str = ""
    """The `*.evrecord` that was written, if one was asked for."""


class OwnSealPart(Model):
    """A sheet of the signer in the report, by the code that was shown at sealing."""

    code: str
    panel: str
    round: int
    took_the_place_of: str
    """The code of the sheet that it replaced before the opening; empty where there was none."""


class ChangePart(Model):
    """An agreed score that differs from the signer's own, with the panel's reason."""

    lot: str
    candidate: str
    item: str
    title: str
    own: str
    agreed: str
    reason: str


class NotSigningAnswer(Answer):
    """`panel unsigned`: who does not sign the versions made from now on, and why."""

    format: Literal["evalpanel/not-signing/1"] = Field("evalpanel/not-signing/1", alias="schema")
    member: str
    standing: str
    """`declined`, `unreachable`, or `signs` where the member signs after all."""
    reason: str
    at: str


class SignAnswer(Answer):
    """`sign`: in which field, and how many have signed now."""

    format: Literal["evalpanel/sign/1"] = Field("evalpanel/sign/1", alias="schema")
    file: str
    field: str
    certified: bool
    own_sheet_is_identical: bool | None
    """Null for somebody who did not score."""
    seals: tuple[OwnSealPart, ...]
    decisions_on_my_scores: int
    changes: tuple[ChangePart, ...]
    """Every agreed score that differs from the signer's own."""
    signed: int
    expected: int


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
