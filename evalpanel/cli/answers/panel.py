"""Answers of `panel`, `declare`, `issue` and `open`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class InvitationAnswer(Answer):
    """`panel invite`: the file to hand out and the code to tell."""

    format: Literal["evalpanel/invitation/1"] = Field("evalpanel/invitation/1", alias="schema")
    file: str
    code: str


class InvitedPart(Model):
    """A name to declare interests against, and its legal entities."""

    name: str
    entities: tuple[str, ...]


class InviteShownAnswer(Answer):
    """`declare --show`: what an invitation says."""

    format: Literal["evalpanel/invite-shown/1"] = Field("evalpanel/invite-shown/1", alias="schema")
    reference: str
    title: str
    organiser: str
    organisation: str
    candidates: tuple[InvitedPart, ...]
    statement: str


class DeclaredAnswer(Answer):
    """`declare`: the card to hand back and its code."""

    format: Literal["evalpanel/declared/1"] = Field("evalpanel/declared/1", alias="schema")
    file: str
    code: str


class MemberPart(Model):
    """A member of the panel as the organiser knows it."""

    name: str
    organisation: str
    function: str
    roles: tuple[str, ...]
    panels: tuple[str, ...]
    card_code: str
    confirmed: bool
    conflicts: tuple[str, ...]
    handed_out: bool
    expertise: dict[str, str]
    """Per criterion what makes the member fit to judge it."""


class MemberAnswer(Answer):
    """`panel add / confirm`: the member concerned."""

    format: Literal["evalpanel/member/1"] = Field("evalpanel/member/1", alias="schema")
    member: MemberPart


class MemberListAnswer(Answer):
    """`panel list`: all members."""

    format: Literal["evalpanel/member-list/1"] = Field("evalpanel/member-list/1", alias="schema")
    members: tuple[MemberPart, ...]


class PackagePart(Model):
    """A package as written."""

    panel: str
    round: int
    file: str
    sha256: str
    candidates: int
    withheld_pages: int


class IssueAnswer(Answer):
    """`issue`: a package per panel."""

    format: Literal["evalpanel/issue/1"] = Field("evalpanel/issue/1", alias="schema")
    packages: tuple[PackagePart, ...]


class OpenAnswer(Answer):
    """`open`: what the package is and what was checked."""

    format: Literal["evalpanel/open/1"] = Field("evalpanel/open/1", alias="schema")
    reference: str
    panel: str
    round: int
    to_score: int
    checks: tuple[str, ...]
