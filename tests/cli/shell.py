"""Running command lines in this process, and the schemas that their answers must follow."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evalpanel.cli.run import run
from evalpanel.cli.schemas import file_name
from evalpanel.settings import Workspace

SCHEMAS = Path(__file__).parents[2] / "schemas"
REFERENCE = "TPF-2026-01"


@dataclass(frozen=True)
class Ran:
    """What a command did: exit status, answer and everything else it said."""

    status: int
    out: str
    err: str

    def document(self) -> dict[str, Any]:
        """The JSON answer, which follows the schema that it names."""
        found = json.loads(self.out)
        schema = json.loads((SCHEMAS / file_name(found["schema"])).read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(found)
        assert isinstance(found, dict)
        return found


class Shell:
    """Runs commands; English unless they name a language."""

    def __init__(self, capture: "pytest.CaptureFixture[str]") -> None:
        """Read what commands write from this capture."""
        self._capture = capture
        self.opened: list[tuple[Workspace, str, str]] = []
        """Workspace, language and passphrase with which the app was opened."""

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run a command line."""
        texts = [str(argument) for argument in arguments]
        if "--lang" not in texts:
            texts = ["--lang", "en", *texts]
        self._capture.readouterr()
        status = run(texts, lambda *given: self.opened.append(given))
        said = self._capture.readouterr()
        return Ran(status, said.out, said.err)


@dataclass(frozen=True)
class Stage:
    """A copy of the demo's folder as it was at some point of the case."""

    folder: Path

    def owner(self, key: str) -> Sequence[str | Path]:
        """The global options that open the workspace of a person."""
        return ("--home", self.home(key), "--passphrase-file", self.passphrase(key))

    def home(self, key: str) -> Path:
        """The workspace of a person."""
        return self.folder / "people" / key

    def passphrase(self, key: str) -> Path:
        """The passphrase file of a person."""
        return self.folder / "passphrases" / f"{key}.txt"

    @property
    def papers(self) -> Path:
        """The rule set, candidates, scores and decisions."""
        return self.folder / "papers"

    @property
    def travelling(self) -> Path:
        """The files that travel."""
        return self.folder / "travelling-files"

    @property
    def report(self) -> Path:
        """The signed report, at the end."""
        return self.folder / f"{REFERENCE}.pdf"

    def copy_to(self, folder: Path) -> "Stage":
        """A copy to spoil; shared memory of the database is not copied, SQLite makes it anew."""
        shutil.copytree(self.folder, folder, ignore=shutil.ignore_patterns("*-shm"))
        return Stage(folder)
