"""Keeps the Dutch catalogue in step with the code: `python -m tests.language.catalogue`.

New sentences come in untranslated, sentences that are gone go out, and the compiled catalogue
that ships is written anew.
"""

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent.parent
PO_FILE = ROOT / "evalpanel/language/nl/LC_MESSAGES/evalpanel.po"
MO_FILE = PO_FILE.with_suffix(".mo")
FIRST_DAY = datetime(2026, 11, 21, tzinfo=UTC)
"""A fixed date in the header, so that the files change only when a sentence does."""
SPEAKERS = {
    "_", "words", "Sentence", "msgid", "noun",
    "EvalPanelError", "Refused", "WrongUsage", "Unreadable", "HasProblems", "NotForMe", "Damaged",
}  # fmt: skip
"""Functions whose first argument, and whose `hint`, is a sentence for people."""
PARAMETERS = {"Option", "Argument"}
"""Parameters of commands, whose `help` is for people."""


def sentences() -> dict[str, str]:
    """Every sentence in the code and the module in which it stands first."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "evalpanel").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = dict(_constants(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) in SPEAKERS:
                for text in _texts(node, constants):
                    found.setdefault(text, path.relative_to(ROOT).as_posix())
        if path.parent.name == "cli":
            for text in _help_texts(tree):
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def _help_texts(tree: ast.Module) -> Iterator[str]:
    """What `--help` shows: the docstrings of commands and the help of their parameters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and _is_command(node):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Call) and _name(node.func) in PARAMETERS:
            for keyword in node.keywords:
                if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


def _is_command(node: ast.FunctionDef) -> bool:
    """Whether it is decorated as a command, or takes what every command with a session takes."""
    takes = (ast.unparse(found.annotation) for found in node.args.args if found.annotation)
    gives = ast.unparse(node.returns) if node.returns else ""
    has_session = "typer.Context" in takes and gives == "None"
    return has_session or any(_decorates(found) for found in node.decorator_list)


def _decorates(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and _name(decorator.func) in {"command", "callback"}


def read_catalogue() -> Catalog:
    """The Dutch catalogue as it stands."""
    if not PO_FILE.exists():
        return Catalog(locale="nl", domain="evalpanel")
    with PO_FILE.open("rb") as file:
        return read_po(file, locale="nl", domain="evalpanel")


def compiled(catalogue: Catalog) -> bytes:
    """The bytes that ship."""
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> int:
    """Write both files anew; gives how many sentences have no translation yet."""
    old = read_catalogue()
    new = Catalog(
        locale="nl",
        domain="evalpanel",
        header_comment="# Dutch for evalpanel.",
        project="evalpanel",
        version="1",
        msgid_bugs_address="-",
        last_translator="evalpanel",
        language_team="nl",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        fuzzy=False,
    )
    missing = 0
    for text, place in sorted(sentences().items(), key=lambda pair: (pair[1], pair[0])):
        known = old.get(text)
        translation = str(known.string) if known and known.string else ""
        missing += not translation
        new.add(text, translation, locations=[(place, 0)])
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    with PO_FILE.open("wb") as file:
        write_po(file, new, width=98, omit_header=False, include_lineno=False)
    MO_FILE.write_bytes(compiled(new))
    return missing


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _constants(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """The constants of a module, which stand where a sentence is said more than once."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def _texts(call: ast.Call, constants: dict[str, ast.expr]) -> Iterator[str]:
    spoken = [*call.args[:1], *(k.value for k in call.keywords if k.arg == "hint")]
    for argument in spoken:
        for node in _branches(argument):
            meant = constants.get(node.id, node) if isinstance(node, ast.Name) else node
            if isinstance(meant, ast.Constant) and isinstance(meant.value, str) and meant.value:
                yield meant.value


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    """The node, or both sides of a conditional expression."""
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _branches(value)
    else:
        yield node


if __name__ == "__main__":
    sys.stdout.write(f"{update()} sentences have no translation yet\n")
