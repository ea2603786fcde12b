"""The walk-through of the README on a played case: every command in it runs with stock tools."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import PROJECT
from tests.cli.shell import REFERENCE, Stage

TOOLS = ("age", "unzip", "ssh-keygen", "pdfsig", "pdfdetach")
SECTION = re.compile(r"^## How to check a report$(.*?)^## ", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)

needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, TOOLS)), reason=f"needs {', '.join(TOOLS)}"
)


def blocks() -> list[str]:
    """The commands of the walk-through, in their order."""
    section = SECTION.search((PROJECT / "README.md").read_text("utf-8"))
    assert section
    return BLOCK.findall(section[1])


@pytest.fixture
def folder(finished: Stage, tmp_path: Path) -> Path:
    """A folder with the demo in it."""
    place = tmp_path / "outsider"
    place.mkdir()
    (place / "evalpanel-demo").symlink_to(finished.folder)
    return place


def _run(commands: str, folder: Path) -> str:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "EVALPANEL"))}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=folder,
        env=environment | {"PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{commands}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@needs_tools
def test_an_outsider_can_follow_the_walk_through(folder: Path) -> None:
    said = [_run(commands, folder) for commands in blocks()]

    with_evalpanel, with_python, with_tools, root, sheet, seal = said
    [found] = re.findall(r"^root (\w{64})$", root, re.MULTILINE)
    assert "4 of 4 signatures" in with_evalpanel or "4 van 4" in with_evalpanel
    assert f"ok          root {found}" in with_python
    assert "ok          ranking" in with_python
    assert with_tools.count("Signature is Valid.") == 4
    assert with_tools.count("  - Total document signed") == 1
    [committed, computed] = re.findall(r"\b[0-9a-f]{64}\b", sheet)
    assert committed == computed
    assert 'Good "evalpanel-sheet-v1" signature' in sheet
    assert 'Good "evalpanel-bundle-v1" signature' in seal
    assert not (folder / "chair.key").exists()


@needs_tools
def test_the_attached_record_comes_out_to_the_byte(folder: Path) -> None:
    from evalpanel.report.contents import record_in

    report = folder / "evalpanel-demo" / f"{REFERENCE}.pdf"
    _run(f"pdfdetach -savefile record.json -o record.json {report}", folder)

    assert (folder / "record.json").read_bytes() == record_in(report.read_bytes())


def test_pyhanko_alone_calls_every_signature_valid(finished: Stage) -> None:
    """Its own validation, with each signer's certificate trusted, and nothing of our rules."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    with finished.report.open("rb") as file:
        signatures = PdfFileReader(file).embedded_signatures
        states = [
            asyncio.run(
                async_validate_pdf_signature(
                    one, ValidationContext(trust_roots=[one.signer_cert], allow_fetching=False)
                )
            )
            for one in signatures
        ]

    assert len(states) == 4
    assert all(state.intact and state.valid and state.trusted for state in states)


def test_stock_age_opens_only_with_the_key_of_the_chair(finished: Stage, tmp_path: Path) -> None:
    if not shutil.which("age"):
        pytest.skip("needs age")
    [seal, *_] = sorted(finished.travelling.glob("*.evseal"))
    stranger = tmp_path / "stranger"
    stranger.write_text("AGE-SECRET-KEY-1" + "Q" * 58, "utf-8")

    done = subprocess.run(
        ["age", "-d", "-i", stranger, seal], capture_output=True, check=False, cwd=tmp_path
    )

    assert done.returncode != 0
    assert done.stdout == b""
