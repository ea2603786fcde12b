"""What can be seen of this machine and of a workspace on it, without a passphrase."""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from evalpanel.exchange.files import PART_PREFIX
from evalpanel.exchange.places import SystemPlaces, nearest
from evalpanel.exchange.privacy import is_private
from evalpanel.settings import APP_NAME, Workspace
from evalpanel.usecases.health import Library, Machine

TOOLS = ("pdfsig", "pdfdetach", "age", "ssh-keygen", "unzip")
"""With these anybody can check a report, a seal and its signature."""
_REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?\s*(?P<wanted>[^;]*)(;.*)?")
_BOUND = re.compile(r"(>=|<=|==|!=|>|<|~=)\s*([0-9.]+)")


def look_at(workspace: Workspace, language: str, columns: int) -> Machine:
    """Look at this machine and the workspace; `columns` is 0 where there is no terminal."""
    home = workspace.home
    return Machine(
        python=sys.version_info[:3],
        libraries=tuple(_libraries()),
        home=home,
        place=SystemPlaces().place_of(home),
        is_there=home.is_dir(),
        has_identity=workspace.identity.is_file(),
        open_to_others=tuple(path for path in _own(workspace) if _is_open(path)),
        room=_room(home),
        leftovers=sum(1 for folder in workspace.folders for _ in folder.glob(f"{PART_PREFIX}*")),
        now=datetime.now(UTC),
        newest=_newest(workspace),
        language=language,
        columns=columns,
        is_terminal=bool(columns),
        shows_signs=_can_show("✓⟨ł"),
        tools=tuple((tool, shutil.which(tool) is not None) for tool in TOOLS),
    )


def fits(wanted: str, found: str) -> bool:
    """Whether a version such as `46.0.1` lies within bounds such as `>=46,<51`."""
    return all(_holds(sign, _numbers(found), _numbers(bound))
               for sign, bound in _BOUND.findall(wanted))  # fmt: skip


def _holds(sign: str, found: tuple[int, ...], bound: tuple[int, ...]) -> bool:
    width = max(len(found), len(bound))
    left, right = (numbers + (0,) * (width - len(numbers)) for numbers in (found, bound))
    return {
        ">=": left >= right,
        "<=": left <= right,
        "==": left == right,
        "!=": left != right,
        ">": left > right,
        "<": left < right,
        "~=": left >= right,
    }[sign]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version.partition("+")[0])[:3])


def _libraries() -> Iterator[Library]:
    try:
        requirements = metadata.requires(APP_NAME) or []
    except metadata.PackageNotFoundError:
        return
    for line in requirements:
        asked = _REQUIREMENT.fullmatch(line)
        if asked is None or "extra ==" in line:
            continue
        try:
            found = metadata.version(asked["name"])
        except metadata.PackageNotFoundError:
            found = ""
        wanted = asked["wanted"].strip()
        yield Library(asked["name"], wanted, found, bool(found) and fits(wanted, found))


def _own(workspace: Workspace) -> tuple[Path, ...]:
    return (*workspace.folders, workspace.identity, workspace.database)


def _is_open(path: Path) -> bool:
    with suppress(OSError):
        return is_private(path) is False
    return False


def _room(home: Path) -> int | None:
    with suppress(OSError):
        return shutil.disk_usage(nearest(home)).free
    return None


def _newest(workspace: Workspace) -> datetime | None:
    times = []
    for path in (workspace.identity, workspace.database, *workspace.home.glob("*/*")):
        with suppress(OSError):
            times.append(path.stat().st_mtime)
    return datetime.fromtimestamp(max(times), UTC) if times else None


def _can_show(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
