"""TOML as people write it: read with limits, and made fit for exact values."""

import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from evalpanel.domain.errors import Problem, Sentence, Unreadable
from evalpanel.domain.utf8 import utf8_text

MAX_TOML_BYTES = 1 << 20
_MAX_INTEGER = 2**53 - 1
_MAX_DEPTH = 16
_ENDLESS = re.compile(r"[0-9_]{4301,}")
_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


def read_toml(data: bytes) -> dict[str, Any]:
    """The document in the bytes of a TOML file.

    Raises:
        Unreadable: empty, too large, not UTF-8, not TOML (with the line), or nested too deeply.
    """
    if len(data) > MAX_TOML_BYTES:
        raise Unreadable("The file is larger than {limit} bytes.", limit=MAX_TOML_BYTES)
    text = utf8_text(data)
    if not text.strip():
        raise Unreadable("The file is empty.", hint="Choose another file.")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(error) from error
    except ValueError as error:
        raise _endless_number(text) from error
    except RecursionError as error:
        raise Unreadable("The file is nested too deeply.") from error


def exact_document(document: Any) -> tuple[Any, tuple[Problem, ...]]:
    """The document without dates and floats of TOML, and a problem for each that it had.

    Each such value becomes its text, so that the rest of the file can still be checked.
    """
    problems: list[Problem] = []
    return _exact_value(document, "", problems, 0), tuple(problems)


def child(path: str, key: str | int) -> str:
    """The path of a key or an index under a path: `criterion[0].item`."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def _not_toml(error: tomllib.TOMLDecodeError) -> Unreadable:
    place = _PLACE.search(str(error))
    what = _PLACE.sub("", str(error)).strip()
    if place and place[1]:
        return Unreadable(
            "Line {line} is not valid TOML: {what}.",
            hint="Mend the line and try again, or choose another file.",
            line=int(place[1]),
            what=what,
        )
    return Unreadable(
        "The file is not valid TOML at its end: {what}.",
        hint="Mend the line and try again, or choose another file.",
        what=what,
    )


def _endless_number(text: str) -> Unreadable:
    """Python reads no integer of more digits than this; the line is that of the first such."""
    digits = _ENDLESS.search(text)
    line = text.count("\n", 0, digits.start() if digits else 0) + 1
    return Unreadable("Line {line} has a number of more than 4,300 digits.", line=line)


def _exact_value(value: Any, path: str, problems: list[Problem], depth: int) -> Any:
    if depth > _MAX_DEPTH:
        raise Unreadable("The file is nested too deeply at {path}.", path=path)
    if isinstance(value, dict):
        return {
            key: _exact_value(part, child(path, key), problems, depth + 1)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [
            _exact_value(part, child(path, index), problems, depth + 1)
            for index, part in enumerate(value)
        ]
    return _exact_leaf(value, path, problems)


def _exact_leaf(value: Any, path: str, problems: list[Problem]) -> Any:
    if isinstance(value, float):
        said = Sentence(
            'Put the number between quotes, "{text}", so that it stays exact.', text=value
        )
    elif isinstance(value, (datetime, date, time)):
        said = Sentence('Put the date or time between quotes: "{text}".', text=value.isoformat())
    elif isinstance(value, int) and abs(value) > _MAX_INTEGER:
        problems.append(Problem(path, Sentence("The number is too large.")))
        return 0
    else:
        return value
    problems.append(Problem(path, said))
    return value.isoformat() if not isinstance(value, float) else repr(value)
