"""The committed schemas are those of the models, and are sound schemas of their dialect."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from evalpanel.cli.schemas import DIALECT, schema_text, schemas

FOLDER = Path(__file__).parent.parent / "schemas"


def test_the_committed_schemas_are_those_of_the_models() -> None:
    committed = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()}

    generated = {name: schema_text(schema) for name, schema in schemas().items()}

    again = "python -m evalpanel.cli.schemas schemas"
    assert sorted(committed) == sorted(generated), f"run: {again}"
    assert [name for name in committed if committed[name] != generated[name]] == [], f"run: {again}"


@pytest.mark.parametrize(
    "kind", ["tender", "candidates", "card", "declaration", "package", "sheet", "record"]
)
def test_every_file_of_the_contract_has_a_schema(kind: str) -> None:
    schema = json.loads((FOLDER / f"{kind}-1.json").read_text(encoding="utf-8"))

    assert schema["properties"]["schema"]["const"] == f"evalpanel/{kind}/1"
    assert "schema" in schema["required"]


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.stem)
def test_a_schema_is_sound_and_closed(file: Path) -> None:
    schema = json.loads(file.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", ["rules", "candidates"])
def test_the_papers_of_the_case_follow_their_schemas(name: str) -> None:
    import tomllib

    case = FOLDER.parent / "fixtures" / "thuisplusflats"
    document = tomllib.loads((case / f"{name}.toml").read_text(encoding="utf-8"))
    kind = document["schema"].split("/")[1]
    schema = json.loads((FOLDER / f"{kind}-1.json").read_text(encoding="utf-8"))

    Draft202012Validator(schema).validate(document)
