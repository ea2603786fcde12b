"""Where a file was last chosen, per app: mostly all files travel on one stick."""

from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from textual.app import App

_LAST: WeakKeyDictionary[App[Any], Path] = WeakKeyDictionary()


def remember_folder(app: App[Any], path: Path) -> None:
    """Keep the folder that was chosen, or in which the chosen file lies."""
    _LAST[app] = path if path.is_dir() else path.parent


def last_folder(app: App[Any]) -> Path | None:
    """The folder of the last choice."""
    return _LAST.get(app)


def folder_to_begin(app: App[Any], start: Path, suffixes: tuple[str, ...]) -> Path:
    """Where a tree begins: where something that fits lies, else the last folder, else home."""
    last = last_folder(app)
    fitting = [place for place in (last, start) if place and _has_any(place, suffixes)]
    return fitting[0] if fitting else last or Path.home()


def _has_any(folder: Path, suffixes: tuple[str, ...]) -> bool:
    """Whether a file with one of the endings lies there; an unreadable folder has none."""
    with suppress(OSError):
        return any(path.suffix.lower() in suffixes for path in folder.iterdir())
    return False
