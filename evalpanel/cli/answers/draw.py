"""Answers of `draw`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer


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
