"""Tables as CSV: read with every problem at once, written so that no spreadsheet runs a cell."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from evalpanel.domain.errors import HasProblems, Problem, Sentence, Unreadable
from evalpanel.domain.text import clean_text, csv_cell, from_csv_cell, shortened
from evalpanel.domain.utf8 import utf8_text

MAX_CSV_BYTES = 64 << 20
MAX_CELL = 20_000
MAX_NAME = 200
_LINE = "line "
_SIGNS = frozenset("0123456789.,+-/%")


@dataclass(frozen=True)
class Columns:
    """The columns of a table: those it must have and those it may have, in order of writing."""

    required: tuple[str, ...]
    optional: tuple[str, ...]
    raw: frozenset[str] = frozenset({"score"})
    """Columns whose numbers and signs (`-1`, `+/-`) are written without the mark for formulas."""
    names: frozenset[str] = frozenset()
    """Columns with a name or an id, which is short."""

    @property
    def all(self) -> tuple[str, ...]:
        """Every column that exists."""
        return self.required + self.optional


@dataclass(frozen=True)
class Line:
    """A row of a table: the line it starts on and its cells by column, absent ones empty."""

    number: int
    cells: Mapping[str, str]


def read_table(data: bytes, columns: Columns) -> tuple[Line, ...]:
    """The rows of a CSV file, all of which must be sound; else as `read_lines`."""
    lines, problems = read_lines(data, columns)
    demand_sound(problems)
    return lines


def read_lines(data: bytes, columns: Columns) -> tuple[tuple[Line, ...], list[Problem]]:
    """The sound rows of a CSV file with a comma or `;`, and what is wrong with the others.

    A byte order mark is accepted. Rows of another length and cells that are too long are problems.

    Raises:
        Unreadable: too large, not UTF-8, or broken quotes.
        HasProblems: unknown or missing columns, without which no row can be read.
    """
    records = list(_records(_text(data)))
    if not records:
        raise Unreadable("The table is empty.", hint="The first line names the columns.")
    (_, header), *rows = records
    names = [name.strip() for name in header]
    demand_sound(list(_header_problems(names, columns)))
    problems: list[Problem] = []
    lines = [line for record in rows if (line := _line(record, names, columns, problems))]
    return tuple(lines), problems


def write_table(columns: Columns, rows: Iterable[Mapping[str, str]]) -> bytes:
    """The CSV (RFC 4180) of rows given by column; every character shows (`trust.md` 3)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns.all)
    for row in rows:
        cells = ((name, row.get(name, "")) for name in columns.all)
        writer.writerow([_written(name, clean_text(text), columns) for name, text in cells])
    return out.getvalue().encode()


def _written(name: str, text: str, columns: Columns) -> str:
    """A cell without formula; signs and digits of a score stay what its scale calls them."""
    return text if name in columns.raw and _SIGNS.issuperset(text) else csv_cell(text)


def demand_sound(problems: Sequence[Problem]) -> None:
    """Refuse a table with problems, all of them at once and in the order of its lines."""
    if problems:
        raise HasProblems(
            "The table has problems: {count}.",
            tuple(sorted(problems, key=lambda problem: int(problem.path.removeprefix(_LINE)))),
            hint="Mend the lines named and try again.",
            count=len(problems),
        )


def at_line(number: int) -> str:
    """The path of a line, for a problem."""
    return f"{_LINE}{number}"


def _text(data: bytes) -> str:
    if len(data) > MAX_CSV_BYTES:
        raise Unreadable("The table is larger than {limit} bytes.", limit=MAX_CSV_BYTES)
    return utf8_text(data)


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the line it starts on."""
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    csv.field_size_limit(MAX_CSV_BYTES)  # longer cells are named with their column, below
    start = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield start, record
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            "The table breaks off in the row that starts on line {line}: {what}.",
            hint="Look for a quotation mark that is not closed.",
            line=start,
            what=str(error),
        ) from error


def _header_problems(names: list[str], columns: Columns) -> Iterator[Problem]:
    if "\t" in "".join(names):
        said = Sentence("The columns are separated by tabs, not by a comma or a semicolon.")
        yield Problem(at_line(1), said)
        return
    for n, name in enumerate(names):
        if not name:
            yield Problem(at_line(1), Sentence("Column {number} has no name.", number=n + 1))
        elif name in names[:n]:
            yield Problem(at_line(1), Sentence("The column {name} stands twice.", name=name))
        elif name not in columns.all:
            yield Problem(at_line(1), _unknown_column(name, columns))
    for name in columns.required:
        if name not in names:
            yield Problem(at_line(1), Sentence("The column {name} is missing.", name=name))


def _unknown_column(name: str, columns: Columns) -> Sentence:
    nearest = get_close_matches(name.casefold(), columns.all, 1, 0.6)
    name = shortened(name)
    if nearest:
        return Sentence(
            "The column {name} is unknown. Did you mean {nearest}?", name=name, nearest=nearest[0]
        )
    return Sentence(
        "The column {name} is unknown; there are: {known}.",
        name=name,
        known=", ".join(columns.all),
    )


def _line(
    record: tuple[int, list[str]], names: list[str], columns: Columns, problems: list[Problem]
) -> Line | None:
    number, cells = record
    if len(cells) != len(names):
        said = Sentence(
            "The row has {found} cells where the first line has {columns}.",
            found=len(cells),
            columns=len(names),
        )
        problems.append(Problem(at_line(number), said))
        return None
    too_long = list(_too_long(names, cells, columns))
    problems += [Problem(at_line(number), said) for said in too_long]
    if too_long:
        return None
    found = dict(zip(names, map(from_csv_cell, cells), strict=True))
    return Line(number, {name: found.get(name, "") for name in columns.all})


def _too_long(names: Sequence[str], cells: Sequence[str], columns: Columns) -> Iterator[Sentence]:
    for name, cell in zip(names, cells, strict=True):
        if name in columns.names and len(cell) > MAX_NAME:
            yield Sentence("The name in column {name} is longer than 200 characters.", name=name)
        elif len(cell) > MAX_CELL:
            yield Sentence("The text in column {name} is longer than 20,000 characters.", name=name)
