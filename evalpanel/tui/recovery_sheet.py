"""The recovery sheet as a text file to print."""

from pathlib import Path

from evalpanel.domain.slug import slug
from evalpanel.domain.text import one_line
from evalpanel.language import _
from evalpanel.usecases.ports import Desk

_ROW = 7


def sheet_rows(code: str) -> list[str]:
    """The groups in two rows, each with its number."""
    groups = [f"{number:>2} {group}" for number, group in enumerate(code.split(), 1)]
    return ["   ".join(groups[start : start + _ROW]) for start in range(0, len(groups), _ROW)]


def write_sheet(desk: Desk, folder: Path, code: str) -> Path:
    """Write the sheet and give its path; an older sheet of that name is replaced.

    Raises:
        Unreadable: it could not be written.
    """
    file = folder / f"evalpanel-{slug(desk.me.name)}.txt"
    lines = [
        _("Recovery sheet of {name}", name=one_line(desk.me.name)),
        "",
        *sheet_rows(code),
        "",
        _("With these 14 groups everything can be opened and signed in your name."),
        _("Print this sheet, keep it where only you can reach it, and delete this file."),
        "",
    ]
    desk.files.write(file, "\n".join(lines).encode())
    return file
