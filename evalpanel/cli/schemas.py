"""The JSON Schemas of every file and every `--json` answer, generated from the models.

`python -m evalpanel.cli.schemas DIR` writes them; a test compares them with `schemas/`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from evalpanel.cli.answers.answer import Answer
from evalpanel.domain.analysis import Analysis
from evalpanel.domain.calculation import Calculation
from evalpanel.domain.candidate_entries import CandidateFile
from evalpanel.domain.draw_record import DrawRecordV1
from evalpanel.domain.excuses import ExcuseV1
from evalpanel.domain.package import PackageV1
from evalpanel.domain.people import CardV1, DeclarationV1, InviteV1
from evalpanel.domain.record import RecordV1
from evalpanel.domain.record_file import RecordFileV1
from evalpanel.domain.reopenings import ReopeningV1
from evalpanel.domain.robustness_answer import Robustness
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.sheet import SealV1, SheetV1
from evalpanel.domain.shown_log import LogV1
from evalpanel.domain.standby import StepInV1
from evalpanel.usecases.verification import Verification

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ANSWERS = (
    "backup",
    "candidates",
    "clarify",
    "conflicts",
    "consensus",
    "course",
    "doctor",
    "draw",
    "exceptions",
    "identity",
    "log",
    "lots",
    "names",
    "panel",
    "papers",
    "ranking",
    "scores",
    "tender",
)
_WRITTEN_BY_PEOPLE: tuple[type[BaseModel], ...] = (RuleSet, CandidateFile)
_WRITTEN_BY_PROGRAM: tuple[type[BaseModel], ...] = (
    InviteV1,
    CardV1,
    DeclarationV1,
    PackageV1,
    SheetV1,
    SealV1,
    ExcuseV1,
    ReopeningV1,
    StepInV1,
    RecordV1,
    RecordFileV1,
    LogV1,
    DrawRecordV1,
    Calculation,
    Analysis,
    Robustness,
    Verification,
)


_Field = core_schema.ModelField | core_schema.DataclassField | core_schema.TypedDictField


class _AsWritten(GenerateJsonSchema):
    """A schema of what the program writes: every key, also one with a default.

    Only a key that its model leaves out when it is empty may be missing.
    """

    def field_is_required(
        self,
        field: _Field,
        total: bool,  # noqa: ARG002 - the library's signature
    ) -> bool:
        return "serialization_exclude_if" not in field


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file name, such as `tender-1.json` for `evalpanel/tender/1`."""
    found = {}
    for model in _WRITTEN_BY_PEOPLE:
        found.update(_schema(model, as_written=False))
    for model in (*_WRITTEN_BY_PROGRAM, *_answers()):
        found.update(_schema(model, as_written=True))
    return found


def schema_text(schema: dict[str, Any]) -> str:
    """A schema as it stands in its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def file_name(kind: str) -> str:
    """The file of the schema with this `schema` key."""
    return "-".join(kind.split("/")[1:]) + ".json"


def write_schemas(folder: Path) -> None:
    """Write every schema to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        (folder / name).write_text(schema_text(schema), encoding="utf-8", newline="\n")


def _schema(model: type[BaseModel], *, as_written: bool) -> dict[str, dict[str, Any]]:
    schema = (
        model.model_json_schema(mode="serialization", schema_generator=_AsWritten)
        if as_written
        else model.model_json_schema()
    )
    kind = str(schema["properties"]["schema"]["const"])
    head = {"$schema": DIALECT, "$id": f"urn:{kind.replace('/', ':')}", "title": kind}
    return {file_name(kind): {**schema, **head}}


def _answers() -> Iterator[type[Answer]]:
    for name in _ANSWERS:
        module = import_module(f"evalpanel.cli.answers.{name}")
        for value in vars(module).values():
            if isinstance(value, type) and issubclass(value, Answer) and value is not Answer:
                yield value


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
