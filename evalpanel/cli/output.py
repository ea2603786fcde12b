"""Ways out: answers go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING, TextIO

from evalpanel.domain.text import clean_text, one_line

if TYPE_CHECKING:
    from evalpanel.domain.model import Model

_GAP = "  "
_UNDER = "    "
_LEAST_ROOM = 20
"""Characters that the last column of a table needs; with less it stands under its row."""


def give(answer: Model, lines: Iterable[str], *, as_json: bool) -> None:
    """Give the answer as one JSON object, or as lines for people."""
    if as_json:
        _write(sys.stdout, _json(answer.to_json()))
        return
    for line in lines:
        _write(sys.stdout, _clean_line(line))


def give_raw(data: bytes) -> None:
    """Give a file as the answer, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def note(line: str) -> None:
    """Say something that is not the answer."""
    _write(sys.stderr, _clean_line(line))


def show_trace(trace: str) -> None:
    """Show a trace, in which messages may hold text of people."""
    _write(sys.stderr, clean_text(trace.rstrip("\n")))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines with columns under their heads; on a terminal the last column is wrapped to fit."""
    cells = [list(heads), *([one_line(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads) - 1)]
    indent = sum(widths) + len(_GAP) * len(widths)
    return [line for row in cells for line in _row_lines(row, widths, indent)]


def _row_lines(row: Sequence[str], widths: Sequence[int], indent: int) -> list[str]:
    columns = _columns()
    start = "".join(cell.ljust(width) + _GAP for cell, width in zip(row[:-1], widths, strict=True))
    whole = (start + row[-1]).rstrip()
    if not columns or len(whole) <= columns:
        return [whole]
    if columns - indent < _LEAST_ROOM:
        under = wrap(row[-1], columns, initial_indent=_UNDER, subsequent_indent=_UNDER)
        return [start.rstrip(), *under]
    first, *more = wrap(row[-1], columns - indent)
    return [start + first, *(" " * indent + line for line in more)]


def _columns() -> int:
    """The width of the terminal; 0 where the answer goes to a file or another program."""
    return get_terminal_size().columns if sys.stdout.isatty() else 0


def _clean_line(line: str) -> str:
    """The text on one line: a break in a name or reason shows as ⏎, and forges no line."""
    return clean_text(line).replace("\n", " ⏎ ")


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
