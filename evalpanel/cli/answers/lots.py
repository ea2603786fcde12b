"""Answers of `lot`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class LotLinePart(Model):
    """A lot with its selected, best first; `places` is null where all who are suitable are in."""

    lot: str
    title: str
    places: int | None
    selected: tuple[str, ...]
    state: str
    footnote: str
    follow_up: str


class CandidateLotsPart(Model):
    """The lots that one candidate has."""

    candidate: str
    lots: tuple[str, ...]


class LotOverviewAnswer(Answer):
    """`lot overview`: all lots side by side; `names` per code is filled only after `identify`."""

    format: Literal["evalpanel/lot-overview/1"] = Field("evalpanel/lot-overview/1", alias="schema")
    reference: str
    lots: tuple[LotLinePart, ...]
    candidates: tuple[CandidateLotsPart, ...]
    filled: int
    places: int
    names: dict[str, str]


class FollowUpAnswer(Answer):
    """`lot follow-up`: what is done about open places."""

    format: Literal["evalpanel/follow-up/1"] = Field("evalpanel/follow-up/1", alias="schema")
    reference: str
    lot: str
    action: str
