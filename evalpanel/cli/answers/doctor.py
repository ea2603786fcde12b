"""Answer of `doctor`."""

from typing import Literal

from pydantic import Field

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.model import Model


class CheckPart(Model):
    """One check; `ok` is null where it says nothing or does not matter."""

    check: str
    ok: bool | None
    sentence: str


class DoctorAnswer(Answer):
    """`doctor`: whether this machine and this workspace are fit for the work."""

    format: Literal["evalpanel/doctor-answer/1"] = Field(
        "evalpanel/doctor-answer/1", alias="schema"
    )
    fit: bool
    """No check says no."""
    home: str
    checks: tuple[CheckPart, ...]
