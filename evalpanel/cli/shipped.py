"""Files that ship with the program: in the wheel inside the package, in a checkout beside it."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped(kind: str) -> Path:
    """The folder `fixtures` or `schemas`."""
    inside = _PACKAGE / f"_{kind}"
    return inside if inside.is_dir() else _PACKAGE.parent / kind
