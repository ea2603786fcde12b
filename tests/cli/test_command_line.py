"""What every command has in common: statuses, streams, options, languages, quick starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evalpanel.cli.commands import load_command, with_globals_first
from evalpanel.cli.session import language_in_use
from tests.cli.shell import Shell
from tests.fixtures_case import CASE

RULES = CASE / "rules.toml"


def _child(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("EVALPANEL")}
    return subprocess.run(
        [sys.executable, *arguments],
        env={**kept, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _loaded_by(*arguments: str) -> set[str]:
    code = (
        "import sys\nfrom evalpanel.__main__ import main\n"
        f"sys.argv = ['evalpanel', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "sys.stderr.write('\\n'.join(sys.modules))"
    )
    return {name.partition(".")[0] for name in _child("-c", code).stderr.splitlines()}


HEAVY = {"textual", "rich", "reportlab", "pikepdf", "pyhanko", "sqlalchemy", "sqlmodel", "alembic"}


def test_the_version_loads_nothing_heavy() -> None:
    assert not _loaded_by("--version") & {*HEAVY, "pydantic", "cryptography", "sqlcipher3"}


def test_a_check_of_a_rule_set_loads_no_paper_screen_or_database() -> None:
    assert not _loaded_by("tender", "check", str(RULES)) & HEAVY


def test_the_module_runs_as_a_program() -> None:
    done = _child("-m", "evalpanel", "tender", "check", str(RULES), "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["valid"] is True
    assert done.stderr == ""


def test_without_a_command_the_app_opens_on_the_workspace(shell: Shell, tmp_path: Path) -> None:
    assert shell("--home", tmp_path).status == 0

    (workspace, language, passphrase) = shell.opened[0]
    assert workspace.home == tmp_path
    assert language == "en"
    assert passphrase == ""


def test_the_app_opens_with_a_given_passphrase(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "passphrase.txt"
    file.write_text("vijf gewone woorden\n", "utf-8")

    assert shell("--home", tmp_path, "--passphrase-file", file).status == 0

    assert shell.opened[0][2] == "vijf gewone woorden"


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["bogus"], 2),
        (["tender"], 2),
        (["tender", "lock"], 2),
        (["rank", "X", "--nonsense"], 2),
        (["dates", "standstill", "--from", "yesterday"], 2),
        (["--lang", "fr", "tender", "list"], 2),
        (["tender", "check", "nowhere.toml"], 3),
        (["verify", "nowhere.pdf"], 3),
        (["calculate", str(RULES), str(CASE / "zonnewende" / "prestatiedossier.pdf")], 3),
        (["demo", "--case", "haven"], 2),
    ],
)
def test_what_goes_wrong_has_its_status_and_leaves_standard_output_empty(
    shell: Shell, arguments: list[str], status: int, tmp_path: Path
) -> None:
    done = shell("--home", tmp_path / "new", *arguments)

    assert done.status == status
    assert "Traceback" not in done.err
    if arguments != ["tender"]:
        assert done.err.strip()
        assert done.out == ""


def test_without_terminal_or_passphrase_the_command_says_how_to_give_one(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVALPANEL_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)
    (tmp_path / "identity.evkey").write_bytes(b"x")

    done = shell("--home", tmp_path, "tender", "list")

    assert done.status == 2
    assert "--passphrase-file" in done.err


def test_a_surprise_is_one_plain_sentence_and_debug_shows_the_trace(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("evalpanel.cli.tender.check_rules", fail)

    plain = shell("tender", "check", RULES)
    traced = shell("tender", "check", RULES, "--debug")

    assert (plain.status, plain.out) == (3, "")
    assert "ZeroDivisionError" in plain.err
    assert "Traceback" not in plain.err
    assert "Traceback" in traced.err


def test_all_problems_of_a_rule_set_come_at_once_each_with_its_path(
    shell: Shell, tmp_path: Path
) -> None:
    rules = RULES.read_text(encoding="utf-8")
    bad = tmp_path / "rules.toml"
    bad.write_text(
        rules.replace('total_points = "40"', 'total_points = "41"').replace(
            '"SC-2", "draw"', '"SC-9", "draw"'
        ),
        encoding="utf-8",
    )

    done = shell("tender", "check", bad, "--json")

    assert done.status == 1
    answer = done.document()
    assert not answer["valid"]
    assert {problem["path"].split("[")[0] for problem in answer["problems"]} >= {
        "ranking.total_points",
        "ranking.tie_break",
    }


def test_broken_toml_is_refused_with_file_and_line(shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "rules.toml"
    bad.write_text('schema = "evalpanel/tender/1"\ntitle = \n', encoding="utf-8")

    done = shell("tender", "check", bad)

    assert done.status == 3
    assert str(bad) in done.err
    assert "2" in done.err


def test_dates_answer_to_the_letter(shell: Shell) -> None:
    answer = shell("dates", "standstill", "--from", "2021-11-29", "--json").document()
    days = shell("dates", "working-days", "--from", "2021-04-22", "--days", "10", "--json")

    assert [answer[key] for key in ("from", "raw_end", "end")] == [
        "2021-11-29", "2021-12-19", "2021-12-20",
    ]  # fmt: skip
    assert days.document()["end"] == "2021-05-10"


def test_calculate_needs_no_workspace(shell: Shell, tmp_path: Path) -> None:
    lines: list[str] = []
    for file in sorted((CASE / "scores").glob("*.csv")):
        head, *rows = file.read_text(encoding="utf-8").splitlines()
        lines += [*([] if lines else [head]), *rows]
    scores = tmp_path / "scores.csv"
    scores.write_text("\n".join(lines) + "\n", encoding="utf-8")

    decided = shell("calculate", RULES, scores, "--decisions", CASE / "decisions.csv", "--json")
    open_ = shell("calculate", RULES, scores, "--json")

    ranking = decided.document()["lots"][0]["ranking"]
    assert [(one["candidate"], one["rank"]) for one in ranking][:2] == [
        ("peilschaal", 1),
        ("zonnewende", 2),
    ]
    assert decided.status == 0
    assert open_.status == 1
    assert not open_.document()["lots"][0]["complete"]


def test_global_options_may_stand_anywhere() -> None:
    moved = with_globals_first(["rank", "X", "--home", "h", "--lang=nl", "--json", "--debug"])

    assert moved == ["--home", "h", "--lang=nl", "--debug", "rank", "X", "--json"]
    assert with_globals_first(["merge", "X", "--", "--home"]) == ["merge", "X", "--", "--home"]


@pytest.mark.parametrize(
    ("asked", "environment", "spoken"),
    [
        ("nl", {"LANG": "en_GB.UTF-8"}, "nl"),
        ("", {"EVALPANEL_LANG": "nl", "LANG": "en_GB.UTF-8"}, "nl"),
        ("", {"LANG": "nl_NL.UTF-8"}, "nl"),
        ("", {"LC_ALL": "C", "LANG": "nl_NL.UTF-8"}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_asked_set_or_the_systems(
    asked: str, environment: dict[str, str], spoken: str
) -> None:
    assert language_in_use(asked, environment) == spoken


def test_every_command_explains_itself(shell: Shell) -> None:
    told = shell("--help")

    assert told.status == 0
    for name in ("demo", "tender", "receive", "seal", "merge", "consensus", "verify", "dates"):
        assert name in told.out
        assert load_command(name).help


def test_the_demo_writes_over_nothing(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    done = shell("demo", tmp_path)

    assert done.status == 2
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_a_reader_that_leaves_early_gets_no_complaint() -> None:
    command = [sys.executable, "-m", "evalpanel", "tender", "check", str(RULES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        said = child.stderr.read()

    assert said == b""
