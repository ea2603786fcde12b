"""Ways out: answers go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from evalpanel.domain.text import clean_text, one_line

if TYPE_CHECKING:
    from evalpanel.domain.model import Model

_GAP = "  "


def give(answer: Model, lines: Iterable[str], *, as_json: bool) -> None:
    """Give the answer as one JSON object, or as lines for people."""
    if as_json:
        _write(sys.stdout, _json(answer.to_json()))
        return
    for line in lines:
        _write(sys.stdout, clean_text(line))


def give_raw(data: bytes) -> None:
    """Give a file as the answer, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(line: str) -> None:
    """Say something that is not the answer."""
    _write(sys.stderr, clean_text(line))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines with columns under their heads; every cell on one line."""
    cells = [list(heads), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return [
        _GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _json(document: object) -> str:
    """JSON in which every character that does not show as itself is escaped."""
    text = json.dumps(document, ensure_ascii=False)
    shows = text.isprintable() and _can_write(text)
    return json.dumps(document, ensure_ascii=not shows, indent=2)


def _can_write(text: str) -> bool:
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
