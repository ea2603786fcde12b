"""Identities through commands: made, restored, and locked with another passphrase."""

import getpass
from collections.abc import Iterator
from pathlib import Path

import pytest

from evalpanel.cli.passphrases import new_passphrase, passphrase_from
from evalpanel.domain.errors import Refused
from tests.cli.shell import Shell

FIRST, SECOND = "eerste wachtzin van ons", "tweede wachtzin van ons"


def _file(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


def test_a_person_comes_back_with_the_recovery_code_and_a_new_passphrase(
    shell: Shell, tmp_path: Path
) -> None:
    first, second = _file(tmp_path, "1", FIRST), _file(tmp_path, "2", SECOND)
    recovery = tmp_path / "recovery.txt"
    person = ("--name", "Ama Osei", "--organisation", "Ouderenberaad")
    made = shell("identity", "new", *person, "--recovery-file", recovery, "--json",
                 "--home", tmp_path / "old", "--passphrase-file", first)  # fmt: skip

    back = shell("identity", "restore", *person, "--recovery-file", recovery, "--json",
                 "--home", tmp_path / "new", "--passphrase-file", second)  # fmt: skip
    changed = shell("identity", "passphrase", "--new-passphrase-file", first,
                    "--home", tmp_path / "new", "--passphrase-file", second)  # fmt: skip
    old = shell("identity", "show", "--home", tmp_path / "new", "--passphrase-file", second)

    assert made.status == back.status == changed.status == 0
    assert "does not know what you declared, scored or sealed" in back.err
    assert "evalpanel restore FILE" in back.err
    keys = ("sign_key", "receive_key", "pdf_key")
    assert [made.document()[key] for key in keys] == [back.document()[key] for key in keys]
    assert (old.status, old.out) == (3, "")


def test_a_mistyped_recovery_code_names_the_group(shell: Shell, tmp_path: Path) -> None:
    code = _file(tmp_path, "code", " ".join(["0000"] * 14))

    done = shell("identity", "restore", "--name", "A", "--recovery-file", code,
                 "--home", tmp_path / "ws",
                 "--passphrase-file", _file(tmp_path, "1", FIRST))  # fmt: skip

    assert done.status == 3
    assert "recovery code" in done.err
    assert not (tmp_path / "ws" / "identity.evkey").exists()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is typed at the hidden prompt, in order; the list must be used up."""
    answers: list[str] = []
    monkeypatch.delenv("EVALPANEL_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda *_, **__: answers.pop(0))
    yield answers
    assert answers == []


def test_a_new_passphrase_is_asked_twice_and_words_are_suggested(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    typed += [FIRST, FIRST]

    assert new_passphrase(None, "a b c d e") == FIRST
    assert "a b c d e" in capsys.readouterr().err


def test_two_different_new_passphrases_make_nothing(typed: list[str]) -> None:
    typed += [FIRST, SECOND]

    with pytest.raises(Refused, match="not the same"):
        new_passphrase(None, "a b c d e")


def test_a_short_new_passphrase_is_refused_before_it_is_repeated(typed: list[str]) -> None:
    typed += ["kort"]

    with pytest.raises(Refused, match="12"):
        new_passphrase(None, "a b c d e")


def test_the_passphrase_comes_from_file_then_environment_then_prompt(
    typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed += ["typed"]
    assert passphrase_from(None) == "typed"
    monkeypatch.setenv("EVALPANEL_PASSPHRASE", "set")
    assert passphrase_from(None) == "set"
    assert passphrase_from(_file(tmp_path, "1", "filed")) == "filed"
