"""Paths in a text that was pasted or dropped on the terminal."""

import os
import shlex
from pathlib import Path
from urllib.parse import unquote, urlsplit


def paths_in_text(text: str) -> tuple[Path, ...]:
    """The paths, one per line or several in a line; quotes and `file://` are understood."""
    found: list[Path] = []
    for line in text.replace("\0", "\n").splitlines():
        whole = _path(line.strip().strip("\"'"))
        if whole is not None and whole.exists():
            found.append(whole)
        else:
            found += [path for word in _words(line) if (path := _path(word)) is not None]
    return tuple(dict.fromkeys(found))


def _words(line: str) -> list[str]:
    """The words of a line; backslashes protect spaces except where they part folders."""
    try:
        words = shlex.split(line, posix=os.name == "posix")
    except ValueError:
        return [line.strip()]
    return [word.strip("\"'") for word in words]


def _path(word: str) -> Path | None:
    if not word:
        return None
    if word.startswith("file://"):
        word = unquote(urlsplit(word).path)
    return Path(word).expanduser()
