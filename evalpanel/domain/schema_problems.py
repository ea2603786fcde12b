"""What a model says against a document, as plain sentences with the path of each field."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.toml_text import child

Location = tuple[str | int, ...]

_BY_KEY = {
    "select": Sentence(
        'This must be a whole number, {table} or "all".', table="{ min = 2, max = 5 }"
    ),
    "on_recusal": Sentence(
        'This must be "replace" or {table}.', table="{ continue_if_at_least = 2 }"
    ),
}
_NO_POINTS = Sentence("Gates and aspects have no points.")
_BY_TYPE = {
    "string_type": Sentence('This must be text between quotes, such as "10".'),
    "int_type": Sentence("This must be a whole number without quotes."),
    "int_from_float": Sentence("This must be a whole number without quotes."),
    "bool_type": Sentence("This must be true or false, without quotes."),
    "tuple_type": Sentence("This must be a list: [ … ], or one or more [[…]] tables."),
    "model_type": Sentence("This must be a table with keys."),
    "model_attributes_type": Sentence("This must be a table with keys."),
    "dict_type": Sentence("This must be a table with keys."),
    "too_short": Sentence("This list needs at least one entry."),
    "id": Sentence("An id is 1 to 64 visible characters without spaces around them."),
    "filled": Sentence("This must not be empty."),
    "number": Sentence('This must be a number between quotes, such as "10" or "0.25".'),
    "years": Sentence('This must be a number of years above 0, such as "6" or "4.5".'),
    "day": Sentence('This must be a day such as "2026-04-15".'),
    "sha256": Sentence("This must be 64 hexadecimal digits in lower case."),
    "moment": Sentence(
        'This must be a month, a day or a time with its offset, such as "2026-04", "2026-06-01" '
        'or "2026-06-01T12:00:00+02:00".'
    ),
    "clock": Sentence(
        'This must be a time with its offset from UTC, such as "2026-05-28T10:14:00+02:00".'
    ),
}


def located_errors(
    model: type[BaseModel], document: Any, error: ValidationError
) -> tuple[tuple[Location, Problem], ...]:
    """Every error of a validation once per place: where it is and the sentence for people."""
    found: dict[Location, Problem] = {}
    for detail in error.errors(include_url=False):
        location = _place_in(document, detail)
        if location not in found and not _only_counts_sound_entries(detail):
            sentence = _sentence(model, location, detail)
            found[location] = Problem(path_of(location), sentence)
    return tuple(found.items())


def _only_counts_sound_entries(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because its entries have errors of their own."""
    return detail["type"] == "too_short" and bool(detail["input"])


def path_of(location: Location) -> str:
    """A location as it is shown: `criterion[0].item[1].points`."""
    path = ""
    for part in location:
        path = child(path, part)
    return path


def _place_in(document: Any, detail: ErrorDetails) -> Location:
    """The part of an error's location that exists in the document (names of unions do not)."""
    here: Any = document
    place: list[str | int] = []
    for part in detail["loc"]:
        is_key = isinstance(here, dict) and part in here
        is_index = isinstance(here, list) and isinstance(part, int) and part < len(here)
        if not (is_key or is_index):
            is_missing = detail["type"] == "missing" and part == detail["loc"][-1]
            inside_table = isinstance(here, dict) and place[-1:] != ["select"]
            return (*place, part) if is_missing and inside_table else tuple(place)
        here = here[part]
        place.append(part)
    return tuple(place)


def _sentence(model: type[BaseModel], location: Location, detail: ErrorDetails) -> Sentence:
    kind, context = detail["type"], detail.get("ctx", {})
    key = location[-1] if location else ""
    if len(location) < len(detail["loc"]) and key in _BY_KEY:
        return _BY_KEY[str(key)]
    if kind == "missing":
        return _missing(str(key))
    if kind == "extra_forbidden":
        return _unknown_key(model, location)
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace("'", '"').replace(" or ", ", ")
        return Sentence("This must be one of: {allowed}.", allowed=allowed)
    if kind in {"greater_than_equal", "less_than_equal"}:
        return _out_of_bounds(kind, context)
    return _BY_TYPE.get(kind) or Sentence("This cannot be read: {what}.", what=detail["msg"])


def _missing(key: str) -> Sentence:
    if key == "gate":
        return Sentence("The gates are missing; write gate = [] when there are none.")
    return Sentence("The key {key} is missing.", key=key)


def _out_of_bounds(kind: str, context: dict[str, Any]) -> Sentence:
    if kind == "greater_than_equal":
        return Sentence("This must be {least} or more.", least=context["ge"])
    return Sentence("This must be {most} or less.", most=context["le"])


def _unknown_key(model: type[BaseModel], location: Location) -> Sentence:
    key, parents = str(location[-1]), [part for part in location if isinstance(part, str)]
    if key in {"points", "weight"} and parents[-2:-1] in (["gate"], ["aspects"]):
        return _NO_POINTS
    nearest = get_close_matches(key, _keys_at(model, location[:-1]), 1, 0.6)
    if nearest:
        return Sentence(
            "The key {key} is unknown. Did you mean {nearest}?", key=key, nearest=nearest[0]
        )
    return Sentence("The key {key} is unknown.", key=key)


def _keys_at(model: type[BaseModel], location: Location) -> list[str]:
    for part in location:
        if isinstance(part, str):
            model = _model_in(_fields(model)[part].annotation) or model
    return list(_fields(model))


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in get_args(annotation))
    return next((model for model in inner if model is not None), None)
