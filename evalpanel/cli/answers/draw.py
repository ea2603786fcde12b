"""Answers of `draw`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.model import Model


class DrawAnswer(Answer):
    """`draw verify`: the order that the record proves, or why it proves none."""

    format: Literal["evalpanel/draw-answer/1"] = Field("evalpanel/draw-answer/1", alias="schema")
    valid: bool
    order: tuple[str, ...]
    reference: str
    lot: str
    commit_sha256: str | None
    """To compare with what was published before the draw; null for a draw by hand."""
    why: tuple[str, ...]


class DrawPart(Model):
    """A draw and how far it has come; `order` is empty until it is held."""

    lot: str
    state: Literal["invited", "published", "held"]
    candidates: tuple[str, ...]
    held_at: str
    place: str
    by: str
    order: tuple[str, ...]
    commit_sha256: str | None
    """What to publish before the draw; null for a draw by hand."""
    record: DrawRecordV1 | None


class DrawStepAnswer(Answer):
    """`draw invite`, `commit`, `reveal` and `record`: the draw as it stands after the step."""

    format: Literal["evalpanel/draw-step/1"] = Field("evalpanel/draw-step/1", alias="schema")
    reference: str
    draw: DrawPart


class DrawListAnswer(Answer):
    """`draw list`: every draw of a tender."""

    format: Literal["evalpanel/draw-list/1"] = Field("evalpanel/draw-list/1", alias="schema")
    reference: str
    draws: tuple[DrawPart, ...]


class DrawExportAnswer(Answer):
    """`draw export`: the records that were written, to publish or to verify."""

    format: Literal["evalpanel/draw-export/1"] = Field("evalpanel/draw-export/1", alias="schema")
    reference: str
    files: tuple[str, ...]
