"""Answers of `rank`, `calculate` and `dates`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.calculation import LotResult


class RankAnswer(Answer):
    """`rank`: the ranking per lot; `names` per code is filled only after `identify`."""

    format: Literal["evalpanel/rank/1"] = Field("evalpanel/rank/1", alias="schema")
    reference: str
    rules_sha256: str
    lots: tuple[LotResult, ...]
    names: dict[str, str]


class DatesAnswer(Answer):
    """`dates`: when a term ends, and why."""

    format: Literal["evalpanel/dates/1"] = Field("evalpanel/dates/1", alias="schema")
    from_: str = Field(alias="from")
    raw_end: str
    end: str
    why: tuple[str, ...]
