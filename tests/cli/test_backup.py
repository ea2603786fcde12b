"""`backup`, `restore`, `doctor` and `--force` on the command line."""

import gc
from pathlib import Path

import pytest

from evalpanel import bootstrap
from evalpanel.settings import Workspace
from evalpanel.usecases.placing import Place
from tests.cli.shell import Shell
from tests.quick_keys import use_quick_keys

FIRST, SECOND = "eerste wachtzin van ons", "tweede wachtzin van ons"


class Share:
    """Every folder lies on a share."""

    def place_of(self, _folder: Path) -> Place:
        return Place("network", "cifs", "//server/share")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    use_quick_keys(monkeypatch)


def _file(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


@pytest.fixture
def mine(shell: Shell, tmp_path: Path) -> tuple[str | Path, ...]:
    """The options of a new workspace; its recovery code lies in `code`."""
    first = _file(tmp_path, "first", FIRST)
    options = ("--home", tmp_path / "mine", "--passphrase-file", first)
    assert shell(*options, "identity", "new", "--name", "Ama Osei",
                 "--recovery-file", tmp_path / "code").status == 0  # fmt: skip
    return options


def test_a_backup_comes_back_by_passphrase_and_by_code(
    shell: Shell, mine: tuple[str | Path, ...], tmp_path: Path
) -> None:
    file = tmp_path / "mine.evbackup"
    made = shell(*mine, "backup", file, "--json")
    second = _file(tmp_path, "second", SECOND)
    new = ("--home", tmp_path / "other", "--passphrase-file", second)
    back = shell(*new, "restore", file, "--recovery-file", tmp_path / "code", "--json")
    gc.collect()  # the commands before ran in this process, which ends theirs
    over = shell(*mine, "restore", file, "--json")
    wrong = shell("--home", tmp_path / "third", *new[2:], "restore", file)
    again = shell(*mine, "backup", file)

    assert [ran.status for ran in (made, back, over, wrong, again)] == [0, 0, 0, 3, 1]
    assert made.document()["at"] == back.document()["at"]
    assert back.document()["kept"] is None
    assert Path(over.document()["kept"]).is_file()
    assert (wrong.out, str(file) in wrong.err) == ("", True)
    assert shell(*new, "identity", "show").status == 0


def test_a_saved_recovery_sheet_does_as_well_as_the_bare_code(
    shell: Shell, mine: tuple[str | Path, ...], tmp_path: Path
) -> None:
    groups = (tmp_path / "code").read_text(encoding="utf-8").split()
    rows = [f"{number:>2} {group}" for number, group in enumerate(groups, 1)]
    sheet = _file(tmp_path, "sheet", "Recovery sheet of Ama\n\n" + "   ".join(rows[:7])
                  + "\n" + "   ".join(rows[7:]) + "\n\nAll opens with them.")  # fmt: skip
    back = shell("--home", tmp_path / "new", *mine[2:], "identity", "restore",
                 "--name", "Ama Osei", "--recovery-file", sheet, "--json")  # fmt: skip
    shown = shell(*mine, "identity", "show", "--json")
    assert back.document()["sign_key"] == shown.document()["sign_key"]


def test_a_share_is_refused_unless_forced(
    shell: Shell,
    mine: tuple[str | Path, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap, "SystemPlaces", Share)
    refused = shell(*mine, "tender", "list")
    new = shell("--home", tmp_path / "new", *mine[2:], "identity", "new", "--name", "Bo")
    assert (refused.status, refused.out, new.status) == (1, "", 1)
    assert "//server/share" in refused.err
    assert "--force" in refused.err
    assert not (tmp_path / "new").exists()
    assert shell(*mine, "tender", "list", "--force").status == 0
    monkeypatch.setenv("EVALPANEL_FORCE", "1")
    assert shell(*mine, "tender", "list").status == 0


def test_doctor_says_what_is_good_and_what_is_not(
    shell: Shell, mine: tuple[str | Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EVALPANEL_PASSPHRASE", raising=False)
    good = shell(*mine, "doctor", "--json")
    closed = shell(*mine[:2], "doctor", "--json")
    Workspace(Path(mine[1])).database.write_bytes(b"\0" * 5000)
    bad = shell(*mine, "doctor")

    checks = {one["check"]: one["ok"] for one in good.document()["checks"]}
    assert (good.status, checks["database"], checks["identity"]) == (0, True, True)
    checks = {one["check"]: one["ok"] for one in closed.document()["checks"]}
    assert (closed.status, checks["database"]) == (0, None)
    assert bad.status == 1
    assert "✗ database" in bad.out
