"""The wheel holds all it needs: installed elsewhere it checks, plays the demo and verifies."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `evalpanel` command of an environment in which only the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    _uv("build", "--wheel", "--out-dir", str(folder), cwd=ROOT)
    wheel = next(folder.glob("*.whl"))
    venv.create(folder / "env", with_pip=False)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    _uv("pip", "install", "-q", "--python", str(scripts / "python"), str(wheel), cwd=ROOT)
    return scripts / "evalpanel"


def _uv(*arguments: str, cwd: Path) -> None:
    command = [sys.executable, "-m", "uv"] if _has_module("uv") else ["uv"]
    subprocess.run([*command, *arguments], cwd=cwd, check=True, capture_output=True)


def _has_module(name: str) -> bool:
    found = subprocess.run(
        [sys.executable, "-c", f"import {name}"], capture_output=True, check=False
    )
    return found.returncode == 0


def _run(command: Path, *arguments: str, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "EVALPANEL"))}
    done = subprocess.run(
        [command, *arguments], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_knows_its_version(installed: Path, tmp_path: Path) -> None:
    assert _run(installed, "--version", cwd=tmp_path).strip()[0].isdigit()


def test_the_wheel_checks_a_rule_set(installed: Path, tmp_path: Path) -> None:
    rules = ROOT / "fixtures" / "thuisplusflats" / "rules.toml"

    answer = json.loads(_run(installed, "tender", "check", str(rules), "--json", cwd=tmp_path))

    assert answer["valid"] is True


def test_the_wheel_prints_the_checker_that_needs_no_wheel(installed: Path, tmp_path: Path) -> None:
    script = (ROOT / "evalpanel" / "cli" / "check_record.py").read_text("utf-8")

    assert _run(installed, "verify", "--print-script", cwd=tmp_path) == script


def test_the_wheel_plays_the_demo_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = json.loads(_run(installed, "demo", str(tmp_path / "case"), "--json", cwd=tmp_path))

    verified = json.loads(_run(installed, "verify", answer["report"], "--json", cwd=tmp_path))
    assert verified["valid"] is True
    assert verified["signed"] == verified["expected"] == 4
