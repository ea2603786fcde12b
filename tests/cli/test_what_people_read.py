"""What commands say to people, on the small evaluation in memory: no codes, and what comes next."""

from pathlib import Path

import pytest

from evalpanel import bootstrap
from evalpanel.cli.old_keys import old_key_lines
from evalpanel.cli.passphrases import recovery_code_from
from evalpanel.cli.verify_lines import verify_lines
from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.language import catalogue, use
from evalpanel.settings import PASSPHRASE_VARIABLE, Workspace
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import reopening, reporting
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.verification import CheckLine, Verification, verify_report
from tests.cli.shell import Ran, Shell
from tests.fakes import FakeInspection
from tests.panel_tools import JsonPaper
from tests.panels import ASSESSORS, LEAD, OUT, REF, REPORT, Play, play
from tests.sealing_exceptions import rescore, step_back
from tests.usecases.test_not_signing import NEXT, noted

ANN, BEN, CAS = ASSESSORS[:3]


class Seat:
    """Runs commands at the desk of one person after another."""

    def __init__(self, shell: Shell, patch: pytest.MonkeyPatch) -> None:
        self._shell, self._patch = shell, patch
        patch.setenv(PASSPHRASE_VARIABLE, "five words that open it")

    def __call__(self, desk: Desk, *command: str | Path) -> Ran:
        """Run a command as the owner of a desk."""
        self._patch.setattr(bootstrap, "open_desk", lambda *_: desk)
        return self._shell(*command)


@pytest.fixture
def seat(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """The desk at which commands run."""
    return Seat(shell, monkeypatch)


def test_nothing_is_shown_to_sign_while_it_is_not_ones_turn(seat: Seat) -> None:
    found = play("reported")
    done = seat(found.desk(ANN), "sign", REPORT)
    assert (done.status, done.out) == (1, "")
    assert "has not certified" in done.err
    assert "Agreed scores" not in done.err
    reporting.sign_report(found.lead, REPORT)
    assert "Agreed scores" in seat(found.desk(ANN), "sign", REPORT).err


def test_who_signs_next_is_named_and_who_does_not_sign_counts(seat: Seat) -> None:
    """The same count as in `verify`."""
    found = noted()
    certified = seat(found.lead, "sign", NEXT).out
    assert "certified; 1 of 4 have signed" in certified
    assert f"{ANN} does not sign: declined" in certified
    assert f"hand this file to {BEN}, {CAS}; each signs with: evalpanel sign" in certified
    reporting.sign_report(found.desk(BEN), NEXT)
    assert "evalpanel verify" in seat(found.desk(CAS), "sign", NEXT).out


def _reopened() -> tuple[Play, Path]:
    found = play("merged", "mean")
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="Two plans were mixed up")
    return found, made.file


def test_a_reopening_that_was_opened_before_is_not_told_as_news(seat: Seat) -> None:
    found, file = _reopened()
    assert "before" not in seat(found.desk(ANN), "open", file).out
    assert "before; nothing changed now" in seat(found.desk(ANN), "open", file).out
    rescore(found, ANN, "2")
    last = seat(found.desk(ANN), "open", file).out
    assert "sealed your sheet again since" in last
    assert "can change again" not in last


def test_only_what_was_proven_has_a_check_mark_at_opening(seat: Seat) -> None:
    found = play("issued")
    opened = seat(found.desk(ANN), "open", found.package).out
    assert opened.count("✓") == 3
    assert "Next: score" in opened
    assert "Next" not in seat(found.desk(LEAD), "open", found.package).out


def test_nothing_is_stated_where_nothing_is_sealed(seat: Seat) -> None:
    found = play("scored")
    sealing = ("seal", REF, "--out", OUT)
    assert "You state" in seat(found.desk(ANN), *sealing).err
    assert "You state" not in seat(found.desk(ANN), *sealing).err
    assert "sealed, under code" in seat(found.desk(ANN), "open", found.package).out
    step_back(found, BEN)
    refused = seat(found.desk(BEN), *sealing)
    assert (refused.status, "You state" in refused.err) == (1, False)
    assert "closed for you" in seat(found.desk(BEN), "open", found.package).out


