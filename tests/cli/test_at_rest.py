"""After a whole case nothing of it can be read on anybody's disk (`trust.md` 3, lost laptop).

Names, dossier words, reasons: none stands in a database, its journals, or any other file of a
workspace, and no run leaves a temporary file anywhere.
"""

import csv
import os
import re
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.cli.shell import REFERENCE, Stage
from tests.fixtures_case import CASE

MIN_WORDS = 2000
_WORDS = re.compile(r"\b(?=([^\W\d_]+ [^\W\d_]+ [^\W\d_]+))")
_WIDTH = 8
"""Bytes at the start of a text that are looked for; by chance none of them turns up."""


def _known_texts(stage: Stage) -> set[str]:
    """What people wrote: reasons, names, and three words in a row of every dossier."""
    texts: set[str] = set()
    for file in stage.papers.rglob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                written = " ".join(text for text in row.values() if isinstance(text, str))
                texts.update(_WORDS.findall(written))
    for file in stage.papers.rglob("*.toml"):
        texts.update(_names(tomllib.loads(file.read_text(encoding="utf-8"))))
    for file in CASE.rglob("*.md"):
        texts.update(_WORDS.findall(file.read_text(encoding="utf-8")))
    return {text for text in texts if len(text) > _WIDTH}


def _names(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("name", "title", "entities") and isinstance(inner, str):
                yield inner
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


def _shows(content: bytes, texts: set[str]) -> bool:
    """Whether the start of any text stands anywhere in the content, as UTF-8 or UTF-16."""
    starts = {text.encode(coding)[:_WIDTH] for text in texts for coding in ("utf-8", "utf-16-le")}
    needles = np.frombuffer(b"".join(sorted(starts)), "<u8")
    ends = (len(content) - shift - (len(content) - shift) % _WIDTH for shift in range(_WIDTH))
    return any(
        np.isin(np.frombuffer(content, "<u8", end // _WIDTH, shift), needles).any()
        for shift, end in enumerate(ends)
        if end > 0
    )


def test_nothing_of_a_whole_case_can_be_read_in_any_workspace(finished: Stage) -> None:
    texts = _known_texts(finished)
    assert len(texts) >= MIN_WORDS, len(texts)
    assert _shows(b"x" * 3 + next(iter(texts)).encode(), texts)
    files = [path for path in (finished.folder / "people").rglob("*") if path.is_file()]
    databases = [path for path in files if path.suffix == ".db" and path.parent.name != "backups"]
    assert len(databases) > 3
    for path in files:
        content = path.read_bytes()
        assert not content.startswith(b"SQLite format 3"), path
        assert not _shows(content, texts), path
    print(f"{len(texts)} texts, {len(files)} files, 0 hits")  # noqa: T201 - figures


def test_what_travels_is_not_readable_on_a_lost_stick(finished: Stage) -> None:
    """`trust.md` 3, lost USB stick: everything on it is encrypted."""
    texts = _known_texts(finished)
    files = [path for path in finished.travelling.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".evinvite", ".evcard", ".evpack", ".evseal"}
    for path in files:
        assert not _shows(path.read_bytes(), texts), path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions elsewhere")
def test_nobody_else_may_enter_a_workspace_or_read_a_key(finished: Stage) -> None:
    for home in (finished.folder / "people").iterdir():
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        for path in home.rglob("*"):
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) & ~wanted == 0, path


@pytest.mark.skipif(sys.platform == "win32", reason="the folders are named otherwise there")
def test_a_run_leaves_no_temporary_file(scored: Stage, tmp_path: Path) -> None:
    """Reading every dossier, sealing, a backup: their temporary folders stay empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    names = ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")
    environment = {**os.environ, **{name: str(folder) for name in names}}
    for who, *arguments in (
        ("marieke-van-dongen", "candidate", "scan", REFERENCE),
        ("ama-osei", "seal", REFERENCE, "--out", str(tmp_path)),
        ("ama-osei", "backup", str(tmp_path / "mine.evbackup")),
    ):
        owner = [str(part) for part in scored.owner(who)]
        done = subprocess.run([sys.executable, "-m", "evalpanel", *owner, *arguments],
                              env=environment, capture_output=True, check=False)  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "mine.evbackup").is_file()
    assert list(folder.iterdir()) == []
