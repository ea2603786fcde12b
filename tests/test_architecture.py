"""The shape of the code: layers, light imports, sizes, style and types."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from types import ModuleType

import pytest

import evalpanel.domain
import evalpanel.usecases

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "evalpanel"
MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 40
FORBIDDEN_NAMES = {"utils", "helpers", "common", "manager", "base", "misc"}
HEAVY = ("textual", "sqlmodel", "reportlab")
LOWER_ROOMS = (
    "evalpanel.domain.calculation",
    "evalpanel.domain.verification",
    "evalpanel.language",
    "evalpanel.settings",
    "evalpanel.usecases.consensus",
    "evalpanel.usecases.reporting",
    "evalpanel.usecases.scoring",
    "evalpanel.usecases.verification",
)

STATISTICS = {
    f"evalpanel.domain.{name}"
    for name in ("agreement", "analysis", "robustness", "robustness_answer", "lot_robustness")
}
"""The ways in to what informs only."""
NETWORK = {"ftplib", "http.client", "smtplib", "socket", "ssl", "urllib.request", "xmlrpc.client"}
"""What the standard library has to speak to other machines."""


def _sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def _run(*command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_point_down_the_layers() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", LOWER_ROOMS)
def test_a_lower_room_loads_no_framework(module: str) -> None:
    code = f"import sys, {module}; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def _needed_first(file: Path) -> Iterator[str]:
    """The modules of the package that a module needs before it can be imported itself."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("evalpanel"))
        elif isinstance(node, ast.ImportFrom) and str(node.module).startswith("evalpanel"):
            folder = ROOT.joinpath(*str(node.module).split("."))
            for one in node.names:
                is_module = (folder / one.name).is_dir() or (folder / f"{one.name}.py").is_file()
                yield f"{node.module}.{one.name}" if is_module else str(node.module)


def test_every_module_can_be_imported_first() -> None:
    """No module needs itself, so that no command depends on what was imported before it."""
    needs = {}
    for file in _sources("evalpanel"):
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        needs[name] = {*_needed_first(file)} - {name}
    assert len([*TopologicalSorter(needs).static_order()]) >= len(needs)


def test_the_linter_has_nothing_to_say() -> None:
    _run("ruff", "check", "--no-cache", ".")


def test_the_formatter_has_nothing_to_change() -> None:
    _run("ruff", "format", "--no-cache", "--check", ".")


def test_types_are_strict_in_package_and_tests() -> None:
    _run("mypy")


def test_files_have_one_subject_and_a_fitting_size() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in _sources("evalpanel", "tests")
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_FILE_LINES
    ]

    assert too_long == []


def test_functions_do_one_thing() -> None:
    too_long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {size}"
        for path in _sources("evalpanel")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (size := (node.end_lineno or 0) - node.lineno + 1) > MAX_FUNCTION_LINES
    ]

    assert too_long == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path in _sources("evalpanel") if path.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room", [evalpanel.domain, evalpanel.usecases])
def test_the_map_of_a_room_names_every_module_once(room: ModuleType) -> None:
    named = re.findall(r"`(\w+)`", room.__doc__ or "")
    folder = Path(str(room.__file__)).parent
    there = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]

    assert sorted(named) == sorted(there)


def test_statistics_inform_and_enter_no_record() -> None:
    """R-46: what is known of agreement and robustness changes no score, ranking or paper."""
    rooms = ("evalpanel/usecases", "evalpanel/report", "evalpanel/store", "evalpanel/exchange")
    found = {name for file in _sources(*rooms) for name in _imported(file)}
    core = ("record", "verification", "recount", "printed", "lot_ranking", "register")
    found |= {name for module in core for name in _imported(PACKAGE / "domain" / f"{module}.py")}
    assert found.isdisjoint(STATISTICS)


def test_nothing_speaks_to_a_network() -> None:
    """R-33: everything works without one, since no module of ours can reach it."""
    found = {name for file in _sources("evalpanel") for name in _imported(file)}
    assert found.isdisjoint(NETWORK)


def _imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_nothing_is_left_to_be_done() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    left = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in _sources("evalpanel", "tests")
        for mark in marks
        if mark in path.read_text("utf-8")
    ]

    assert left == []