def test_a_card_that_was_taken_in_is_compared_next(seat: Seat) -> None:
    found = play("declared")
    done = seat(found.lead, "panel", "add", REF, found.card(ANN), "--role", "assessor")
    assert f"evalpanel panel confirm {REF} '{ANN}'" in done.out


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        (("open", Path("a.evinvite")), 3, "evalpanel declare"),
        (("panel", "add", REF, Path("a.evseal"), "--role", "assessor"), 3, "evalpanel merge"),
        (("report", REF, "--record", Path("signed.pdf")), 2, "ends in .evrecord"),
        (("report", REF, "--out", Path("rules.toml")), 2, "ends in .pdf"),
        (("merge", REF), 2, "See: evalpanel merge --help"),
        (("panel", "recuse", REF, ANN, "--reason", "R", "--effect", "half"), 2, "void, kept"),
    ],
    ids=str,
)
def test_what_a_command_cannot_take_is_named_with_what_to_do(
    seat: Seat, command: tuple[str | Path, ...], status: int, says: str
) -> None:
    done = seat(play("issued").lead, *command)
    assert (done.status, done.out) == (status, "")
    assert says in done.err


def test_help_shows_no_types_of_the_program(shell: Shell) -> None:
    for command in ("merge", "panel", "declare"):
        words = ("add",) if command == "panel" else ()
        assert "<" not in shell(command, *words, "--help").out


def _verified(found: Play) -> Verification:
    data = found.files.content[REPORT]
    return verify_report(data, [], JsonPaper(), SshSignatures(), catalogue("en"))


def test_signatures_that_do_not_hold_are_not_counted_as_good_news() -> None:
    use("en")
    found = _verified(play("signed"))
    assert verify_lines(found, is_record=False)[-2:] == ["4 of 4 signatures.", "The report holds."]
    broken = CheckLine(check="signatures", ok=False, sentence="It was changed.")
    changed = found.model_copy(update={"valid": False, "checks": (broken,)})
    assert verify_lines(changed, is_record=False)[-2:] == [
        "4 of 4 signatures are in the file, but they do NOT hold.",
        "The report does NOT hold.",
    ]


def test_a_record_alone_has_no_signatures_to_count() -> None:
    use("en")
    lines = verify_lines(_verified(play("signed")), is_record=True)
    assert lines[-1] == "The record holds."
    assert not [line for line in lines if "of 4 signatures." in line]


def test_checks_are_called_by_name_and_signers_not_by_their_field() -> None:
    use("nl")
    lines = "\n".join(verify_lines(_verified(play("signed")), is_record=False))
    use("en")
    assert "✓ rangorde: " in lines
    assert "ranking_recomputed" not in lines
    assert "member-" not in lines


def test_a_damaged_database_has_a_cross_and_says_what_is_next(
    seat: Seat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = Sentence("The database file is damaged: {what}.", what="page 66")
    monkeypatch.setattr(FakeInspection, "database", lambda _: iter([page]))
    workspace = Workspace(tmp_path)
    workspace.identity.write_bytes(b"key")
    done = seat(play("issued").lead, "doctor", "--home", tmp_path)
    assert done.status == 1
    [line] = [line for line in done.out.splitlines() if "✗ database: " in line]
    assert "page 66" in line
    assert "evalpanel fsck" in line


def test_a_key_file_that_is_damaged_or_locked_otherwise_is_named(tmp_path: Path) -> None:
    file = tmp_path / "identity.evkey"
    file.write_bytes(b"age-encryption.org/v1\n-> scrypt")
    with pytest.raises(Unreadable, match=r"identity\.evkey is damaged") as told:
        bootstrap.unlock_identity(file, "any")
    assert "identity restore" in str(told.value.hint)


def test_a_key_file_from_before_is_told(tmp_path: Path) -> None:
    use("en")
    workspace = Workspace(tmp_path)
    workspace.identity.write_bytes(b"new")
    assert old_key_lines(workspace) == []
    (tmp_path / "identity.evkey.old").write_bytes(b"old")
    [line] = old_key_lines(workspace)
    assert "identity.evkey.old" in line


def test_a_recovery_file_that_holds_no_code_is_the_one_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "minutes.txt"
    file.write_text("{}", encoding="utf-8")
    with pytest.raises(Unreadable, match="recovery code") as told:
        recovery_code_from(file)
    assert str(file) in told.value.__notes__
