"""Answers of `panel conflict`, `panel recuse` and `panel replace`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class CasePart(Model):
    """An interest of a member; `measure` and what follows is null while it is not decided."""

    member: str
    name: str
    what: str
    alleged_by: str | None
    measure: str | None
    lots: tuple[str, ...]
    """Of a recusal; empty for the whole panel."""
    facts: str | None
    investigation: str | None
    reason: str | None
    decided_by: str | None
    at: str | None


class CaseAnswer(Answer):
    """`panel conflict raise / decide`: the case concerned."""

    format: Literal["evalpanel/conflict/1"] = Field("evalpanel/conflict/1", alias="schema")
    case: CasePart


class CaseListAnswer(Answer):
    """`panel conflict list`: every case."""

    format: Literal["evalpanel/conflict-list/1"] = Field(
        "evalpanel/conflict-list/1", alias="schema"
    )
    cases: tuple[CasePart, ...]


class PanelChangeAnswer(Answer):
    """`panel recuse / replace`: who left which lots, and who came."""

    format: Literal["evalpanel/panel-change/1"] = Field("evalpanel/panel-change/1", alias="schema")
    member: str
    replaced_by: str | None
    lots: tuple[str, ...]
    """Empty for the whole panel."""
    effect: Literal["void", "kept"]
    reason: str
    approved_by: str
    at: str
