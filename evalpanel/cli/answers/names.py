"""Answers of `candidate scan`, `candidate overlook` and `candidate mask`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class NameFoundPart(Model):
    """A name in a dossier; `blocks` while the panel would read it and nobody decided on it."""

    dossier: str
    lot: str
    place: str
    term: str
    text: str
    whose: str
    """Id of the application that it betrays."""
    sure: str
    """name, word (a telling word of a name), part (of a longer word) or number."""
    remains: bool
    """False where it does not go to the panel: it is left out or lies beyond the limit."""
    blocks: bool
    measure: str | None
    """stays or masked, once somebody decided."""
    reason: str | None
    by: str | None


class PagesPart(Model):
    """Pages that a person has to look at."""

    dossier: str
    lot: str
    pictures: tuple[int, ...]
    wordless: tuple[int, ...]
    complete: bool
    """False where the file holds more than could be searched."""


class SearchedPart(Model):
    """What was found in the dossiers of a candidate."""

    id: str
    name: str
    code: str
    found: tuple[NameFoundPart, ...]
    look_at: tuple[PagesPart, ...]


class NameWrittenPart(Model):
    """A name in what somebody wrote about a candidate; `writer` is null for the panel."""

    candidate: str
    lot: str
    item: str
    writer: str | None
    part: str
    term: str
    text: str
    whose: str
    blocks: bool
    reason: str | None
    """Why it stays, as the member or the organiser said."""


class NameScanAnswer(Answer):
    """`candidate scan`: every name in dossiers and reasons, and pages to look at."""

    format: Literal["evalpanel/name-scan/1"] = Field("evalpanel/name-scan/1", alias="schema")
    reference: str
    blocks: bool
    candidates: tuple[SearchedPart, ...]
    reasons: tuple[NameWrittenPart, ...]


class NameDecisionAnswer(Answer):
    """`candidate overlook` and `candidate mask`: what was decided on a name."""

    format: Literal["evalpanel/name-decision/1"] = Field(
        "evalpanel/name-decision/1", alias="schema"
    )
    reference: str
    candidate: str
    where: str
    term: str
    measure: str
    reason: str
    by: str
    at: str
